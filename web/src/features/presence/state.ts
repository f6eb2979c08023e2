/** How one wants to be seen, what one says of oneself and until when, and who is writing, in words. */
import type { CustomStatus, NewStatus, PresenceChoice } from "~/lib/api/wire";
import { LIMITS, tidy } from "~/lib/rules";
import type { I18n } from "~/lib/i18n";

export const CHOICES: readonly PresenceChoice[] = ["online", "idle", "dnd", "invisible"];
/** The server keeps none for less. */
const SHORTEST_SECONDS = 60;

export const ENDS = ["half_hour", "hour", "today", "never"] as const;
/** `same`: what is said already ends when it would. */
export type End = (typeof ENDS)[number] | "same";

const midnightMs = (nowMs: number) => new Date(nowMs).setHours(24, 0, 0, 0);

/** How long it stays from now on; null: until it is taken away. */
export function secondsOf(end: End, nowMs: number, said: CustomStatus | null): number | null {
  const until: Record<End, number | null> = {
    half_hour: nowMs + 30 * 60_000,
    hour: nowMs + 60 * 60_000,
    today: midnightMs(nowMs),
    never: null,
    same: said?.expires_at ? Date.parse(said.expires_at) : null,
  };
  const endMs = until[end];
  return endMs === null ? null : Math.max(SHORTEST_SECONDS, Math.round((endMs - nowMs) / 1000));
}

/** Null takes away what was said. */
export function newStatus(text: string, emoji: string | null, seconds: number | null): NewStatus | null {
  const line = tidy(text, LIMITS.status) || null;
  if (line === null && emoji === null) return null;
  return { text: line, emoji, expires_in_seconds: seconds };
}

/** Names of those who write, as many as fit; null when nobody does. */
export function typingText(names: readonly string[], i18n: Pick<I18n, "t" | "formats">): string | null {
  const [one] = names;
  if (one === undefined) return null;
  if (names.length === 1) return i18n.t("typing.one", { name: one });
  return names.length <= 3 ? i18n.t("typing.some", { names: i18n.formats().list(names) }) : i18n.t("typing.many");
}

/** Lets a thing happen at most once in a time. */
export function paced(everyMs: number, nowMs: () => number, work: () => void): () => void {
  let lastMs = -Infinity;
  return () => {
    if (nowMs() - lastMs < everyMs) return;
    lastMs = nowMs();
    work();
  };
}
