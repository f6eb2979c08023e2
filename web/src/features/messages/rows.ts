/** Turns messages, parcels and marks into the rows of a stream: groups, days and the line of the new. */
import type { Id } from "~/lib/api/wire";
import type { Line, Parcel } from "~/lib/store";

export type Row =
  | { kind: "begin"; key: string }
  | { kind: "day"; key: string; at: string }
  | { kind: "new"; key: string }
  | { kind: "message"; key: string; line: Line; is_head: boolean }
  | { kind: "system"; key: string; line: Line }
  | { kind: "parcel"; key: string; parcel: Parcel; is_head: boolean };

export interface RowsInput {
  lines: readonly Line[];
  parcels: readonly Parcel[];
  me: Id | undefined;
  /** Messages above this number are new; null: no line. */
  new_after: number | null;
  is_beginning: boolean;
}

/** Longest pause inside a group. */
export const GROUP_MS = 5 * 60 * 1000;

/** The key of a message outlives its acknowledgement: an own one keeps its nonce. */
export function key_of(line: Line, me: Id | undefined): string {
  return line.nonce && line.author?.id === me ? `n:${line.nonce}` : line.id;
}

interface Before {
  author: Id | null;
  ms: number;
  day: string;
}

export function day_of(ms: number): string {
  const date = new Date(ms);
  return `${String(date.getFullYear())}-${String(date.getMonth() + 1)}-${String(date.getDate())}`;
}

export function build_rows(input: RowsInput): Row[] {
  const rows: Row[] = [];
  let before: Before | null = null;
  let is_marked = input.new_after === null;
  if (input.is_beginning) rows.push({ kind: "begin", key: "begin" });
  for (const line of input.lines) {
    const ms = Date.parse(line.created_at);
    if (begin_day(rows, before, ms, line.created_at)) before = null;
    if (!is_marked && line.seq > (input.new_after ?? 0) && line.author?.id !== input.me) {
      rows.push({ kind: "new", key: "new" });
      is_marked = true;
      before = null;
    }
    const key = key_of(line, input.me);
    if (line.kind === "system") {
      rows.push({ kind: "system", key, line });
      before = { author: null, ms, day: day_of(ms) };
      continue;
    }
    const author = line.gone ? null : (line.author?.id ?? null);
    rows.push({ kind: "message", key, line, is_head: is_head(before, author, ms, line.reply_to !== null) });
    before = { author, ms, day: day_of(ms) };
  }
  for (const parcel of input.parcels) {
    const at = new Date(parcel.created_ms).toISOString();
    if (begin_day(rows, before, parcel.created_ms, at)) before = null;
    const head = is_head(before, input.me ?? null, parcel.created_ms, parcel.reply_to !== null);
    rows.push({ kind: "parcel", key: `n:${parcel.nonce}`, parcel, is_head: head });
    before = { author: input.me ?? null, ms: parcel.created_ms, day: day_of(parcel.created_ms) };
  }
  return rows;
}

function begin_day(rows: Row[], before: Before | null, ms: number, at: string): boolean {
  const day = day_of(ms);
  const last = rows.findLast((row) => row.kind === "day");
  if (before?.day === day || last?.key === `day:${day}`) return false;
  rows.push({ kind: "day", key: `day:${day}`, at });
  return true;
}

function is_head(before: Before | null, author: Id | null, ms: number, is_reply: boolean): boolean {
  return before === null || is_reply || author === null || before.author !== author || ms - before.ms > GROUP_MS;
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
  if (one.kind === "message" && two.kind === "message") return one.line === two.line && one.is_head === two.is_head;
  if (one.kind === "system" && two.kind === "system") return one.line === two.line;
  if (one.kind === "parcel" && two.kind === "parcel") return one.parcel === two.parcel && one.is_head === two.is_head;
  return one.kind === two.kind;
}
