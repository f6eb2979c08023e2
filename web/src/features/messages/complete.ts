/** Finds what a half-written word could become, and puts the choice into the text. */

export type Trigger = "@" | "#" | ":";

export interface Query {
  trigger: Trigger;
  word: string;
  /** Where the trigger stands. */
  from: number;
  /** Where the caret stands. */
  to: number;
}

export interface Choice {
  key: string;
  kind: "person" | "role" | "everyone" | "room" | "emoji";
  label: string;
  detail: string;
  /** What is put into the text. */
  insert: string;
  id?: string;
  color?: string | null;
}

const LONGEST_WORD = 32;

/** The query under the caret, or null. */
export function queryAt(text: string, caret: number): Query | null {
  for (let at = caret - 1; at >= 0 && caret - at <= LONGEST_WORD + 1; at--) {
    const char = text.charAt(at);
    if (/[\s`]/u.test(char)) return null;
    if (char !== "@" && char !== "#" && char !== ":") continue;
    const before = text.charAt(at - 1);
    if (before !== "" && !/[\s([{"'*_~|]/u.test(before)) return null;
    const word = text.slice(at + 1, caret);
    if (char === ":" && !/^[\p{L}\p{N}_+-]{2,}$/u.test(word)) return null;
    return { trigger: char, word, from: at, to: caret };
  }
  return null;
}

/** Folds case, marks and Arabic letter forms, so that "jose" finds "José". */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/[\p{M}\u0640]/gu, "").toLowerCase().replace(/[أإآٱ]/gu, "ا").replaceAll("ى", "ي").replaceAll("ة", "ه");
}

/** How well a name answers a word: 0 not at all, more is better. */
export function score(word: string, ...names: string[]): number {
  if (word === "") return 1;
  const wanted = fold(word);
  let best = 0;
  for (const name of names) {
    const folded = fold(name);
    if (folded === wanted) best = Math.max(best, 5);
    else if (folded.startsWith(wanted)) best = Math.max(best, 4);
    else if (folded.split(/[\s_-]+/u).some((part) => part.startsWith(wanted))) best = Math.max(best, 3);
    else if (wanted.length > 1 && folded.includes(wanted)) best = Math.max(best, 1);
  }
  return best;
}

/** The best choices, best first, at most `most`. */
export function rank<T>(items: readonly T[], word: string, names: (item: T) => string[], most: number): T[] {
  return items
    .map((item, at) => ({ item, at, value: score(word, ...names(item)) }))
    .filter((one) => one.value > 0)
    .sort((one, two) => two.value - one.value || one.at - two.at)
    .slice(0, most)
    .map((one) => one.item);
}

/** Puts a choice in place of the query, with one space after it. */
export function take(text: string, query: Query, insert: string): { text: string; caret: number } {
  const after = text.slice(query.to);
  const piece = after.startsWith(" ") ? insert : `${insert} `;
  const caret = query.from + piece.length + (after.startsWith(" ") ? 1 : 0);
  return { text: text.slice(0, query.from) + piece + after, caret };
}

/** Wraps the chosen text in marks, or takes them off again. */
export function wrap(text: string, start: number, end: number, mark: string): { text: string; start: number; end: number } {
  const inner = text.slice(start, end);
  const size = mark.length;
  if (text.slice(start - size, start) === mark && text.slice(end, end + size) === mark) {
    return { text: text.slice(0, start - size) + inner + text.slice(end + size), start: start - size, end: end - size };
  }
  return { text: text.slice(0, start) + mark + inner + mark + text.slice(end), start: start + size, end: end + size };
}

/** Length as the server counts it: code points after NFC. */
export function lengthOf(text: string): number {
  return [...text.normalize("NFC")].length;
}
