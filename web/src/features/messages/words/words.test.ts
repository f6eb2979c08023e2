/** Every language says everything, with the same places and all its plural forms. */
import { describe, expect, it } from "vitest";
import { speak, type Words } from ".";
import { ar } from "./ar";
import { en } from "./en";
import { es } from "./es";

const flat = (words: object, path = ""): [string, unknown][] =>
  Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "string" || (typeof value === "object" && value !== null && "other" in value)
      ? [[`${path}${key}`, value] as [string, unknown]]
      : flat(value as object, `${path}${key}.`),
  );
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort().join();
const other = (value: unknown) => (typeof value === "string" ? value : (value as { other: string }).other);

describe.each([["es", es as Words], ["ar", ar]])("%s", (locale, words) => {
  it("has the keys and places of English", () => {
    const theirs = new Map(flat(words));
    expect([...theirs.keys()]).toEqual(flat(en).map(([key]) => key));
    for (const [key, value] of flat(en)) expect(places(other(theirs.get(key))), key).toBe(places(other(value)));
  });
  it("has every plural form", () => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    for (const [key, value] of flat(words)) if (typeof value === "object") expect(Object.keys(value as object).sort(), key).toEqual([...forms].sort());
  });
});

it("chooses forms and fills places", () => {
  const english = speak(en, "en");
  expect(english("stream.count", { count: 1 })).toBe("1 new message");
  expect(english("stream.count", { count: 5 })).toBe("5 new messages");
  expect(speak(ar, "ar-EG-u-nu-arab")("stream.count", { count: 3 })).toBe("٣ رسائل جديدة");
  expect(english("write.placeholder", { room: "<b>" })).toBe("Write to #<b>");
});
