/** Turns messages, parcels and marks into the rows of a stream: groups, days and the line of the new. */
import type { Id } from "~/lib/api/wire";
import type { Line, Parcel } from "~/lib/store";

export type Row =
  | { kind: "begin"; key: string }
  | { kind: "day"; key: string; at: string }
  | { kind: "new"; key: string }
  | { kind: "message"; key: string; line: Line; isHead: boolean }
  | { kind: "system"; key: string; line: Line }
  /** Messages in a row by people whom the reader blocked. */
  | { kind: "folded"; key: string; lines: Line[] }
  | { kind: "parcel"; key: string; parcel: Parcel; isHead: boolean };

export interface RowsInput {
  lines: readonly Line[];
  parcels: readonly Parcel[];
  me: Id | undefined;
  /** True for a message that does not show unless it is asked for. */
  isFolded?: (line: Line) => boolean;
  /** Messages above this number are new; null: no line. */
  newAfter: number | null;
  /** The number with which the stretch begins; 1: the room begins here. */
  from: number;
}

/** Longest pause inside a group. */
export const GROUP_MS = 5 * 60 * 1000;

/** The key of a message outlives its acknowledgement: an own one keeps its nonce. */
export function keyOf(line: Line, me: Id | undefined): string {
  return line.nonce && line.author?.id === me ? `n:${line.nonce}` : line.id;
}

interface Before {
  author: Id | null;
  ms: number;
}

export function dayOf(ms: number): string {
  const date = new Date(ms);
  return `${String(date.getFullYear())}-${String(date.getMonth() + 1)}-${String(date.getDate())}`;
}

/** Lines between messages stand only where they are known to belong: what comes before the stretch may move them. */
export function buildRows(input: RowsInput): Row[] {
  const rows: Row[] = [];
  const first = input.lines[0];
  let before: Before | null = null;
  let begun = input.from > 1 && first ? dayOf(Date.parse(first.created_at)) : null;
  let isMarked = input.newAfter === null || input.from > input.newAfter + 1;
  const beginDay = (ms: number, at: string) => {
    const day = dayOf(ms);
    if (day === begun) return;
    begun = day;
    before = null;
    rows.push({ kind: "day", key: `day:${day}`, at });
  };
  if (input.from === 1) rows.push({ kind: "begin", key: "begin" });
  for (const line of input.lines) {
    const ms = Date.parse(line.created_at);
    if (line.kind === "user" && input.isFolded?.(line)) {
      if (line.gone) continue;
      beginDay(ms, line.created_at);
      addFolded(rows, line);
      before = null;
      continue;
    }
    beginDay(ms, line.created_at);
    if (!isMarked && line.seq > (input.newAfter ?? 0) && line.author?.id !== input.me) {
      rows.push({ kind: "new", key: "new" });
      isMarked = true;
      before = null;
    }
    const key = keyOf(line, input.me);
    if (line.kind === "system") {
      rows.push({ kind: "system", key, line });
      before = { author: null, ms };
      continue;
    }
    const author = line.gone ? null : (line.author?.id ?? null);
    rows.push({ kind: "message", key, line, isHead: isHead(before, author, ms, line.reply_to !== null) });
    before = { author, ms };
  }
  for (const parcel of input.parcels) {
    beginDay(parcel.createdMs, new Date(parcel.createdMs).toISOString());
    const head = isHead(before, input.me ?? null, parcel.createdMs, parcel.replyTo !== null);
    rows.push({ kind: "parcel", key: `n:${parcel.nonce}`, parcel, isHead: head });
    before = { author: input.me ?? null, ms: parcel.createdMs };
  }
  return rows;
}

function addFolded(rows: Row[], line: Line): void {
  const last = rows.at(-1);
  if (last?.kind === "folded") last.lines.push(line);
  else rows.push({ kind: "folded", key: `folded:${line.id}`, lines: [line] });
}

/** Rows that the arrows of the keyboard stop at. */
export function isStop(row: Row): boolean {
  return row.kind === "message" || row.kind === "parcel" || row.kind === "system" || row.kind === "folded";
}

function isHead(before: Before | null, author: Id | null, ms: number, isReply: boolean): boolean {
  return before === null || isReply || author === null || before.author !== author || ms - before.ms > GROUP_MS;
}

/** Gives rows that did not change the object they had, so that their elements stay. */
export function settle(fresh: Row[], known: Map<string, Row>): Row[] {
  const settled = fresh.map((row) => {
    const old = known.get(row.key);
    return old && same(old, row) ? old : row;
  });
  known.clear();
  for (const row of settled) known.set(row.key, row);
  return settled;
}

function same(one: Row, two: Row): boolean {
  if (one.kind === "message" && two.kind === "message") return one.line === two.line && one.isHead === two.isHead;
  if (one.kind === "system" && two.kind === "system") return one.line === two.line;
  if (one.kind === "folded" && two.kind === "folded") return one.lines.length === two.lines.length && one.lines.every((line, at) => line === two.lines[at]);
  if (one.kind === "parcel" && two.kind === "parcel") return one.parcel === two.parcel && one.isHead === two.isHead;
  return one.kind === two.kind;
}
