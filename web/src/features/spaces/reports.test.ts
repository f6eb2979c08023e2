/** Which acts are offered, and how the queue follows what is told. */
import { describe, expect, it } from "vitest";
import type { Event, Member, Perm, Report } from "../../lib/api/wire";
import { actsFor, openAfter, toldOf, withNames, type Means } from "./reports";

const user = { id: "ben", username: "ben", display_name: "Ben", avatar: null, bot: false };
const report = (more: Partial<Report> = {}): Report =>
  ({
    id: "r", target: { kind: "message", id: "m", space_id: "s", channel_id: "c", user }, category: "spam", note: null, state: "open", claimed_by: null, resolution: null,
    snapshot: { text: "buy", author: user, at: null, name: null, files: [] }, created_at: "2026-11-01T10:00:00Z", ...more,
  }) as Report;
const ALL: Perm[] = ["manage_messages", "timeout_members", "kick_members", "ban_members"];
const means = (more: Partial<Means> = {}): Means => ({ can: (perm) => ALL.includes(perm), inRoom: ALL, accused: {} as Member, isBelow: true, ...more });

describe("what may be done", () => {
  it("is everything for who stands above with all rights", () => expect(actsFor(report(), means())).toEqual(["none", "delete", "warn", "timeout", "kick", "ban"]));
  it("leaves out what a right is missing for", () => {
    expect(actsFor(report(), means({ can: () => false }))).toEqual(["none", "delete", "warn"]);
    expect(actsFor(report(), means({ can: (perm) => perm === "kick_members", inRoom: [] }))).toEqual(["none", "warn", "kick"]);
  });
  it("leaves out the message in a room out of sight", () => expect(actsFor(report(), means({ inRoom: null }))).not.toContain("delete"));
  it("touches nobody of the same rank", () => expect(actsFor(report(), means({ isBelow: false }))).toEqual(["none", "delete", "warn"]));
  it("can only keep out who has left", () => expect(actsFor(report(), means({ accused: null }))).toEqual(["none", "delete", "warn", "ban"]));
  it("reaches nobody once the account is gone", () => {
    const orphan = report({ target: { ...report().target, user: null } });
    expect(actsFor(orphan, means({ accused: null, isBelow: false }))).toEqual(["none", "delete"]);
  });
});

describe("what is told", () => {
  const create = { t: "report_create", d: { space_id: "s", report: report() } } as Event;
  it("counts for its own space alone", () => {
    expect(toldOf(create, "s")?.id).toBe("r");
    expect(toldOf(create, "other")).toBeNull();
  });
  it("is nothing for the queue when it goes to who reported", () => expect(toldOf({ t: "report_update", d: { id: "r", state: "resolved" } } as Event, "s")).toBeNull());
  it("moves the count of what is open, and once only", () => {
    const one = openAfter(openAfter(new Set(), report()), report());
    expect([...one]).toEqual(["r"]);
    expect([...openAfter(one, report({ state: "claimed" }))]).toEqual([]);
  });
});

it("reads mentions by their names, and leaves those that nobody knows", () => {
  const id = "01a20000-0000-7000-8000-000000000000";
  const called = (kind: string) => (kind === "role" ? null : kind);
  expect(withNames(`<@${id}> in <#${id}> <@&${id}> <@no>`, called)).toBe(`@person in #room <@&${id}> <@no>`);
});
