/** Every language of the settings has the same texts with the same placeholders and all its plural forms. */

import { describe, expect, it } from "vitest";
import adminAr from "~/features/admin/words/ar";
import adminEn from "~/features/admin/words/en";
import adminEs from "~/features/admin/words/es";
import catchAr from "~/features/catch-up/words/ar";
import catchEn from "~/features/catch-up/words/en";
import catchEs from "~/features/catch-up/words/es";
import ownAr from "~/features/identity/settings/words/ar";
import ownEn from "~/features/identity/settings/words/en";
import ownEs from "~/features/identity/settings/words/es";
import paletteAr from "~/features/palette/words/ar";
import paletteEn from "~/features/palette/words/en";
import paletteEs from "~/features/palette/words/es";
import searchAr from "~/features/search/words/ar";
import searchEn from "~/features/search/words/en";
import searchEs from "~/features/search/words/es";
import spaceAr from "~/features/spaces/words/ar";
import spaceEn from "~/features/spaces/words/en";
import spaceEs from "~/features/spaces/words/es";
import type { Areas, Text } from "./i18n/types";

const flat = (areas: Areas) =>
  Object.entries(areas).flatMap(([area, texts]) => Object.entries(texts).map(([key, text]) => [`${area}.${key}`, text] as const));
const names = (text: Text) => {
  const all = (typeof text === "string" ? text : text.other).matchAll(/\{(\w+)\}/g);
  return [...all].map((match) => match[1]).toSorted().join();
};
const FORMS = { es: ["one", "other"], ar: ["zero", "one", "two", "few", "many", "other"] } as const;

describe.each([
  ["administration", "es", adminEn, adminEs],
  ["administration", "ar", adminEn, adminAr],
  ["catch up", "es", catchEn, catchEs],
  ["catch up", "ar", catchEn, catchAr],
  ["palette", "es", paletteEn, paletteEs],
  ["palette", "ar", paletteEn, paletteAr],
  ["own settings", "es", ownEn, ownEs],
  ["own settings", "ar", ownEn, ownAr],
  ["search", "es", searchEn, searchEs],
  ["search", "ar", searchEn, searchAr],
  ["space settings", "es", spaceEn, spaceEs],
  ["space settings", "ar", spaceEn, spaceAr],
] as const)("%s in %s", (_part, locale, english, other) => {
  const translated = new Map<string, Text>(flat(other));
  it("have the same keys", () => expect([...translated.keys()]).toEqual(flat(english).map(([key]) => key)));
  it("fill the same places", () => {
    for (const [key, text] of flat(english)) expect([key, names(translated.get(key) ?? "")]).toEqual([key, names(text)]);
  });
  it("have every plural form", () => {
    for (const [key, text] of translated) {
      if (typeof text === "string") continue;
      for (const form of FORMS[locale]) expect([key, form, form in text]).toEqual([key, form, true]);
    }
  });
});
