// Writes one emoji file a language from emojibase (order, groups, tones) and CLDR (names, search words).
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const json = (path) => JSON.parse(readFileSync(require.resolve(path), "utf8"));
const annotations = (language) => ({
  ...json(`cldr-annotations-derived-full/annotationsDerived/${language}/annotations.json`).annotationsDerived.annotations,
  ...json(`cldr-annotations-full/annotations/${language}/annotations.json`).annotations.annotations,
});
const bare = (emoji) => emoji.replaceAll("\ufe0f", "");
const base = json("emojibase-data/en/data.json").filter((one) => one.group !== undefined && one.group !== 2);
const codes = json("emojibase-data/en/shortcodes/emojibase.json");
const english = annotations("en");

for (const language of ["en", "es", "ar"]) {
  const own = annotations(language);
  const rows = base
    .sort((one, two) => one.order - two.order)
    .map((one) => {
      const note = own[bare(one.emoji)] ?? own[one.emoji];
      const name = note?.tts?.[0] ?? one.label;
      const shortcodes = [codes[one.hexcode] ?? []].flat();
      const words = [...(note?.default ?? []), ...(language === "en" ? [] : (english[bare(one.emoji)]?.default ?? [])), ...(one.tags ?? []), ...shortcodes, one.label];
      const said = new Set(words.flatMap((word) => word.split(/[\s_]+/u)));
      for (const word of name.split(/\s+/u)) said.delete(word);
      const tones = (one.skins ?? []).filter((skin) => typeof skin.tone === "number").sort((a, b) => a.tone - b.tone).map((skin) => skin.emoji);
      return tones.length === 5 ? [one.emoji, one.group, name, [...said].join(" "), tones] : [one.emoji, one.group, name, [...said].join(" ")];
    });
  writeFileSync(new URL(`../src/features/messages/emoji/${language}.json`, import.meta.url), `${JSON.stringify(rows)}\n`);
}
