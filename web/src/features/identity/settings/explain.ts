/** Says in the reader's words why a request did not work, and at which field. */

import { inUnits } from "~/lib/rules";
import type { TextFault } from "~/lib/rules";
import { troubleOf } from "~/lib/api";
import type { useSettingsWords } from "./words";

type Spoken = ReturnType<typeof useSettingsWords>;

const KNOWN = [
  "network", "forbidden", "not_found", "conflict", "limit_reached", "unsupported_media", "invalid", "unavailable", "internal",
] as const;

/** One sentence: what happened and what to do. */
export function explain(words: Spoken, thrown: unknown): string {
  const trouble = troubleOf(thrown);
  const { t } = words;
  if (trouble.code === "rate_limited" || trouble.code === "slow_mode") {
    return t("errors.rate_limited", { time: waitOf(words, trouble.retryAfterMs) });
  }
  const known = KNOWN.find((code) => code === trouble.code);
  return known ? t(`errors.${known}`) : t("errors.internal");
}

/** "30 seconds", for a wait that the server named. */
export function waitOf(words: Spoken, ms: number | null): string {
  const seconds = Math.max(1, Math.ceil((ms ?? 1000) / 1000));
  const { unit, count } = inUnits(seconds > 90 ? Math.ceil(seconds / 60) * 60 : seconds);
  return new Intl.NumberFormat(words.locale(), { style: "unit", unit: unit.slice(0, -1), unitDisplay: "long" }).format(count);
}

/** The field that a refusal names, by the first part of its path. */
export function fieldOf(thrown: unknown): string | null {
  return troubleOf(thrown).field?.split(/[.[]/)[0] ?? null;
}

/** What is wrong with a text that was not sent yet. */
export function explainFault(words: Spoken, fault: TextFault | null): string | null {
  if (!fault) return null;
  if (fault.kind === "empty") return words.t("errors.name_empty");
  if (fault.kind === "short") return words.t("errors.name_short", { min: fault.min });
  if (fault.kind === "long") return words.t("errors.too_long", { n: fault.over });
  return words.t("errors.characters");
}
