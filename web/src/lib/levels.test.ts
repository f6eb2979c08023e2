/** Which level counts, what a pause silences, and what is left to call. */
import { describe, expect, it } from "vitest";
import type { Channel, Level, NotificationLevel, Space } from "./api/wire";
import { callsIn, callsOf, effective, inherited, isSilent, mutedUntil, nextEnd, roomMark, saidAtHome, sumOf } from "./levels";
import { emptyWorld, type World } from "./store/world";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const LATER = "2026-11-22T13:00:00Z";
const OVER = "2026-11-22T12:00:00Z";

type Chosen = Partial<Record<"account" | "s" | "c", { level?: Level; until?: string }>>;

function world(chosen: Chosen = {}, byDefault: Space["default_notifications"] = "all", counts = { unread: 3, mentions: 1 }): World {
  const that = emptyWorld();
  that.spaceOrder = ["s"];
  that.spaces["s"] = { id: "s", default_notifications: byDefault } as Space;
  that.channels["c"] = { id: "c", space_id: "s" } as Channel;
  that.reads["c"] = { channel_id: "c", last_read_seq: 0, last_seq: 3, ...counts };
  const kinds = { account: "account", s: "space", c: "channel" } as const;
  for (const [scope, { level = null, until = null }] of Object.entries(chosen)) {
    that.levels[scope] = { scope, kind: kinds[scope as keyof typeof kinds], level, mute_until: until } satisfies NotificationLevel;
  }
  return that;
}

const ALL = { unread: true, dot: true, mentions: 1, quiet: 0 };
const NO_DOT = { unread: true, dot: false, mentions: 1, quiet: 0 };
const QUIET = { unread: false, dot: false, mentions: 0, quiet: 1 };
const NONE = { unread: false, dot: false, mentions: 0, quiet: 0 };

describe("what is chosen", () => {
  it.each<[string, Chosen, Space["default_notifications"], Level, string | null, object]>([
    ["nothing: the space suggests all", {}, "all", "all", null, ALL],
    ["nothing: the space suggests mentions", {}, "mentions", "mentions", null, NO_DOT],
    ["for the account, against the space", { account: { level: "all" } }, "mentions", "all", null, ALL],
    ["for the account: nothing", { account: { level: "nothing" } }, "all", "nothing", null, NONE],
    ["for the space, against the account", { account: { level: "nothing" }, s: { level: "mentions" } }, "all", "mentions", null, NO_DOT],
    ["for the room, against its space", { s: { level: "nothing" }, c: { level: "all" } }, "mentions", "all", null, ALL],
    ["for the room: nothing", { c: { level: "nothing" } }, "all", "nothing", null, NONE],
    ["a pause of the room", { c: { until: LATER } }, "all", "all", "room", QUIET],
    ["a pause of the room that is over", { c: { until: OVER } }, "all", "all", null, ALL],
    ["a pause of the space, against a level of the room", { s: { until: LATER }, c: { level: "all" } }, "all", "all", "space", QUIET],
    ["a pause and nothing", { c: { level: "nothing", until: LATER } }, "all", "nothing", "room", NONE],
    ["a pause of the account: lists stay", { account: { until: LATER } }, "all", "all", "account", ALL],
    ["pauses of all: the narrowest is named", { account: { until: LATER }, s: { until: LATER }, c: { until: LATER } }, "all", "all", "room", QUIET],
  ])("%s", (_case, chosen, byDefault, level, mutedBy, mark) => {
    const that = world(chosen, byDefault);
    expect(effective(that, "c", NOW)).toEqual({ level, mutedBy });
    expect(roomMark(that, "c", NOW)).toEqual(mark);
  });
  it("leaves what was read unmarked", () => {
    expect(roomMark(world({}, "all", { unread: 0, mentions: 0 }), "c", NOW)).toEqual(NONE);
    expect(roomMark(world(), "unknown", NOW)).toEqual(NONE);
  });
  it("is told apart from what comes from further out", () => {
    const that = world({ account: { level: "nothing" }, s: { level: "mentions" }, c: { level: "all" } });
    expect([inherited(that, { room: "c" }), inherited(that, { space: "s" })]).toEqual(["mentions", "nothing"]);
    expect(inherited(world({}, "mentions"), { room: "c" })).toBe("mentions");
  });
  it("silences a room by its own pause or level only", () => {
    expect(isSilent(world({ c: { until: LATER } }), "c", NOW)).toBe(true);
    expect(isSilent(world({ c: { level: "nothing" } }), "c", NOW)).toBe(true);
    expect(isSilent(world({ s: { level: "nothing" } }), "c", NOW)).toBe(false);
    expect(isSilent(world({ c: { until: OVER } }), "c", NOW)).toBe(false);
  });
});

describe("what calls", () => {
  const calls = (that: World) => callsOf(that, roomMark(that, "c", NOW), NOW);
  it("is what the spaces mark and who asks to be friends", () => {
    const that = world();
    that.friends = { ben: "incoming", mei: "incoming", eve: "outgoing", kim: "friends" };
    expect(calls(that)).toEqual({ dot: true, mentions: 3 });
  });
  it("is nothing while the account pauses, and no request at the level nothing", () => {
    const paused = world({ account: { until: LATER } });
    const silent = world({ account: { level: "nothing" } });
    paused.friends = silent.friends = { ben: "incoming" };
    expect(calls(paused)).toEqual({ dot: false, mentions: 0 });
    expect(calls(silent)).toEqual({ dot: false, mentions: 0 });
  });
  it("adds up", () => {
    expect(sumOf([{ ...NO_DOT, mentions: 2 }, { ...NONE, mentions: 1 }])).toEqual({ unread: true, dot: false, mentions: 3 });
    expect(sumOf([ALL, NONE]).dot).toBe(true);
    expect(sumOf([])).toEqual({ unread: false, dot: false, mentions: 0 });
  });
});

describe("conversations", () => {
  const talk = (id: string, unread: number, mentions = 0, hidden = false) => ({
    channel: { id, space_id: null, kind: "group", conversation: { participants: [], hidden } } as unknown as Channel,
    read: { channel_id: id, last_read_seq: 0, last_seq: 9, unread, mentions },
  });
  function home(chosen: Record<string, { level?: Level; until?: string }>): World {
    const that = emptyWorld();
    for (const { channel, read } of [talk("a", 2, 1), talk("b", 5, 1), talk("c", 7, 0, true)]) {
      that.channels[channel.id] = channel;
      that.conversations.push(channel.id);
      that.reads[channel.id] = read;
    }
    for (const [scope, { level = null, until = null }] of Object.entries(chosen)) that.levels[scope] = { scope, kind: scope === "account" ? "account" : "conversation", level, mute_until: until };
    return that;
  }
  it.each<[string, Record<string, { level?: Level; until?: string }>, number, number]>([
    ["everything said calls, but where it is hidden", {}, 7, 7],
    ["only what mentions oneself", { a: { level: "mentions" } }, 6, 6],
    ["nothing", { a: { level: "nothing" } }, 5, 5],
    ["a pause of one", { a: { until: LATER } }, 5, 5],
    ["a pause that is over", { a: { until: OVER } }, 7, 7],
    ["the account wants nothing, one conversation all", { account: { level: "nothing" }, b: { level: "all" } }, 5, 5],
    ["the account wants mentions: what is said to oneself calls", { account: { level: "mentions" } }, 7, 7],
    ["the account pauses: the list goes on counting", { account: { until: LATER } }, 7, 0],
  ])("%s", (_, chosen, inList, inTitle) => {
    const that = home(chosen);
    expect(saidAtHome(that, NOW)).toBe(inList);
    expect(callsOf(that, sumOf([]), NOW)).toEqual({ dot: false, mentions: inTitle });
  });
  it("stand grey in their row where they are muted", () => {
    const that = home({ a: { until: LATER } });
    expect([callsIn(that, "a", NOW), roomMark(that, "a", NOW)]).toEqual([0, QUIET]);
  });
});

describe("pauses", () => {
  it("end at the next of them that still runs", () => {
    const that = world({ account: { until: OVER }, s: { until: "2026-11-22T14:00:00Z" }, c: { until: LATER } });
    expect(nextEnd(that, NOW)).toBe(Date.parse(LATER));
    expect(nextEnd(that, Date.parse(LATER))).toBe(Date.parse("2026-11-22T14:00:00Z"));
    expect(nextEnd(world({ c: { level: "all" } }), NOW)).toBeNull();
    expect(mutedUntil(that, "account", NOW)).toBeNull();
  });
});
