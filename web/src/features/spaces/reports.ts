/** The queue of reports: what belongs to which part of it, and what may be done about one. */

import type { Event, Id, Member, Perm, Report, ReportAction, ReportState } from "../../lib/api/wire";

export const QUEUES = ["open", "claimed", "resolved"] as const satisfies readonly ReportState[];

/** What whoever looks at a report may do in the space. */
export interface Means {
  can: (perm: Perm) => boolean;
  /** Rights in the room of the message; null when it is out of sight or gone. */
  inRoom: readonly Perm[] | null;
  /** The person accused; null: no member of the space. */
  accused: Member | null;
  /** They stand below whoever looks. */
  isBelow: boolean;
}

/** What can be done about a report; what the place would refuse is not offered. */
export function actsFor(report: Report, means: Means): ReportAction[] {
  const isKnown = report.target.user !== null;
  const isMember = means.accused !== null;
  const may: [ReportAction, boolean][] = [
    ["none", true],
    ["delete", report.target.kind === "message" && means.inRoom?.includes("manage_messages") === true],
    ["warn", isKnown],
    ["timeout", isKnown && isMember && means.isBelow && means.can("timeout_members")],
    ["kick", isKnown && isMember && means.isBelow && means.can("kick_members")],
    ["ban", isKnown && means.isBelow && means.can("ban_members")],
  ];
  return may.filter(([, is]) => is).map(([act]) => act);
}

/** A timeout needs its length, a ban may have one. */
export const hasLength = (act: ReportAction): act is "timeout" | "ban" => act === "timeout" || act === "ban";

/** What cannot be taken back by the same page. */
export const isHarm = (act: ReportAction): boolean => act === "delete" || act === "kick" || act === "ban";

/** The report that an event tells of, to those who handle the reports of this space. */
export function toldOf(event: Event, space: Id): Report | null {
  if (event.t === "report_create") return event.d.space_id === space ? event.d.report : null;
  if (event.t !== "report_update" || !("report" in event.d)) return null;
  return event.d.space_id === space ? event.d.report : null;
}

/** Which reports are open, after what was told. */
export function openAfter(open: ReadonlySet<Id>, report: Report): ReadonlySet<Id> {
  const next = new Set(open);
  if (report.state === "open") next.add(report.id);
  else next.delete(report.id);
  return next;
}

/** What a mention in a text is called; null for what is not known. */
export type Called = (kind: "person" | "role" | "room", id: Id) => string | null;

/** A text with its mentions by name. */
export function withNames(text: string, called: Called): string {
  const kinds = { "@": "person", "@&": "role", "#": "room" } as const;
  return text.replaceAll(/<(@&|@|#)([0-9a-f-]{36})>/gu, (whole, sign: keyof typeof kinds, id: Id) => {
    const name = called(kinds[sign], id);
    return name === null ? whole : `${sign[0] ?? ""}${name}`;
  });
}
