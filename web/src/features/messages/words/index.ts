/** Picks words by key, fills their places and chooses plural forms; a language is fetched when it is first needed. */
import { en } from "./en";

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
type Widen<T> = T extends string ? string : T extends { other: string } ? Forms : { [K in keyof T]: Widen<T[K]> };
export type Words = Widen<typeof en>;
export type Key = { [A in keyof Words]: `${A & string}.${keyof Words[A] & string}` }[keyof Words];
export type Fill = Record<string, string | number>;
export type Text = (key: Key, fill?: Fill) => string;

const LOADERS: Record<string, () => Promise<Words>> = {
  en: () => Promise.resolve(en),
  es: () => import("./es").then((module) => module.es),
  ar: () => import("./ar").then((module) => module.ar),
};

/** Fetches the words of a language; English for one that is not there. */
export function load_words(language: string): Promise<Words> {
  return (LOADERS[language] ?? LOADERS["en"] ?? (() => Promise.resolve(en)))();
}

/** Makes the function that answers one text. */
export function speak(words: Words, locale: string): Text {
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  return (key, fill = {}) => {
    const [group, name] = key.split(".") as [keyof Words, string];
    const found = (words[group] as Record<string, string | Forms>)[name] ?? key;
    const count = fill["count"];
    const text = typeof found === "string" ? found : (found[plural.select(Number(count ?? 0))] ?? found.other);
    return text.replace(/\{(\w+)\}/g, (whole, place: string) => {
      const value = fill[place];
      return value === undefined ? whole : typeof value === "number" ? number.format(value) : value;
    });
  };
}
