/** The emoji that this device used last, and the skin tone it prefers. */
import { createSignal } from "solid-js";

const KEY = "snug.emoji.recent";
const TONE_KEY = "snug.emoji.tone";
export const RECENT_MAX = 24;
const FIRST = ["👍", "❤️", "😂", "🎉", "👀", "🙏"];

function readList(): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string" && one.length > 0 && one.length <= 32).slice(0, RECENT_MAX) : [];
  } catch {
    return [];
  }
}

const [used, setUsed] = createSignal<string[]>([]);
let isRead = false;

/** Last used first, filled up with the common ones. */
export function recentEmoji(): string[] {
  if (!isRead) {
    isRead = true;
    setUsed(readList());
  }
  return [...new Set([...used(), ...FIRST])].slice(0, RECENT_MAX);
}

export function rememberEmoji(emoji: string): void {
  recentEmoji();
  setUsed((list) => [emoji, ...list.filter((one) => one !== emoji)].slice(0, RECENT_MAX));
  try {
    localStorage.setItem(KEY, JSON.stringify(used()));
  } catch {
    // Remembered until the page is left.
  }
}

/** 0: none, else 1 to 5. */
export function readTone(): number {
  try {
    const tone = Number(localStorage.getItem(TONE_KEY) ?? 0);
    return Number.isInteger(tone) && tone >= 0 && tone <= 5 ? tone : 0;
  } catch {
    return 0;
  }
}

export function keepTone(tone: number): void {
  try {
    localStorage.setItem(TONE_KEY, String(tone));
  } catch {
    // Kept until the page is left.
  }
}
