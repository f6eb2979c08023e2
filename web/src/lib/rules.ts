/** What a text field may hold, checked before it is sent; lengths are in code points, as the server counts them. */

export type TextRule = { min?: number; max: number; line?: boolean };

export type TextFault =
  | { kind: "empty" }
  | { kind: "short"; min: number }
  | { kind: "long"; over: number }
  | { kind: "characters" };

/** Control characters, line and paragraph separators, direction overrides and isolates, invisible spaces. */
const REFUSED = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u;

export function lengthOf(text: string): number {
  return [...text.normalize("NFC").replaceAll("\r\n", "\n")].length;
}

/** The text as the server will keep it: one-line texts are trimmed and their white space is collapsed. */
export function tidy(text: string, rule: TextRule): string {
  return rule.line === false ? text.trim() : text.trim().replaceAll(/\s+/gu, " ");
}

/** Changes as the server will keep them: every text tidy, and nothing where nothing is left. */
export function tidied<T extends object>(changes: Partial<T>, rules: { [K in keyof T]?: TextRule }): Partial<T> {
  const told: Record<string, unknown> = { ...changes };
  for (const key of Object.keys(told)) {
    const rule = rules[key as keyof T];
    if (rule) told[key] = tidy((told[key] as string | null) ?? "", rule) || null;
  }
  return told as Partial<T>;
}

/** What is wrong with a text; null when it may be sent. An empty text is wrong only with a `min`. */
export function faultOf(text: string, rule: TextRule): TextFault | null {
  const kept = tidy(text, rule);
  const length = lengthOf(kept);
  if (length === 0) return rule.min ? { kind: "empty" } : null;
  if (rule.min && length < rule.min) return { kind: "short", min: rule.min };
  if (length > rule.max) return { kind: "long", over: length - rule.max };
  if (rule.line !== false && REFUSED.test(kept)) return { kind: "characters" };
  return null;
}

export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/iu.test(text);
}

/** The limits of `proto::limits` that the settings name. */
export const LIMITS = {
  displayName: { min: 0, max: 64 },
  bio: { max: 500, line: false },
  pronouns: { max: 32 },
  spaceName: { min: 2, max: 100 },
  spaceDescription: { max: 1000, line: false },
  nick: { max: 32 },
  roleName: { min: 1, max: 64 },
  channelName: { min: 1, max: 64 },
  topic: { max: 1024 },
  reason: { max: 512 },
  status: { max: 128 },
  reportNote: { max: 1000, line: false },
  suspension: { max: 512, line: false },
} satisfies Record<string, TextRule>;

export const SLOW_MODE_SECONDS = [0, 5, 10, 30, 60, 300, 900, 3600, 7200, 21_600] as const;
export const TIMEOUT_SECONDS = [300, 3600, 21_600, 86_400, 604_800, 2_419_200] as const;
export const INVITE_SECONDS = [1800, 3600, 43_200, 86_400, 604_800, 2_592_000] as const;
export const INVITE_DEFAULT_SECONDS = 604_800;
export const INVITE_USES = [0, 1, 5, 10, 25, 50, 100] as const;
export const BAN_SECONDS = [86_400, 604_800, 2_592_000] as const;
export const BAN_DELETE_SECONDS = [0, 3600, 86_400, 604_800] as const;
export const VOICE_LIMIT_MAX = 99;

/** A number of seconds in the largest unit that divides it, for words like "5 minutes". */
export function inUnits(seconds: number): { unit: "seconds" | "minutes" | "hours" | "days"; count: number } {
  if (seconds % 86_400 === 0 && seconds > 0) return { unit: "days", count: seconds / 86_400 };
  if (seconds % 3600 === 0 && seconds > 0) return { unit: "hours", count: seconds / 3600 };
  if (seconds % 60 === 0 && seconds > 0) return { unit: "minutes", count: seconds / 60 };
  return { unit: "seconds", count: seconds };
}
