/** What stands in the field of a search: words and tokens such as `from:mei`, and the query of the API that they make. */
import type { Has, Id, Sort } from "~/lib/api/wire";

export const TOKEN_KEYS = ["from", "in", "has", "before", "after", "mentions"] as const;
export type TokenKey = (typeof TOKEN_KEYS)[number];

/** What a message can have; polls come with polls. */
export const HAS = ["file", "image", "video", "link", "pin"] as const satisfies readonly Has[];

export interface Token {
  key: TokenKey;
  value: string;
  /** Where it stands in the text: from, and behind it. */
  from: number;
  to: number;
}

export interface Asked {
  words: string;
  tokens: Token[];
}

/** Who and what the names in tokens mean; null and none for nobody and nothing. */
export interface Names {
  person: (name: string) => Id | null;
  rooms: (name: string) => Id[];
}

/** The parameters of a search, without page and order. */
export interface Query {
  q?: string;
  author_id?: Id;
  channel_id?: Id[];
  mentions?: Id;
  has?: Has[];
  before?: string;
  after?: string;
}

export interface Wish {
  query: Query;
  /** Tokens that mean nothing here. */
  unknown: Token[];
  /** `ready` can be asked; `short` has one letter only; `empty` asks for nothing. */
  kind: "ready" | "short" | "empty";
}

/** Where a search looks: one room, one space, or everything. */
export interface Scope {
  space: Id | null;
  room: Id | null;
}

const LETTERS_MIN = 2;
/** As many rooms as one search may name. */
const ROOMS_MAX = 20;
const QUOTES = "\"“”„";
const TOKEN = new RegExp(`(${TOKEN_KEYS.join("|")}):(?:[${QUOTES}]([^${QUOTES}]*)[${QUOTES}]?|([^\\s${QUOTES}]*))`, "iy");
const PHRASE = new RegExp(`-?[${QUOTES}][^${QUOTES}]*[${QUOTES}]?`, "y");
const WORD = new RegExp(`[^\\s${QUOTES}]+`, "y");

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Reads the field; what is no token stays words, as inside of quotes. */
export function read(text: string): Asked {
  const words: string[] = [];
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const token = matchAt(TOKEN, text, at);
    if (token?.[1]) {
      tokens.push({ key: token[1].toLowerCase() as TokenKey, value: (token[2] ?? token[3] ?? "").trim(), from: at, to: at + token[0].length });
      at += token[0].length;
      continue;
    }
    const piece = (matchAt(PHRASE, text, at) ?? matchAt(WORD, text, at))?.[0];
    if (piece) words.push(piece);
    at += piece?.length ?? 1;
  }
  return { words: words.join(" "), tokens };
}

/** Writes a field that reads as these words and tokens. */
export function write(words: string, tokens: readonly Pick<Token, "key" | "value">[]): string {
  const written = tokens.map(({ key, value }) => `${key}:${/\s/u.test(value) ? `"${value}"` : value}`);
  return [words, ...written].filter(Boolean).join(" ");
}

const IS_MANY: Record<TokenKey, boolean> = { from: false, in: true, has: true, before: false, after: false, mentions: false };

/** Tokens that count: of those that can stand once only, the last. */
export function counting(tokens: readonly Token[]): Token[] {
  return tokens.filter((token, at) => token.value !== "" && (IS_MANY[token.key]
    ? tokens.findIndex((one) => one.key === token.key && one.value === token.value) === at
    : !tokens.slice(at + 1).some((later) => later.key === token.key && later.value !== "")));
}

/** The text with a token more; one that can stand once only takes the place of its like. */
export function withToken(text: string, key: TokenKey, value: string): string {
  const { words, tokens } = read(text);
  const kept = tokens.filter((one) => one.value !== "" && (one.key !== key || (IS_MANY[key] && one.value !== value)));
  return write(words, [...kept, { key, value }]);
}

/** The text without the tokens of this key, or of this key and value. */
export function withoutToken(text: string, key: TokenKey, value?: string): string {
  const { words, tokens } = read(text);
  return write(words, tokens.filter((one) => one.key !== key || (value !== undefined && one.value !== value)));
}

/** The day that a token names, at its first moment here; null for what is no day. */
function dayAt(value: string, daysOn: number): Date | null {
  const found = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(value);
  if (!found) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const at = new Date(year, month - 1, day);
  if (at.getFullYear() !== year || at.getMonth() !== month - 1 || at.getDate() !== day) return null;
  return new Date(year, month - 1, day + daysOn);
}

/** Puts what a token means into a query; false when it means nothing. */
function put(query: Query, token: Token, names: Names): boolean {
  const name = token.value.replace(/^[@#]/u, "");
  switch (token.key) {
    case "from":
    case "mentions": {
      const person = names.person(name);
      if (person) query[token.key === "from" ? "author_id" : "mentions"] = person;
      return person !== null;
    }
    case "in": {
      const rooms = names.rooms(name);
      query.channel_id = [...new Set([...(query.channel_id ?? []), ...rooms])].slice(0, ROOMS_MAX);
      return rooms.length > 0;
    }
    case "has": {
      const has = HAS.find((one) => one === token.value.toLowerCase());
      if (has) query.has = [...(query.has ?? []), has];
      return has !== undefined;
    }
    case "before": {
      const at = dayAt(token.value, 0);
      if (at) query.before = at.toISOString();
      return at !== null;
    }
    case "after": {
      // The named day is over with its last millisecond.
      const at = dayAt(token.value, 1);
      if (at) query.after = new Date(at.getTime() - 1).toISOString();
      return at !== null;
    }
  }
}

/** What a field wishes for. */
export function wishOf(asked: Asked, names: Names): Wish {
  const query: Query = {};
  const unknown = counting(asked.tokens).filter((token) => !put(query, token, names));
  const letters = [...asked.words].length;
  if (letters > 0) query.q = asked.words;
  const isFiltered = Boolean(query.author_id ?? query.mentions ?? query.has ?? query.before ?? query.after);
  const kind = letters > 0 && letters < LETTERS_MIN ? "short" : letters > 0 || isFiltered ? "ready" : "empty";
  return { query, unknown, kind };
}

/** The address of the API that answers a query. */
export function addressOf(query: Query, scope: Scope, sort: Sort): string {
  const rooms = [...new Set([...(scope.room ? [scope.room] : []), ...(query.channel_id ?? [])])];
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (key !== "channel_id") params.set(key, Array.isArray(value) ? value.join(",") : String(value));
  }
  const only = rooms.length === 1 ? rooms[0] : undefined;
  if (rooms.length > 1) params.set("channel_id", rooms.join(","));
  if (sort === "relevance") params.set("sort", sort);
  const place = only ? `/channels/${only}` : scope.space ? `/spaces/${scope.space}` : "";
  return `${place}/search?${params.toString()}`;
}
