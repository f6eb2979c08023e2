/** Turns a text with placeholders and plural forms into words, without knowing any particular text. */
import { isolated } from "./isolate";
import type { Areas, Plural, Text } from "./types";

export type Params = Readonly<Record<string, unknown>>;

const PLACEHOLDER = /\{(\w+)\}/;

/** Finds a text by `area.key`. */
export function textAt(words: Areas, key: string): Text {
  const dot = key.indexOf(".");
  const text = words[key.slice(0, dot)]?.[key.slice(dot + 1)];
  if (text === undefined) throw new Error(`no text "${key}"`);
  return text;
}

/** Chooses the form for `n`; other texts pass. */
export function formOf(text: Text, params: Params | undefined, rules: Intl.PluralRules): string {
  if (typeof text === "string") return text;
  const n = typeof params?.["n"] === "number" ? params["n"] : 0;
  return (text as Plural)[rules.select(n)] ?? text.other;
}

/** Cuts a text at its placeholders: even places are words, odd places are names. */
export function pieces(template: string): string[] {
  return template.split(PLACEHOLDER);
}

/** Fills the placeholders; numbers are written in the person's digits, and texts keep their direction to themselves. */
export function fill(template: string, params: Params | undefined, numbers: Intl.NumberFormat, dir: "ltr" | "rtl"): string {
  return pieces(template)
    .map((piece, at) => {
      if (at % 2 === 0) return piece;
      const value = params?.[piece];
      return typeof value === "number" ? numbers.format(value) : isolated(String(value ?? ""), dir);
    })
    .join("");
}
