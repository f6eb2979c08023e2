/** The interface's words in the person's language: `useI18n()` gives `t`, `tx`, formats and the choice. */
import { I18nProvider as KobalteDirection } from "@kobalte/core/i18n";
import { type Accessor, type JSX, type ParentProps, createContext, createEffect, createMemo, createSignal, useContext } from "solid-js";
import { Show } from "../flow";
import { type Formats, createFormats, tagOf } from "./format";
import type en from "./en";
import { type Params, fill, formOf, pieces, textAt } from "./resolve";
import type { KeyOf, ParamsOf, ShapeOf, TextOf } from "./types";

export type { Formats } from "./format";
export type { Plural } from "./types";

export const LOCALES = ["en", "es", "ar"] as const;
export type Locale = (typeof LOCALES)[number];
export type Words = ShapeOf<typeof en>;
export type Key = KeyOf<typeof en>;

/** Each language by its own name, as the selector shows it. */
export const LOCALE_NAMES: Record<Locale, string> = { en: "English", es: "Español", ar: "العربية" };

export const isLocale = (value: unknown): value is Locale => LOCALES.some((one) => one === value);

const LOADERS: Record<Locale, () => Promise<{ default: Words }>> = {
  en: () => import("./en"),
  es: () => import("./es"),
  ar: () => import("./ar"),
};

/** The first of the browser's languages that the interface speaks; English when there is none. */
export function localeOf(languages: readonly string[]): Locale {
  const found = languages.map((tag) => tag.toLowerCase().split("-")[0]).find(isLocale);
  return found ?? "en";
}

export interface I18n {
  locale: Accessor<Locale>;
  dir: Accessor<"ltr" | "rtl">;
  /** The text in words; names keep their own direction. Placeholders are typed by the English text. */
  t: <K extends Key>(key: K, ...params: ParamsOf<TextOf<typeof en, K>, string | number>) => string;
  /** The text with elements in its placeholders. */
  tx: <K extends Key>(key: K, ...params: ParamsOf<TextOf<typeof en, K>, JSX.Element>) => JSX.Element;
  formats: Accessor<Formats>;
}

const Context = createContext<I18n>();

export function useI18n(): I18n {
  const i18n = useContext(Context);
  if (!i18n) throw new Error("no I18nProvider above");
  return i18n;
}

/** Makes the translator of one language; tests use it without a page. */
export function createI18n(locale: Accessor<Locale>, words: Accessor<Words>): I18n {
  const tag = createMemo(() => tagOf(locale()));
  const rules = createMemo(() => new Intl.PluralRules(tag()));
  const numbers = createMemo(() => new Intl.NumberFormat(tag()));
  const formats = createMemo(() => createFormats(tag()));
  const template = (key: string, params: Params | undefined) => formOf(textAt(words(), key), params, rules());
  const dir = () => (locale() === "ar" ? "rtl" : "ltr");
  return {
    locale,
    dir,
    t: (key, ...params) => fill(template(key, params[0]), params[0], numbers(), dir()),
    tx: (key, ...params) => (
      <>
        {pieces(template(key, params[0])).map((piece, at) => {
          if (at % 2 === 0) return piece;
          const value = (params[0] as Record<string, JSX.Element> | undefined)?.[piece];
          return typeof value === "number" ? numbers().format(value) : value;
        })}
      </>
    ),
    formats,
  };
}

/** Loads the words of `locale` and shows its children once they are there; a later change swaps in place. */
export function I18nProvider(props: ParentProps<{ locale: Locale }>) {
  const [shown, setShown] = createSignal<{ locale: Locale; words: Words }>();
  createEffect(() => {
    const locale = props.locale;
    void LOADERS[locale]().then((module) => {
      if (props.locale === locale) setShown({ locale, words: module.default });
    });
  });
  createEffect(() => {
    const now = shown();
    if (!now) return;
    document.documentElement.lang = now.locale;
    document.documentElement.dir = now.locale === "ar" ? "rtl" : "ltr";
  });
  return (
    <Show when={shown() !== undefined}>
      {(() => {
        const i18n = createI18n(
          () => shown()?.locale ?? "en",
          () => (shown() as { words: Words }).words,
        );
        return (
          <Context.Provider value={i18n}>
            <KobalteDirection locale={i18n.locale()}>{props.children}</KobalteDirection>
          </Context.Provider>
        );
      })()}
    </Show>
  );
}
