/** No text was left in English, and none is a note to its writer. */
import { describe, expect, it } from "vitest";
import ownAr from "~/features/identity/settings/words/ar";
import ownEn from "~/features/identity/settings/words/en";
import ownEs from "~/features/identity/settings/words/es";
import spaceAr from "~/features/spaces/words/ar";
import spaceEn from "~/features/spaces/words/en";
import spaceEs from "~/features/spaces/words/es";
import ar from "./ar";
import en from "./en";
import es from "./es";
import type { Areas, Text } from "./types";

const forms = (text: Text): string[] => (typeof text === "string" ? [text] : Object.values(text));
const flat = (areas: Areas) => Object.entries(areas).flatMap(([area, texts]) => Object.entries(texts).map(([key, text]) => [`${area}.${key}`, text] as const));

/** The same word in both languages. */
const SAME = new Set(["Bot", "Roles", "Emoji", "Color", "General", "Normal", "Invisible", "No", "Noor Haddad"]);

describe.each([
  ["shell in es", en, es], ["shell in ar", en, ar],
  ["own settings in es", ownEn, ownEs], ["own settings in ar", ownEn, ownAr],
  ["space settings in es", spaceEn, spaceEs], ["space settings in ar", spaceEn, spaceAr],
] as const)("%s", (_name, english, other) => {
  it("is translated throughout", () => {
    const source = new Map<string, Text>(flat(english));
    const left = flat(other).filter(([key, text]) => {
      const before = forms(source.get(key) ?? "");
      return forms(text).some((form) => /[a-z]{2}/i.test(form.replace(/\{\w+\}/g, "")) && before.includes(form) && !SAME.has(form));
    });
    expect(left.map(([key, text]) => `${key}: ${forms(text)[0] ?? ""}`)).toEqual([]);
  });
  it("holds no note to its writer", () => {
    for (const [key, text] of [...flat(english), ...flat(other)]) for (const form of forms(text)) expect([key, /\b(?:TODO|FIXME|XXX|Lorem)\b/.test(form)]).toEqual([key, false]);
  });
});
