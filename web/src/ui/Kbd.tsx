/** Keys to press, as they stand on the keyboard: "Ctrl+K" becomes two caps. */
import { For } from "solid-js";
import "./Kbd.css";

export function Kbd(props: { keys: string }) {
  return (
    <span class="kbds" dir="ltr">
      <For each={props.keys.split("+")}>{(key) => <kbd class="kbd">{key}</kbd>}</For>
    </span>
  );
}
