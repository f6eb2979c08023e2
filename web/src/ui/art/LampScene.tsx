/** The lamp over a small table: the picture of the door pages, and of nothing else. */
import "./art.css";

export function LampScene(props: { label: string }) {
  return (
    <svg class="lamp-scene" viewBox="0 0 800 1000" preserveAspectRatio="xMidYMid slice" role="img" aria-label={props.label}>
    <defs>
    <linearGradient id="scene-wall" x2="0" y2="1"><stop stop-color="#0e3125"/><stop offset="1" stop-color="#0a241b"/></linearGradient>
    <linearGradient id="scene-niche" x2="0" y2="1"><stop stop-color="#1a4d3a"/><stop offset=".62" stop-color="#205a44"/><stop offset="1" stop-color="#143f30"/></linearGradient>
    <radialGradient id="scene-glow" gradientUnits="userSpaceOnUse" cx="400" cy="452" r="400"><stop stop-color="#ffd98a" stop-opacity=".62"/><stop offset=".22" stop-color="#f7b440" stop-opacity=".30"/><stop offset=".6" stop-color="#f7b440" stop-opacity=".08"/><stop offset="1" stop-color="#f7b440" stop-opacity="0"/></radialGradient>
    <linearGradient id="scene-beam" x2="0" y2="1"><stop stop-color="#ffe7b3" stop-opacity=".58"/><stop offset=".55" stop-color="#ffdc96" stop-opacity=".22"/><stop offset="1" stop-color="#ffd98a" stop-opacity="0"/></linearGradient>
    <linearGradient id="scene-shade" x2="0" y2="1"><stop stop-color="#cdbb94"/><stop offset="1" stop-color="#fbf0d6"/></linearGradient>
    <linearGradient id="scene-back" x2="1" y2="0"><stop stop-color="#5b2c22"/><stop offset="1" stop-color="#7d4031"/></linearGradient>
    <linearGradient id="scene-wood" x2="0" y2="1"><stop stop-color="#8d5c36"/><stop offset="1" stop-color="#5c3920"/></linearGradient>
    <radialGradient id="scene-pool" cx=".5" cy=".5" r=".5"><stop stop-color="#ffe3a6" stop-opacity=".95"/><stop offset=".7" stop-color="#f3c274" stop-opacity=".45"/><stop offset="1" stop-color="#f3c274" stop-opacity="0"/></radialGradient>
    <clipPath id="scene-in"><path d="M120 1000V455C120 300 240 178 400 178s280 122 280 277v545Z"/></clipPath>
    <pattern id="scene-bead" width="50" height="1000" patternUnits="userSpaceOnUse"><path d="M0 0v1000" stroke="#06180f" stroke-opacity=".34" stroke-width="3"/><path d="M3 0v1000" stroke="#2b6b52" stroke-opacity=".20" stroke-width="1.5"/></pattern>
    </defs>
    <rect width="800" height="1000" fill="url(#scene-wall)"/><rect width="800" height="1000" fill="url(#scene-bead)"/>
    <path d="M86 1000V455C86 281 222 144 400 144s314 137 314 311v545Z" fill="#0b281e"/>
    <path d="M86 1000V455C86 281 222 144 400 144s314 137 314 311v545" fill="none" stroke="#3a7f63" stroke-opacity=".45" stroke-width="2"/>
    <path d="M120 1000V455C120 300 240 178 400 178s280 122 280 277v545Z" fill="url(#scene-niche)"/>
    <g clip-path="url(#scene-in)">
    <rect x="120" y="178" width="560" height="822" fill="url(#scene-glow)"/>
    <path d="M120 700h560" stroke="#0d3024" stroke-opacity=".55" stroke-width="3"/><path d="M120 706h560" stroke="#4c9474" stroke-opacity=".30" stroke-width="2"/>
    <g stroke="#0d3024" stroke-opacity=".28" stroke-width="2.5"><path d="M190 708v300M260 708v300M330 708v300M400 708v300M470 708v300M540 708v300M610 708v300"/></g>
    <path d="M120 948h560v52H120Z" fill="#0b241b" fill-opacity=".75"/>
    <path d="M318 452h164l176 408H142Z" fill="url(#scene-beam)"/>
    </g>
    <path d="M398.2 178h3.6v152h-3.6Z" fill="#0a2119"/><path d="M390 324h20v14h-20Z" fill="#c99a45"/>
    <path d="M300 450a100 112 0 0 1 200 0Z" fill="url(#scene-shade)"/><path d="M300 448h200v7a2 2 0 0 1-2 2H302a2 2 0 0 1-2-2Z" fill="#fff4d8"/>
    <path d="M356 459h88a44 44 0 0 1-88 0Z" fill="#f7b440"/><path d="M370 459h60a30 30 0 0 1-60 0Z" fill="#ffe3a6"/>
    <g id="scene-bench"><path d="M150 1000V640c0-34-24-58-56-58s-56 24-56 58v360Z" fill="url(#scene-back)"/><path d="M136 1000V644c0-26-18-46-42-46" fill="none" stroke="#a9604a" stroke-opacity=".55" stroke-width="3"/><path d="M38 856h208c14 0 24 10 24 24v18c0 10-8 18-18 18H38Z" fill="#8b4837"/><path d="M40 858h206c12 0 21 8 22 20H40Z" fill="#a45a45"/><path d="M230 916h18v84h-18Z" fill="#3a1f17"/>
    <g fill="#e2b860" fill-opacity=".75"><circle cx="146" cy="690" r="2.6"/><circle cx="146" cy="720" r="2.6"/><circle cx="146" cy="750" r="2.6"/><circle cx="146" cy="780" r="2.6"/><circle cx="146" cy="810" r="2.6"/></g></g>
    <use href="#scene-bench" transform="matrix(-1 0 0 1 800 0)"/>
    <path d="M388 830h24l6 132h-36Z" fill="#3c2415"/><ellipse cx="400" cy="966" rx="84" ry="13" fill="#2e1b10"/>
    <path d="M214 806c0-20 83-36 186-36s186 16 186 36v12c0 20-83 36-186 36s-186-16-186-36Z" fill="url(#scene-wood)"/><ellipse cx="400" cy="806" rx="186" ry="36" fill="#a8713f"/><ellipse cx="400" cy="806" rx="178" ry="33" fill="url(#scene-pool)"/>
    <g><path d="M300 752h46v38c0 8-10 13-23 13s-23-5-23-13Z" fill="#f4eadb"/><ellipse cx="323" cy="752" rx="23" ry="6" fill="#fff8ea"/><ellipse cx="323" cy="753" rx="18" ry="4" fill="#6d3f22"/><path d="M300 762c-14-2-18 20 1 24" fill="none" stroke="#f4eadb" stroke-width="5"/></g>
    <g><path d="M462 760h40v33c0 7-9 11-20 11s-20-4-20-11Z" fill="#2f7a5c"/><ellipse cx="482" cy="760" rx="20" ry="5.5" fill="#45926f"/><ellipse cx="482" cy="761" rx="15.5" ry="3.6" fill="#6d3f22"/><path d="M502 769c13-1 15 18-1 21" fill="none" stroke="#2f7a5c" stroke-width="5"/></g>
    <g transform="translate(372 806) skewX(-14)"><rect width="62" height="22" rx="3" fill="#fff9ec"/><path d="M8 7h40M8 13h30" stroke="#bfae8d" stroke-width="2" stroke-linecap="round"/></g>
    <g fill="none" stroke="#fff3d8" stroke-opacity=".5" stroke-width="3" stroke-linecap="round"><path d="M318 738c-5-9 6-13 1-23M330 736c-4-7 5-10 1-18"/></g>
    </svg>
  );
}
