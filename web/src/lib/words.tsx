/** Words of one part of the app: a dictionary a language that loads with that part, spoken like the common words. */

import { type Accessor, type JSX, type ParentProps, createContext, createMemo, createResource, useContext } from "solid-js";
import { Show } from "./flow";
import { type Formats, type Locale, useI18n } from "./i18n";
import { tagOf } from "./i18n/format";
import { type Params, fill, formOf, pieces, textAt } from "./i18n/resolve";
import type { Areas, KeyOf, ParamsOf, ShapeOf, TextOf } from "./i18n/types";

export interface Spoken<A extends Areas> {
  /** The text in words; names keep their own direction. */
  t: <K extends KeyOf<A>>(key: K, ...params: ParamsOf<TextOf<A, K>, string | number>) => string;
  /** The text with elements in its placeholders. */
  tx: <K extends KeyOf<A>>(key: K, ...params: ParamsOf<TextOf<A, K>, JSX.Element>) => JSX.Element;
  locale: Accessor<Locale>;
  formats: Accessor<Formats>;
}

export function createWords<A extends Areas>(load: Record<Locale, () => Promise<{ default: ShapeOf<A> }>>) {
  const Context = createContext<Spoken<A>>();

  /** Shows its children once the words are there; another language swaps in place. */
  function WordsProvider(props: ParentProps) {
    const i18n = useI18n();
    const [words] = createResource(i18n.locale, async (locale) => ({ locale, areas: (await load[locale]()).default }));
    return (
      <Show when={words.latest !== undefined}>
        {(() => {
          const now = () => words.latest as { locale: Locale; areas: ShapeOf<A> };
          const tag = createMemo(() => tagOf(now().locale));
          const rules = createMemo(() => new Intl.PluralRules(tag()));
          const numbers = createMemo(() => new Intl.NumberFormat(tag()));
          const dir = () => (now().locale === "ar" ? "rtl" : "ltr");
          const template = (key: string, params?: Params) => formOf(textAt(now().areas as Areas, key), params, rules());
          const spoken: Spoken<A> = {
            locale: i18n.locale,
            formats: i18n.formats,
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
          };
          return <Context.Provider value={spoken}>{props.children}</Context.Provider>;
        })()}
      </Show>
    );
  }

  function useWords(): Spoken<A> {
    const spoken = useContext(Context);
    if (!spoken) throw new Error("words are used outside of their provider");
    return spoken;
  }

  return { WordsProvider, useWords };
}
