/** The colour of a person without a picture, the same everywhere, and the letter that stands for them. */

export const TINTS = ["moss", "teal", "sky", "iris", "plum", "rose", "clay", "ochre"] as const;
export type Tint = (typeof TINTS)[number];

/** One of eight by the id. */
export function tintOf(id: string): Tint {
  let hash = 0;
  for (const letter of id) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return TINTS[hash % TINTS.length] ?? "moss";
}

/** The first letter as a reader sees it, in any script. */
export function letterOf(name: string): string {
  const [first] = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(name.trim());
  return first ? first.segment.toLocaleUpperCase() : "?";
}

/** Two letters for a space: of its first two words, else of its first. */
export function lettersOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? words.slice(0, 2).map(letterOf) : [...name.trim()].slice(0, 2);
  return letters.join("") || "?";
}
