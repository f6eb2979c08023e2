/** The emoji of one language: order, groups, tones, names and search words, fetched when first needed. */
import { fold } from "../complete";

export interface Emoji {
  emoji: string;
  group: number;
  name: string;
  /** Folded words to search in: the language of the page and English. */
  words: string;
  /** By skin tone 1 to 5. */
  tones: string[];
}

/** As the build writes them: emoji, group, name, words, tones. */
type Packed = [string, number, string, string, string[]?];

const FILES: Record<string, () => Promise<{ default: unknown }>> = {
  en: () => import("./en.json"),
  es: () => import("./es.json"),
  ar: () => import("./ar.json"),
};
const kept = new Map<string, Promise<Emoji[]>>();

export function loadEmoji(language: string): Promise<Emoji[]> {
  const name = language in FILES ? language : "en";
  const known = kept.get(name);
  if (known) return known;
  const loading = (FILES[name] ?? FILES["en"])?.().then((file) => (file.default as Packed[]).map(unpack)) ?? Promise.resolve([]);
  kept.set(name, loading);
  loading.catch(() => kept.delete(name));
  return loading;
}

function unpack([emoji, group, name, words, tones]: Packed): Emoji {
  return { emoji, group, name, words: fold(`${name} ${words}`), tones: tones ?? [] };
}

/** Every emoji whose words begin with each word asked for. */
export function searchEmoji(list: readonly Emoji[], query: string, most = 200): Emoji[] {
  const wanted = fold(query).split(/[\s_:]+/u).filter(Boolean);
  if (wanted.length === 0) return [];
  const found = list.filter((one) => wanted.every((word) => ` ${one.words}`.includes(` ${word}`)));
  const first = fold(query).trim();
  return found.sort((one, two) => Number(fold(two.name).startsWith(first)) - Number(fold(one.name).startsWith(first))).slice(0, most);
}

export function withTone(one: Emoji, tone: number): string {
  return tone > 0 ? (one.tones[tone - 1] ?? one.emoji) : one.emoji;
}
