/** Rows group as the design says, completion finds names in any script, drafts are per person and room. */
import { describe, expect, it } from "vitest";
import type { Line, Parcel } from "~/lib/store";
import { fold, lengthOf, queryAt, rank, take, wrap } from "./complete";
import { keepDrafts } from "./drafts";
import { fit } from "./placeholder";
import { buildRows, settle, type Row, type RowsInput } from "./rows";

const line = (seq: number, author: string, minute: number, more: Partial<Line> = {}): Line => ({
  id: `m${String(seq)}`, channel_id: "c", seq, kind: "user", author: { id: author, username: author, display_name: author, avatar: null, bot: false },
  content: "x", attachments: [], reply_to: null, mentions: { users: [], roles: [], channels: [], everyone: false }, reactions: [], pinned: false,
  system: null, nonce: null, revision: 0, edited_at: null, created_at: new Date(2026, 10, 20, 10, minute).toISOString(), ...more,
});
const rows = (lines: Line[], more: Partial<RowsInput> = {}) =>
  buildRows({ lines, parcels: [], me: "ada", newAfter: null, from: 1, ...more });
const shape = (list: Row[]) => list.map((row) => ("isHead" in row ? `${row.kind}${row.isHead ? "+" : ""}` : row.kind));

describe("rows", () => {
  it("group one author within five minutes", () => {
    expect(shape(rows([line(1, "ben", 0), line(2, "ben", 4), line(3, "ben", 10), line(4, "mei", 10)]))).toEqual([
      "begin", "day", "message+", "message", "message+", "message+",
    ]);
  });
  it("begin a group after a reply, a system line and the line of the new", () => {
    const replyTo = { id: "m1", author_id: "ben", excerpt: "x", deleted: false };
    expect(shape(rows([line(1, "ben", 0), line(2, "ben", 1, { reply_to: replyTo }), line(3, "ben", 1, { kind: "system", author: null }), line(4, "ben", 2), line(5, "ben", 2)], { newAfter: 4 }))).toEqual([
      "begin", "day", "message+", "message+", "system", "message+", "new", "message+",
    ]);
  });
  it("put the line of the new before the first message of somebody else", () => {
    expect(shape(rows([line(1, "ben", 0), line(2, "ada", 1), line(3, "ben", 2)], { newAfter: 1 }))).toEqual(["begin", "day", "message+", "message+", "new", "message+"]);
  });
  it("begin days and the room", () => {
    const next = line(2, "ben", 0, { created_at: new Date(2026, 10, 21, 0, 1).toISOString() });
    expect(shape(rows([line(1, "ben", 0), next]))).toEqual(["begin", "day", "message+", "day", "message+"]);
  });
  it("say neither day nor new at the top of a stretch whose beginning is not here", () => {
    const next = line(9, "ben", 0, { created_at: new Date(2026, 10, 21, 0, 1).toISOString() });
    expect(shape(rows([line(8, "ben", 0), next], { from: 8, newAfter: 3 }))).toEqual(["message+", "day", "message+"]);
    expect(shape(rows([line(8, "ben", 0), next], { from: 8, newAfter: 7 }))).toEqual(["new", "message+", "day", "message+"]);
  });
  it("fold what the blocked say in a row, and begin a group behind it", () => {
    const isFolded = (one: Line) => one.author?.id === "eve";
    const list = rows([line(1, "ben", 0), line(2, "eve", 1), line(3, "eve", 1), line(4, "ben", 2), line(5, "eve", 3)], { isFolded });
    expect(shape(list)).toEqual(["begin", "day", "message+", "folded", "message+", "folded"]);
    expect(list.map((row) => (row.kind === "folded" ? row.lines.map((one) => one.seq) : null)).filter(Boolean)).toEqual([[2, 3], [5]]);
  });
  it("keep days apart inside what is folded, and leave out what was deleted", () => {
    const isFolded = () => true;
    const next = line(3, "eve", 0, { created_at: new Date(2026, 10, 21, 0, 1).toISOString() });
    expect(shape(rows([line(1, "eve", 0), line(2, "eve", 1, { gone: true }), next], { isFolded }))).toEqual(["begin", "day", "folded", "day", "folded"]);
    expect(shape(rows([line(1, "eve", 0, { gone: true })], { isFolded }))).toEqual(["begin"]);
  });
  it("say nothing new for what is folded, and fold no system line", () => {
    const isFolded = (one: Line) => one.author?.id === "eve";
    expect(shape(rows([line(1, "ben", 0), line(2, "eve", 1), line(3, "ben", 2)], { isFolded, newAfter: 1 }))).toEqual(["begin", "day", "message+", "folded", "new", "message+"]);
    expect(shape(rows([line(1, "eve", 0, { kind: "system" })], { isFolded }))).toEqual(["begin", "day", "system"]);
  });
  it("keep a fold as it is until a line joins it", () => {
    const isFolded = () => true;
    const [one, two] = [line(1, "eve", 0), line(2, "eve", 1)];
    const known = new Map<string, Row>();
    const before = settle(rows([one], { isFolded }), known).at(-1);
    expect(settle(rows([one], { isFolded }), known).at(-1)).toBe(before);
    const after = settle(rows([one, two], { isFolded }), known).at(-1);
    expect([after?.key, after === before]).toEqual([before?.key, false]);
  });
  it("look at every line once, however many there are", () => {
    const counted = (count: number) => {
      let looks = 0;
      const lines = Array.from({ length: count }, (_, at) => {
        const made = line(at + 1, `p${String(at % 7)}`, at);
        return Object.defineProperty(made, "seq", { get: () => (looks++, at + 1) });
      });
      rows(lines, { newAfter: count });
      return looks;
    };
    expect(counted(4000)).toBe(4 * counted(1000));
  });
  it("keep the key of an own message when it is acknowledged, and the object of what did not change", () => {
    const parcel: Parcel = { nonce: "n", channelId: "c", content: "x", replyTo: null, uploads: [], createdMs: Date.parse(line(1, "ada", 0).created_at), state: "sending", failure: null, code: null };
    expect(rows([], { parcels: [parcel] }).at(-1)?.key).toBe("n:n");
    expect(rows([line(1, "ada", 0, { nonce: "n" })]).at(-1)?.key).toBe("n:n");
    const known = new Map<string, Row>();
    const first = line(1, "ben", 0);
    const before = settle(rows([first]), known);
    const after = settle(rows([first, line(2, "ben", 1)]), known);
    expect(after[1]).toBe(before[1]);
  });
});

describe("completion", () => {
  it("sees the word under the caret", () => {
    expect(queryAt("hi @no", 6)).toEqual({ trigger: "@", word: "no", from: 3, to: 6 });
    expect(queryAt("#", 1)).toMatchObject({ trigger: "#", word: "" });
    expect(queryAt(":sm", 3)).toMatchObject({ trigger: ":", word: "sm" });
    for (const none of ["mail@host", "12:30", ":s", ":)", "@a b", "`@a"]) expect(queryAt(none, none.length), none).toBeNull();
  });
  it("folds marks and letter forms", () => {
    expect(fold("José")).toBe("jose");
    expect(rank(["Inés", "Noor", "أحمد"], "احمد", (name) => [name], 5)).toEqual(["أحمد"]);
    expect(rank(["Tomás Rey", "Rey", "Andrey"], "rey", (name) => [name], 5)).toEqual(["Rey", "Tomás Rey", "Andrey"]);
  });
  it("takes a choice and wraps a selection", () => {
    expect(take("a @no b", { trigger: "@", word: "no", from: 2, to: 5 }, "<@1>")).toEqual({ text: "a <@1> b", caret: 7 });
    const bold = wrap("a word", 2, 6, "**");
    expect(bold).toEqual({ text: "a **word**", start: 4, end: 8 });
    expect(wrap(bold.text, bold.start, bold.end, "**").text).toBe("a word");
  });
  it("counts as the server does", () => expect([lengthOf("e\u0301"), lengthOf("🙂")]).toEqual([1, 1]));
});

describe("small things", () => {
  it("drafts belong to a person and a room", () => {
    const kept = new Map<string, string>();
    const drafts = keepDrafts({ getItem: (k) => kept.get(k) ?? null, setItem: (k, v) => void kept.set(k, v), removeItem: (k) => void kept.delete(k) }, () => "ada");
    drafts.write("c", "begun");
    expect([drafts.read("c"), drafts.read("d")]).toEqual(["begun", ""]);
    drafts.write("c", " ");
    expect(kept.size).toBe(0);
  });
  it("pictures fit and never vanish", () => {
    expect(fit(800, 600)).toEqual({ width: 400, height: 300 });
    expect(fit(100, 4000)).toEqual({ width: 48, height: 300 });
    expect(fit(null, null)).toEqual({ width: 400, height: 300 });
  });
});
