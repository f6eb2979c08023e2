/** Every language has every text, with the same placeholders and all of its plural forms. */
import { createRoot } from "solid-js";
import { describe, expect, it } from "vitest";
import { createI18n, localeOf } from ".";
import ar from "./ar";
import en from "./en";
import es from "./es";
import { createFormats, tagOf } from "./format";
import type { Areas, Text } from "./types";

const languages: Record<string, Areas> = { en, es, ar };
const texts = (words: Areas): [string, Text][] =>
  Object.entries(words).flatMap(([area, all]) => Object.entries(all).map(([key, text]): [string, Text] => [`${area}.${key}`, text]));
const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();

describe.each(Object.entries(languages))("words in %s", (locale, words) => {
  const all = new Map(texts(words));

  it("are the same texts as in English", () => {
    expect([...all.keys()].sort()).toEqual(texts(en).map(([key]) => key).sort());
  });

  it.each(texts(en))("%s keeps its placeholders and forms", (key, source) => {
    const text = all.get(key);
    if (typeof source === "string") return expect(names(String(text))).toEqual(names(source));
    const forms = text as Record<string, string>;
    expect(Object.keys(forms).sort()).toEqual([...new Intl.PluralRules(locale).resolvedOptions().pluralCategories].sort());
    const wanted = names(source.other);
    expect(names(forms["other"] ?? "")).toEqual(wanted);
    for (const form of Object.values(forms)) expect(wanted).toEqual(expect.arrayContaining(names(form)));
  });

  it("are not empty", () => {
    for (const [, text] of all) for (const form of typeof text === "string" ? [text] : Object.values(text)) expect(form).not.toBe("");
  });
});

describe("the translator", () => {
  const speak = (locale: "en" | "ar") => createRoot(() => createI18n(() => locale, () => (locale === "en" ? en : ar)));

  it("chooses the plural form", () => {
    expect(speak("en").t("ui.unsaved", { n: 1 })).toBe("1 change not saved yet");
    expect(speak("en").t("ui.unsaved", { n: 2 })).toBe("2 changes not saved yet");
    expect(speak("ar").t("ui.unsaved", { n: 2 })).toBe("تغييران لم يُحفظا بعد");
  });

  it("writes numbers in the digits of the language", () => {
    expect(speak("ar").t("ui.unsaved", { n: 12 })).toContain("١٢");
  });

  it("takes the first language of the browser that it speaks", () => {
    expect(localeOf(["fr-CA", "es-MX", "en"])).toBe("es");
    expect(localeOf(["fr"])).toBe("en");
  });
});

describe("formats", () => {
  const now = new Date(2026, 10, 26, 12, 0).getTime();
  it("writes sizes with at most one decimal", () => {
    const { size } = createFormats("en");
    expect(size(950)).toBe("950 bytes");
    expect(size(50_000_000)).toBe("50 MB");
    expect(size(4_240_000)).toBe("4.2 MB");
  });
  it("writes when: today the time, this week the day, else the date", () => {
    const { when, brief } = createFormats("en-GB");
    expect(when(new Date(2026, 10, 26, 10, 31), now)).toBe("10:31");
    expect(when(new Date(2026, 10, 24, 10, 31), now)).toContain("Tuesday");
    expect(when(new Date(2026, 10, 27, 8, 0), now)).toMatch(/^Friday.*08:00$/);
    expect(when(new Date(2026, 11, 3, 8, 0), now)).toBe("3 Dec 2026");
    expect(when(new Date(2026, 9, 1, 10, 31), now)).toBe("1 Oct 2026");
    expect([new Date(2026, 10, 26, 10, 31), new Date(2026, 10, 24, 10, 31), new Date(2026, 9, 1)].map((at) => brief(at, now))).toEqual(["10:31", "Tue", "1 Oct"]);
  });
  it("writes how long ago in the largest unit that fits", () => {
    const { ago } = createFormats("en-GB");
    const before = (days: number) => ago(now - days * 86_400_000, now);
    expect([before(0.5), before(1), before(29), before(100), before(800)]).toEqual(["12 hours ago", "yesterday", "29 days ago", "3 months ago", "2 years ago"]);
  });
  it("writes Latin digits in Arabic when wanted", () => {
    expect(createFormats(tagOf("ar", true)).number(12)).toBe("12");
  });
});
