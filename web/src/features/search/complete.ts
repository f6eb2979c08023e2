/** What a half-typed token of the search could become. */
import { rank } from "~/features/messages/complete";
import type { Channel } from "~/lib/api/wire";
import type { Person } from "~/lib/store";
import { HAS, read, type TokenKey } from "./ask";

const MOST = 8;

export interface Half {
  key: TokenKey;
  word: string;
  from: number;
  to: number;
}

export type Choice =
  | { kind: "person"; id: string; person: Person; value: string }
  | { kind: "room"; id: string; room: Channel; value: string }
  | { kind: "has"; id: string; value: (typeof HAS)[number] }
  | { kind: "me"; id: string; value: string };

/** The token that the caret stands in or behind; null when it stands in words. */
export function halfAt(text: string, caret: number): Half | null {
  const token = read(text).tokens.find((one) => caret > one.from + one.key.length && caret <= one.to);
  return token ? { key: token.key, word: token.value.replace(/^[@#]/u, ""), from: token.from, to: token.to } : null;
}

export interface Known {
  people: readonly { person: Person; names: string[] }[];
  rooms: readonly Channel[];
  /** The word for oneself, and what things are called. */
  me: string;
  hasNames: Record<(typeof HAS)[number], string>;
}

export function choicesFor(half: Half, known: Known): Choice[] {
  if (half.key === "from" || half.key === "mentions") {
    const me: Choice[] = rank([known.me], half.word, (word) => [word, "me"], 1).map((value) => ({ kind: "me", id: "me", value }));
    const people = rank(known.people, half.word, (one) => one.names, MOST);
    return [...me, ...people.map(({ person }): Choice => ({ kind: "person", id: person.id, person, value: person.username }))].slice(0, MOST);
  }
  if (half.key === "in") {
    return rank(known.rooms, half.word, (room) => [room.name ?? ""], MOST).map((room) => ({ kind: "room", id: room.id, room, value: room.name ?? "" }));
  }
  if (half.key === "has") return rank(HAS, half.word, (one) => [one, known.hasNames[one]], MOST).map((value) => ({ kind: "has", id: value, value }));
  return [];
}

/** Puts a choice in the place of the token, with a space behind it. */
export function take(text: string, half: Half, value: string): { text: string; caret: number } {
  const written = `${half.key}:${/\s/u.test(value) ? `"${value}"` : value} `;
  const rest = text.slice(half.to).replace(/^\s/u, "");
  return { text: text.slice(0, half.from) + written + rest, caret: half.from + written.length };
}

/** Begins a token at the end of a text. */
export const beginning = (text: string, key: TokenKey): string => `${text.trimEnd()}${text.trim() ? " " : ""}${key}:`;
