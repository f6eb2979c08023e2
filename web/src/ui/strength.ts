/** Guesses how hard a password is to guess, from its length and variety; the server decides what it takes. */

export interface Strength {
  word: "weak" | "fair" | "strong";
  /** How full the bar is, 0 to 1. */
  share: number;
}

const SHORTEST = 10;
const FAIR_BITS = 44;
const STRONG_BITS = 72;

/** `known` are words that anybody would try: the name of the person and of the place. */
export function strengthOf(password: string, known: readonly string[] = []): Strength {
  const letters = [...password];
  const pools: [RegExp, number][] = [[/\p{Ll}/u, 26], [/\p{Lu}/u, 26], [/\d/, 10], [/[^\p{L}\d]/u, 20], [/[^\u0000-\u007f]/u, 60]];
  const pool = pools.reduce((sum, [test, size]) => sum + (test.test(password) ? size : 0), 0);
  // A letter that repeats or follows the one before adds little.
  const fresh = letters.filter((letter, at) => at === 0 || Math.abs((letter.codePointAt(0) ?? 0) - (letters[at - 1]?.codePointAt(0) ?? 0)) > 1).length;
  const variety = new Set(letters).size;
  const bits = Math.log2(Math.max(pool, 1)) * Math.min(fresh, variety * 2) * 0.85;
  const lower = password.toLowerCase();
  const isKnown = known.some((word) => word.length > 2 && lower.includes(word.toLowerCase()));
  const share = Math.min(1, letters.length < SHORTEST ? letters.length / SHORTEST / 3 : bits / (STRONG_BITS * 1.25));
  if (letters.length < SHORTEST || isKnown || bits < FAIR_BITS) return { word: "weak", share: Math.min(share, 0.33) };
  return bits < STRONG_BITS ? { word: "fair", share: Math.min(share, 0.66) } : { word: "strong", share };
}
