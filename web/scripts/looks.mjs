// Holds styles and views to the design: colours by meaning, logical directions, layers and purpose lines.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const src = new URL("../src", import.meta.url).pathname;
const RULES = [
  { in: /\.(css|tsx)$/, not: /^(styles\/tokens\.css|ui\/art\/|features\/identity\/settings\/Swatches)/, find: /#[0-9a-f]{3,8}\b(?![\w-])/i, say: "a colour by its number: use a token of meaning", css: true },
  { in: /\.(css|tsx)$/, not: /^(styles\/tokens\.css|ui\/art\/)/, find: /var\(--(paper|green|madder|slate)-\d|var\(--lamp-\d/, say: "a palette token: use a token of meaning" },
  { in: /\.css$/, not: /^styles\/tokens\.css/, find: /(^|[\s;{])(left|right|top|bottom|(margin|padding|border|inset|scroll-margin|scroll-padding)-(left|right|top|bottom)|width|height|(min|max)-(width|height))\s*:/, say: "a physical direction: use inline and block" },
  { in: /\.css$/, find: /(text-align|float|clear)\s*:\s*(left|right)\b/, say: "a physical direction: use start and end" },
  { in: /\.css$/, not: /^styles\/tokens\.css/, find: /z-index\s*:(?!\s*var\(--z-)/, say: "a layer of its own: use --z-*" },
  { in: /\.tsx$/, find: /\sstyle="/, say: "a constant style: use a class" },
];

let faults = 0;
const tell = (path, line, say) => {
  faults++;
  console.log(`${path}:${line}: ${say}`);
};

for (const path of readdirSync(src, { recursive: true }).sort()) {
  if (!/\.(css|tsx?)$/.test(path)) continue;
  const text = readFileSync(join(src, path), "utf8");
  if (/\.tsx?$/.test(path) && !/^\s*(\/\*\*?|\/\/)/.test(text)) tell(path, 1, "no sentence on top that says what the file is for");
  // Comments keep their line breaks, so that lines still count right.
  const lines = text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " ")).split("\n");
  lines.forEach((line, at) => {
    for (const rule of RULES) {
      if (!rule.in.test(path) || rule.not?.test(path)) continue;
      // In views, "#1a2" may stand in an address or a key; only quoted whole values are colours.
      const searched = rule.css && path.endsWith(".tsx") ? (line.match(/["'`]#[0-9a-f]{3,8}["'`]/i)?.[0] ?? "") : line;
      if (/@media|@container/.test(searched)) continue;
      if (rule.find.test(searched)) tell(path, at + 1, rule.say);
    }
  });
}
if (faults) process.exit(1);
console.log("looks hold");
