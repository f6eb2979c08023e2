/** What is reported, and how it is sent. */
import { troubleOf } from "~/lib/api";
import type { Id, NewReport, ReportCategory, Timestamp } from "~/lib/api/wire";
import { LIMITS, tidy } from "~/lib/rules";

export const CATEGORIES = ["spam", "harassment", "hate", "violence", "sexual", "self_harm", "illegal", "other"] as const satisfies readonly ReportCategory[];

/** Something about which one complains, as it stands on the screen. */
export interface Reported {
  kind: "message" | "user" | "space";
  id: Id;
  /** Who wrote the message, the person, or the space. */
  name: string;
  /** What was written, the words about the person, or what the space is for. */
  text: string | null;
  /** When the message was written. */
  at: Timestamp | null;
  files: readonly string[];
  /** The space whose people look at it; null: those who run the place do. */
  spaceName: string | null;
}

const FIELD = { message: "message_id", user: "user_id", space: "space_id" } as const;

export function newReport(about: Pick<Reported, "kind" | "id">, category: ReportCategory, note: string): NewReport {
  const words = tidy(note, LIMITS.reportNote);
  return { [FIELD[about.kind]]: about.id, category, ...(words ? { note: words } : {}) };
}

/** The words for a refusal. */
export function refusalOf(thrown: unknown): "report.already" | "report.often" | "report.gone" | "act.forbidden" | "act.failed" {
  const { code } = troubleOf(thrown);
  if (code === "conflict") return "report.already";
  if (code === "rate_limited") return "report.often";
  if (code === "not_found") return "report.gone";
  return code === "forbidden" ? "act.forbidden" : "act.failed";
}
