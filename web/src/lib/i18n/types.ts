/** How words are typed: English is the source, every other language must have its shape. */

/** A text that changes with a count; `{n}` is the count in the person's digits. */
export type Plural = { readonly other: string } & { readonly [F in Exclude<Intl.LDMLPluralRule, "other">]?: string };
export type Text = string | Plural;
export type Area = Readonly<Record<string, Text>>;
export type Areas = Readonly<Record<string, Area>>;

/** Widens literal texts, so that a translation has the same keys and the same kind of each text. */
export type ShapeOf<A extends Areas> = {
  readonly [N in keyof A]: { readonly [K in keyof A[N]]: A[N][K] extends string ? string : Plural };
};

/** `area.key` for every text. */
export type KeyOf<A extends Areas> = { [N in keyof A & string]: `${N}.${keyof A[N] & string}` }[keyof A & string];
export type TextOf<A extends Areas, K extends string> = K extends `${infer N}.${infer L}`
  ? N extends keyof A ? (L extends keyof A[N] ? A[N][L] : never) : never
  : never;

type NamesIn<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
export type NamesOf<T> = T extends string ? NamesIn<T> : T extends Plural ? "n" | NamesIn<Extract<T[keyof T], string>> : never;

/** The arguments after the key: none when the text has no placeholder. */
export type ParamsOf<T, V> = [NamesOf<T>] extends [never] ? [] : [params: { readonly [N in NamesOf<T>]: N extends "n" ? number : V }];
