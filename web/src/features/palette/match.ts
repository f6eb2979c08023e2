/** Finds what a few letters could mean: pure, over names that were folded once. */
import { fold } from "~/features/messages/complete";

export interface Findable {
  /** The name that is shown; what begins with the words wins. */
  name: string;
  /** Other words it answers to. */
  also: readonly string[];
}

export interface Asked {
  /** The words as one text, folded. */
  whole: string;
  words: string[];
}

interface Folded {
  whole: string;
  words: string[];
  initials: string;
}

export interface Indexed<T> {
  item: T;
  name: Folded;
  also: Folded;
}

export interface Found<T> {
  item: T;
  score: number;
}

/** Where one word ends and the next begins; signs such as emoji belong to words. */
const BETWEEN = /[\s\p{P}\p{Z}]+/u;
/** The Arabic article: who types a word without it means the same. */
const ARTICLE = "ال";

/** How well one word was met, in the name and in the other words. */
const NAME = { whole: 10, start: 8, initials: 5, inside: 2 };
const ALSO = { whole: 4, start: 3, initials: 0, inside: 1 };
/** More than every bonus together. */
const SAME_NAME = 14;
const SAME_START = 6;

function read(...texts: readonly string[]): Folded {
  const words = texts.flatMap((text) => fold(text).split(BETWEEN)).filter(Boolean);
  return { whole: words.join(" "), words, initials: words.map((word) => [...word][0] ?? "").join("") };
}

export function askedOf(text: string): Asked {
  const { whole, words } = read(text);
  return { whole, words };
}

/** Folds every name once, so that a letter more folds only itself. */
export function createIndex<T extends Findable>(items: readonly T[]): Indexed<T>[] {
  return items.map((item) => ({ item, name: read(item.name), also: read(...item.also) }));
}

function meets(word: string, it: Folded, worth: typeof NAME): number {
  let best = it.initials.startsWith(word) ? worth.initials : 0;
  for (const known of it.words) {
    const bare = known.startsWith(ARTICLE) ? known.slice(ARTICLE.length) : known;
    if (known === word || bare === word) return worth.whole;
    if (known.startsWith(word) || bare.startsWith(word)) best = Math.max(best, worth.start);
    else if (best < worth.inside && known.includes(word)) best = worth.inside;
  }
  return best;
}

/** How well an entry answers; 0 when a word is not met. Without words everything answers alike. */
export function scoreOf<T>(it: Indexed<T>, asked: Asked): number {
  if (asked.words.length === 0) return 1;
  let sum = 0;
  for (const word of asked.words) {
    const met = Math.max(meets(word, it.name, NAME), meets(word, it.also, ALSO));
    if (met === 0) return 0;
    sum += met;
  }
  const whole = it.name.whole === asked.whole ? SAME_NAME : it.name.whole.startsWith(asked.whole) ? SAME_START : 0;
  return sum / asked.words.length + whole;
}

/** All that answer, the best first; alike ones stay in their order. */
export function find<T>(index: readonly Indexed<T>[], asked: Asked, bonusOf: (item: T) => number): Found<T>[] {
  const found: Found<T>[] = [];
  for (const it of index) {
    const score = scoreOf(it, asked);
    if (score > 0) found.push({ item: it.item, score: score + bonusOf(it.item) });
  }
  return found.sort((one, two) => two.score - one.score);
}

export interface Piece {
  text: string;
  isMet: boolean;
}

/** A name cut into what was typed and the rest, as it is written. */
export function pieces(name: string, asked: Asked): Piece[] {
  const { folded, places } = foldedPlaces(name);
  const isMet = new Array<boolean>(name.length).fill(false);
  for (const word of asked.words) {
    const at = startOf(folded, word);
    if (at >= 0) isMet.fill(true, places[at], places[at + word.length]);
  }
  const cut: Piece[] = [];
  for (let at = 0; at < name.length; at++) {
    const last = cut.at(-1);
    const met = isMet[at] === true;
    if (last?.isMet === met) last.text += name.charAt(at);
    else cut.push({ text: name.charAt(at), isMet: met });
  }
  return cut;
}

/** The folded name, and for each of its letters where that stands in the name. */
function foldedPlaces(name: string): { folded: string; places: number[] } {
  let folded = "";
  let at = 0;
  const places: number[] = [];
  for (const letter of name) {
    const piece = fold(letter);
    for (let unit = 0; unit < piece.length; unit++) places.push(at);
    folded += piece;
    at += letter.length;
  }
  places.push(name.length);
  return { folded, places };
}

/** Where a word stands: at the start of a word if it can, else inside; -1 nowhere. */
function startOf(folded: string, word: string): number {
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
    if (at === 0 || BETWEEN.test(folded.charAt(at - 1))) return at;
  }
  return folded.indexOf(word);
}
