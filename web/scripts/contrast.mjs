// Reads ../src/styles/tokens.css, checks every colour pair of the design against its WCAG 2.2 bound, prints a table, exits 1 on a miss.
// node contrast.mjs [--markdown]
import { readFileSync } from 'node:fs';

const css = readFileSync(new URL('./../src/styles/tokens.css', import.meta.url), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
const body = (open) => {
  const at = css.indexOf(open);
  let depth = 0;
  for (let i = css.indexOf('{', at); i < css.length; i++) {
    if (css[i] === '{') depth++;
    if (css[i] === '}' && --depth === 0) return css.slice(css.indexOf('{', at) + 1, i);
  }
};
const vars = (text) => Object.fromEntries([...text.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((m) => [m[1], m[2].trim()]));
const palette = vars(body(':root {'));
const meaning = vars(css.slice(css.indexOf('--surface-main'), css.indexOf('--font-ui')));
// Splits "light-dark(a, b)" at the comma outside of inner brackets.
const side = (value, dark) => {
  if (!value.startsWith('light-dark(')) return value;
  const inner = value.slice(11, -1);
  let depth = 0;
  for (let i = 0; i < inner.length; i++) {
    if (inner[i] === '(') depth++;
    if (inner[i] === ')') depth--;
    if (inner[i] === ',' && !depth) return dark ? inner.slice(i + 1).trim() : inner.slice(0, i).trim();
  }
};
const colours = Object.entries(meaning).filter(([k]) => !k.startsWith('--shadow'));
const light = Object.fromEntries(colours.map(([k, v]) => [k, side(v, false)]));
const dark = Object.fromEntries(colours.map(([k, v]) => [k, side(v, true)]));

const parse = (value, theme) => {
  const ref = /^var\((--[\w-]+)\)$/.exec(value);
  if (ref) return parse(theme[ref[1]] ?? palette[ref[1]], theme);
  const hex = /^#([0-9a-f]{6})$/i.exec(value);
  if (hex) return [0, 2, 4].map((i) => parseInt(hex[1].slice(i, i + 2), 16)).concat(1);
  const rgb = /^rgb\((\d+) (\d+) (\d+) \/ ([\d.]+)\)$/.exec(value);
  if (rgb) return [+rgb[1], +rgb[2], +rgb[3], +rgb[4]];
  throw new Error(`cannot read colour ${value}`);
};
const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
const luminance = (c) => {
  const [r, g, b] = c.slice(0, 3).map((x) => ((x /= 255) <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ratio = (a, b) => {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi + 0.05) / (lo + 0.05);
};

const TEXT = 4.5, PART = 3;
const pairs = [];
const add = (bound, fores, backs) => fores.forEach((f) => backs.forEach((b) => pairs.push([f, b, bound])));
add(TEXT, ['text', 'text-soft', 'text-faint'], ['surface-main', 'surface-side', 'surface-raised', 'surface-sunken', 'surface-hover@surface-main', 'surface-hover@surface-side', 'surface-press@surface-main', 'surface-press@surface-side', 'surface-selected']);
add(TEXT, ['text', 'text-soft', 'text-faint'], ['lamp-soft', 'accent-soft', 'danger-soft', 'info-soft', 'ok-soft']);
add(TEXT, ['accent-text', 'lamp-text', 'danger-text', 'info-text', 'ok-text'], ['surface-main', 'surface-side', 'surface-raised', 'surface-sunken', 'surface-hover@surface-main']);
add(TEXT, ['text', 'text-soft'], ['surface-thumb']);
add(TEXT, ['on-accent'], ['accent', 'accent-hover', 'accent-press']);
add(TEXT, ['on-danger'], ['danger', 'danger-hover']);
add(TEXT, ['on-accent-soft', 'accent-text'], ['accent-soft']);
add(TEXT, ['on-lamp'], ['lamp']);
add(TEXT, ['on-lamp-soft', 'lamp-text'], ['lamp-soft', 'lamp-soft-strong']);
add(TEXT, ['on-danger-soft', 'danger-text'], ['danger-soft']);
add(TEXT, ['on-info-soft', 'info-text'], ['info-soft']);
add(TEXT, ['ok-text'], ['ok-soft']);
add(TEXT, ['on-highlight'], ['highlight']);
add(TEXT, ['text-inverse', 'text-inverse-soft'], ['surface-inverse']);
add(TEXT, ['text-on-rail', 'text-on-rail-soft'], ['surface-rail']);
add(TEXT, ['text', 'text-soft', 'text-faint'], ['stage', 'stage-tile', 'stage-dock']);
add(TEXT, ['text', 'text-soft'], ['stage-button']);
add(PART, ['speaking'], ['stage', 'stage-tile']);
add(PART, ['line-control'], ['surface-main', 'surface-side', 'surface-raised', 'surface-input', 'surface-sunken']);
add(PART, ['focus', 'accent-line', 'danger-line', 'info-line', 'lamp-line'], ['surface-main', 'surface-side', 'surface-raised']);
add(PART, ['focus-on-rail', 'lamp'], ['surface-rail']);
add(PART, ['presence-online', 'presence-idle', 'presence-dnd', 'presence-offline', 'speaking'], ['surface-main', 'surface-side', 'surface-raised']);
for (const t of ['moss', 'teal', 'sky', 'iris', 'plum', 'rose', 'clay', 'ochre']) {
  add(TEXT, [`tint-${t}`], ['surface-main', 'surface-side', 'surface-raised', 'surface-hover@surface-main']);
  add(TEXT, [`tint-${t}-on`], [`tint-${t}-tile`]);
}

let missed = 0;
const rows = pairs.map(([fore, back, bound]) => {
  const one = (theme) => {
    if (back.startsWith('stage') && theme === light) return 'dark only';
    const [top, base] = back.split('@');
    const bg = base ? over(parse(theme[`--${top}`], theme), parse(theme[`--${base}`], theme)) : parse(theme[`--${top}`], theme);
    const r = ratio(over(parse(theme[`--${fore}`], theme), bg), bg);
    if (r < bound) missed++;
    return (r < bound ? '✗ ' : '') + r.toFixed(2);
  };
  return [fore, back, bound, one(light), one(dark)];
});
if (process.argv.includes('--markdown')) {
  console.log('| Foreground | Background | Needs | Light | Dark |\n|---|---|---|---|---|');
  for (const r of rows) console.log(`| ${r[0]} | ${r[1].replace('@', ' over ')} | ${r[2]} | ${r[3]} | ${r[4]} |`);
} else {
  for (const r of rows) if (String(r[3]).startsWith('✗') || String(r[4]).startsWith('✗')) console.log(r.join('  '));
  console.log(`${rows.length} pairs in two themes, ${missed} missed`);
}
process.exit(missed ? 1 : 0);
