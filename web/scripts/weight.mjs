// Weighs the script that a page loads before anybody has signed in, compressed as it is sent; too much of it fails the build.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** The bar: 150 KiB. */
const MOST_BYTES = 150 * 1024;
const DOORS = ["SetupPage", "SignInPage", "RegisterPage", "JoinPage", "ForgotPage"];
const LOCALES = ["en", "es", "ar"];

const dist = new URL("../dist", import.meta.url).pathname;
const assets = join(dist, "assets");
const names = readdirSync(assets).filter((name) => name.endsWith(".js"));
const text = (name) => readFileSync(join(assets, name), "utf8");
const bytes = (name) => statSync(existsSync(join(assets, `${name}.br`)) ? join(assets, `${name}.br`) : join(assets, name)).size;
const found = (name, pattern) => [...text(name).matchAll(pattern)].map((match) => match[1]);
const needs = (name) => found(name, /(?:\bfrom|\bimport)\s*["'`]\.\/([\w.-]+\.js)["'`]/g);
const asks = (name) => found(name, /\bimport\(\s*["'`]\.\/([\w.-]+\.js)["'`]\s*\)/g);

/** Everything that comes along with these chunks. */
function along(...starts) {
  const all = new Set();
  const visit = (name) => {
    if (all.has(name)) return;
    all.add(name);
    needs(name).forEach(visit);
  };
  starts.forEach(visit);
  return all;
}

function only(list, what) {
  if (list.length === 0) throw new Error(`the build has no chunk for ${what}: mend scripts/weight.mjs`);
  return list;
}

const entry = only([...readFileSync(join(dist, "index.html"), "utf8").matchAll(/src="\/assets\/([\w.-]+\.js)"/g)], "the page")[0][1];
const start = [...along(entry)];
const texts = only(start.flatMap(asks).filter((name) => LOCALES.includes(name.split("-")[0])), "the words");
const heaviest = texts.sort((one, two) => bytes(two) - bytes(one))[0];

let isTooMuch = false;
for (const door of DOORS) {
  const page = only(names.filter((name) => name.startsWith(`${door}-`)), door);
  const sum = [...along(entry, ...page, heaviest)].reduce((total, name) => total + bytes(name), 0);
  isTooMuch ||= sum > MOST_BYTES;
  console.log(`${door}: ${(sum / 1024).toFixed(1)} KiB of script, at most ${MOST_BYTES / 1024}`);
}
if (isTooMuch) {
  console.error("Too much script before signing in: load it later, or do without.");
  process.exit(1);
}
