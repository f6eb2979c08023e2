/** Events in any order, twice, late or out of sight leave the store as the server means it. */
import { describe, expect, it } from "vitest";
import type { Channel, Event, Member, Message, NotificationLevel, Ready, Role, Space, SpaceState, User } from "../api/wire";
import { addPage, findLine, sweep, tail } from "./room";
import { begin, reduce } from "./reduce";
import { emptyWorld, type World } from "./world";

const at = "2026-11-20T10:00:00.000Z";
const user = (id: string): User => ({
  id, username: id, display_name: id, avatar: null, bot: false, bio: null, pronouns: null, accent: null, instance_role: null, created_at: at,
});
const member = (id: string, roles: string[] = []): Member => ({ user: user(id), nick: null, roles, joined_at: at, owner: false, timeout_until: null });
const role = (id: string, position: number): Role => ({ id, name: id, color: null, position, permissions: [], mentionable: true, hoist: false, everyone: false });
const space = (id: string): Space => ({
  id, name: id, description: null, icon: null, owner_id: "ada", locale: "en", default_notifications: "all", system_channel_id: null,
  rules_channel_id: null, join_gate: "none", member_count: 3, suspended: false, created_at: at, access_version: 5, permissions: ["view_channel"],
});
const channel = (id: string, lastSeq = 0, more: Partial<Channel> = {}): Channel => ({
  id, kind: "text", space_id: "s", parent_id: null, name: id, topic: null, position: 0, overrides: [], slow_mode_seconds: 0, encryption: "off",
  last_seq: lastSeq, last_message_at: null, user_limit: 0, bitrate: null, nsfw: false, created_at: at, permissions: ["view_channel", "send_messages"], conversation: null, ...more,
});
const message = (seq: number, more: Partial<Message> = {}): Message => ({
  id: `m${String(seq)}`, channel_id: "c", seq, kind: "user", author: user("ben"), content: `text ${String(seq)}`, attachments: [], reply_to: null,
  mentions: { users: [], roles: [], channels: [], everyone: false }, reactions: [], pinned: false, system: null, nonce: null, revision: 0,
  edited_at: null, created_at: at, ...more,
});
const state = (more: Partial<SpaceState> = {}): SpaceState => ({
  space: space("s"), roles: [role("low", 1), role("high", 2)], channels: [channel("c", 10), channel("d")], member: member("ada", ["low"]),
  reads: [{ channel_id: "c", last_read_seq: 10, last_seq: 10, unread: 0, mentions: 0 }], ...more,
});
const ready = (spaces: SpaceState[] = [state()]): Ready => ({
  resume_id: "r", session_id: "x",
  user: {
    ...user("ada"), email: null, email_verified: false, state: "active", locale: "en", timezone: null, second_factor: false, presence: "online", custom: null,
    direct_policy: "spaces", friend_requests: "everyone",
  },
  settings: { settings: {}, version: 1 }, spaces, conversations: [], friends: [], blocks: [], notification_levels: [], presences: [],
  instance: { id: "i", name: "Snug", version: "1", registration: "invite", auth_methods: ["password"], languages: ["en"], setup_needed: false, limits: { attachment_bytes: 1, avatar_bytes: 1, content_max: 4000 }, features: { plain_conversations: false } },
});

function world(isOpen = true): World {
  const that = emptyWorld();
  begin(that, ready());
  if (isOpen) {
    that.rooms["c"] = { windows: [] };
    addPage(that.rooms["c"], { items: [10, 9, 8].map((seq) => message(seq)), next_cursor: "more", prev_cursor: null }, { newest: 10 });
  }
  return that;
}
const say = (that: World, seq: number, more: Partial<Message> = {}) =>
  reduce(that, { t: "message_create", d: { message: message(seq, more), access_version: 5 } });
const seqs = (that: World) => that.rooms["c"]?.windows.map((window) => window.lines.map((line) => line.seq));
const read = (that: World) => that.reads["c"];

describe("messages", () => {
  it("append in order and count as unread", () => {
    const that = world();
    say(that, 11);
    say(that, 12, { mentions: { users: ["ada"], roles: [], channels: [], everyone: false } });
    expect(seqs(that)).toEqual([[8, 9, 10, 11, 12]]);
    expect(read(that)).toMatchObject({ unread: 2, mentions: 1, last_seq: 12, last_read_seq: 10 });
    expect(that.channels["c"]?.last_seq).toBe(12);
  });
  it("count roles and everyone as mentions, own messages never", () => {
    const that = world();
    say(that, 11, { mentions: { users: [], roles: ["low"], channels: [], everyone: false } });
    say(that, 12, { mentions: { users: [], roles: ["high"], channels: [], everyone: false } });
    say(that, 13, { mentions: { users: [], roles: [], channels: [], everyone: true } });
    expect(read(that)).toMatchObject({ unread: 3, mentions: 2 });
    say(that, 14, { author: user("ada"), mentions: { users: ["ada"], roles: [], channels: [], everyone: true } });
    expect(read(that)).toMatchObject({ unread: 0, mentions: 0, last_read_seq: 14 });
  });
  it("seen twice change nothing", () => {
    const that = world();
    say(that, 11, { nonce: "n" });
    const before = structuredClone(that);
    say(that, 11, { nonce: "n" });
    expect(that).toEqual(before);
  });
  it("out of turn open a window that shows the gap, and the gap closes", () => {
    const that = world();
    say(that, 13);
    expect(seqs(that)).toEqual([[8, 9, 10], [13]]);
    say(that, 12);
    say(that, 11);
    expect(seqs(that)).toEqual([[8, 9, 10, 11, 12, 13]]);
  });
  it("close a gap by a page after the last number", () => {
    const that = world();
    say(that, 14);
    addPage(that.rooms["c"]!, { items: [message(13), message(11)], next_cursor: null, prev_cursor: "x" }, { after: 10 });
    expect(seqs(that)).toEqual([[8, 9, 10, 11, 13, 14]]);
    expect(that.rooms["c"]?.windows[0]).toMatchObject({ from: 8, to: 14 });
  });
  it("of a room that was never opened only move its counters", () => {
    const that = world(false);
    say(that, 11);
    expect(that.rooms["c"]).toBeUndefined();
    expect(read(that)?.unread).toBe(1);
  });
  it("of a room out of sight are dropped", () => {
    const that = world();
    say(that, 1, { channel_id: "hidden" });
    expect(that.rooms["hidden"]).toBeUndefined();
  });
  it("stop counting at a hundred", () => {
    const that = world(false);
    for (let seq = 11; seq < 200; seq++) say(that, seq);
    expect(read(that)?.unread).toBe(100);
  });
});

describe("changes", () => {
  const edit = (that: World, revision: number, content: string) =>
    reduce(that, { t: "message_update", d: { message: message(9, { revision, content }), access_version: 5 } });
  it("of an older or equal revision are dropped", () => {
    const that = world();
    edit(that, 2, "two");
    edit(that, 1, "one");
    edit(that, 2, "other");
    expect(findLine(that.rooms["c"], "m9")?.content).toBe("two");
  });
  it("keep which reactions are one's own", () => {
    const that = world();
    reduce(that, { t: "reaction_add", d: { channel_id: "c", message_id: "m9", user_id: "ada", emoji: "👍", count: 2 } });
    const reactions = [{ emoji: "👍", count: 3, me: false }];
    reduce(that, { t: "message_update", d: { message: message(9, { revision: 1, reactions }), access_version: 5 } });
    expect(findLine(that.rooms["c"], "m9")?.reactions).toEqual([{ emoji: "👍", count: 3, me: true }]);
  });
  it("of a message that is not here do nothing", () => {
    const that = world();
    const before = structuredClone(that);
    reduce(that, { t: "message_update", d: { message: message(3, { revision: 4 }), access_version: 5 } });
    expect(that.rooms).toEqual(before.rooms);
  });
  it("delete once, mark answers, and leave a row until it is swept", () => {
    const that = world();
    say(that, 11, { reply_to: { id: "m9", author_id: "ben", excerpt: "text", deleted: false } });
    const gone = { t: "message_delete", d: { channel_id: "c", id: "m9", seq: 9 } } as const;
    reduce(that, gone);
    reduce(that, gone);
    expect(findLine(that.rooms["c"], "m9")).toMatchObject({ gone: true, content: null });
    expect(findLine(that.rooms["c"], "m11")?.reply_to).toMatchObject({ deleted: true, excerpt: "" });
    edit(that, 9, "back from the dead");
    expect(findLine(that.rooms["c"], "m9")?.content).toBeNull();
    sweep(that.rooms["c"]!);
    expect(seqs(that)).toEqual([[8, 10, 11]]);
  });
  it("delete takes an unread count back, once", () => {
    const that = world();
    say(that, 11, { mentions: { users: ["ada"], roles: [], channels: [], everyone: false } });
    reduce(that, { t: "message_delete", d: { channel_id: "c", id: "m11", seq: 11 } });
    reduce(that, { t: "message_delete_bulk", d: { channel_id: "c", ids: ["m11", "m8"] } });
    expect(read(that)).toMatchObject({ unread: 0, mentions: 0 });
    expect(findLine(that.rooms["c"], "m8")?.gone).toBe(true);
  });
  it("carry absolute reaction counts", () => {
    const that = world();
    const d = { channel_id: "c", message_id: "m8", user_id: "ben", emoji: "🔥" };
    reduce(that, { t: "reaction_add", d: { ...d, count: 1 } });
    reduce(that, { t: "reaction_add", d: { ...d, count: 1 } });
    expect(findLine(that.rooms["c"], "m8")?.reactions).toEqual([{ emoji: "🔥", count: 1, me: false }]);
    reduce(that, { t: "reaction_remove", d: { ...d, count: 0 } });
    expect(findLine(that.rooms["c"], "m8")?.reactions).toEqual([]);
    reduce(that, { t: "reaction_add", d: { ...d, count: 2 } });
    reduce(that, { t: "reaction_clear", d: { channel_id: "c", message_id: "m8", emoji: null } });
    expect(findLine(that.rooms["c"], "m8")?.reactions).toEqual([]);
  });
  it("pin and unpin", () => {
    const that = world();
    reduce(that, { t: "pin_update", d: { channel_id: "c", message_id: "m8", pinned: true, by: "ben", at } });
    expect(findLine(that.rooms["c"], "m8")?.pinned).toBe(true);
  });
});

describe("spaces and rooms", () => {
  it("void and unknown events do nothing", () => {
    const that = world();
    const before = structuredClone(that);
    reduce(that, { t: "void", d: {} });
    reduce(that, { t: "from_the_future", d: {} } as unknown as Event);
    expect(that).toEqual(before);
  });
  it("a room hidden takes its messages and counters along, and comes back empty", () => {
    const that = world();
    reduce(that, { t: "channel_delete", d: { space_id: "s", channel_id: "c", reason: "hidden" } });
    expect([that.channels["c"], that.rooms["c"], that.reads["c"]]).toEqual([undefined, undefined, undefined]);
    say(that, 11);
    expect(that.rooms["c"]).toBeUndefined();
    const back = { channel_id: "c", last_read_seq: 4, last_seq: 12, unread: 3, mentions: 1 };
    reduce(that, { t: "channel_create", d: { channel: channel("c", 12), read: back } });
    expect(that.channels["c"]?.last_seq).toBe(12);
    expect(read(that)).toEqual(back);
  });
  it("a deleted category lifts its rooms; a hidden one leaves them", () => {
    const that = world();
    reduce(that, { t: "channel_create", d: { channel: channel("cat", 0, { kind: "category" }), read: null } });
    reduce(that, { t: "channel_order", d: { space_id: "s", places: [{ id: "c", parent_id: "cat", position: 3 }] } });
    expect(that.channels["c"]).toMatchObject({ parent_id: "cat", position: 3 });
    reduce(that, { t: "channel_delete", d: { space_id: "s", channel_id: "cat", reason: "deleted" } });
    expect(that.channels["c"]?.parent_id).toBeNull();
  });
  it("a changed room keeps one's own permissions and its newest number", () => {
    const that = world();
    say(that, 11);
    reduce(that, { t: "channel_update", d: { channel: channel("c", 10, { name: "renamed", permissions: [] }) } });
    expect(that.channels["c"]).toMatchObject({ name: "renamed", permissions: ["view_channel", "send_messages"], last_seq: 11 });
  });
  it("permissions arrive for the space and for each room", () => {
    const that = world();
    reduce(that, { t: "permissions_update", d: { space_id: "s", space: ["manage_space"], channels: { c: ["view_channel"], unknown: [] } } });
    expect(that.spaces["s"]?.permissions).toEqual(["manage_space"]);
    expect(that.channels["c"]?.permissions).toEqual(["view_channel"]);
  });
  it("a space changes without losing one's own permissions, and never goes back", () => {
    const that = world();
    reduce(that, { t: "space_update", d: { ...space("s"), name: "new", permissions: [], access_version: 6 } });
    reduce(that, { t: "space_update", d: { ...space("s"), name: "old", permissions: [], access_version: 5 } });
    expect(that.spaces["s"]).toMatchObject({ name: "new", permissions: ["view_channel"] });
  });
  it("a space gone takes everything along", () => {
    const that = world();
    reduce(that, { t: "space_delete", d: { space_id: "s", reason: "kicked" } });
    expect(that).toMatchObject({ spaces: {}, channels: {}, rooms: {}, reads: {}, roles: {}, members: {}, spaceOrder: [] });
  });
  it("members come, change and go, and are counted once", () => {
    const that = world();
    reduce(that, { t: "member_join", d: { space_id: "s", member: member("mei") } });
    reduce(that, { t: "member_join", d: { space_id: "s", member: member("mei") } });
    expect(that.spaces["s"]?.member_count).toBe(4);
    reduce(that, { t: "member_update", d: { space_id: "s", user_id: "mei", nick: "M", roles: ["high"], timeout_until: null } });
    expect(that.members["s"]?.["mei"]).toMatchObject({ nick: "M", roles: ["high"] });
    reduce(that, { t: "role_delete", d: { space_id: "s", role_id: "high" } });
    expect(that.members["s"]?.["mei"]?.roles).toEqual([]);
    reduce(that, { t: "member_leave", d: { space_id: "s", user_id: "mei" } });
    expect(that.members["s"]?.["mei"]).toBeUndefined();
    expect(that.spaces["s"]?.member_count).toBe(3);
  });
  it("roles stay highest first", () => {
    const that = world();
    expect(that.roles["s"]?.map((one) => one.id)).toEqual(["high", "low"]);
    reduce(that, { t: "role_create", d: { space_id: "s", role: role("new", 3) } });
    reduce(that, { t: "role_order", d: { space_id: "s", role_ids: ["low", "new", "high"] } });
    expect(that.roles["s"]?.map((one) => one.id)).toEqual(["low", "new", "high"]);
  });
  it("a profile changes everywhere, one's own too", () => {
    const that = world();
    reduce(that, { t: "user_update", d: { ...user("ada"), display_name: "Ada L." } });
    expect([that.people["ada"]?.display_name, that.me?.display_name]).toEqual(["Ada L.", "Ada L."]);
  });
});

describe("reading", () => {
  it("moves forward and back as the server says", () => {
    const that = world();
    say(that, 11);
    reduce(that, { t: "read_update", d: { channel_id: "c", last_read_seq: 11, last_seq: 11, unread: 0, mentions: 0 } });
    expect(read(that)?.unread).toBe(0);
    reduce(that, { t: "read_update", d: { channel_id: "c", last_read_seq: 8, last_seq: 11, unread: 3, mentions: 0 } });
    expect(read(that)).toMatchObject({ last_read_seq: 8, unread: 3 });
  });
  it("of a room out of sight is dropped", () => {
    const that = world();
    reduce(that, { t: "read_update", d: { channel_id: "x", last_read_seq: 1, last_seq: 1, unread: 0, mentions: 0 } });
    expect(that.reads["x"]).toBeUndefined();
  });
});

describe("a new stream", () => {
  it("keeps messages of rooms still in sight, and forgets the others", () => {
    const that = world();
    that.rooms["d"] = { windows: [] };
    begin(that, ready([state({ channels: [channel("c", 15)], reads: [] })]));
    expect(Object.keys(that.rooms)).toEqual(["c"]);
    expect(tail(that.rooms["c"])?.to).toBe(10);
    expect(that.channels["c"]?.last_seq).toBe(15);
  });
});

describe("pages", () => {
  const room = (that: World) => that.rooms["c"]!;
  it("reach the beginning, and join what they touch", () => {
    const that = world();
    addPage(room(that), { items: [message(4), message(2)], next_cursor: null, prev_cursor: "x" }, { before: 8 });
    expect(room(that).windows).toHaveLength(1);
    expect(room(that).windows[0]).toMatchObject({ from: 1, to: 10 });
  });
  it("around a place stand apart until they meet", () => {
    const that = world();
    addPage(room(that), { items: [5, 4, 3].map((seq) => message(seq)), next_cursor: "a", prev_cursor: "b" }, { around: 4 });
    expect(seqs(that)).toEqual([[3, 4, 5], [8, 9, 10]]);
    addPage(room(that), { items: [message(7)], next_cursor: "a", prev_cursor: "b" }, { after: 5 });
    expect(seqs(that)).toEqual([[3, 4, 5, 7, 8, 9, 10]]);
  });
  it("are merged by looking at every line a few times, however many there are", () => {
    const looks = (count: number) => {
      let seen = 0;
      const counted = (seq: number) => {
        const made = message(seq);
        const { id } = made;
        return Object.defineProperty(made, "id", { get: () => (seen++, id), enumerable: true });
      };
      const long = { windows: [{ from: count + 1, to: 2 * count, lines: Array.from({ length: count }, (_, nth) => counted(count + 1 + nth)) }] };
      addPage(long, { items: Array.from({ length: count }, (_, nth) => counted(nth + 1)), next_cursor: null, prev_cursor: "x" }, { before: count + 1 });
      expect(long.windows.map((window) => window.lines.length)).toEqual([2 * count]);
      return seen;
    };
    expect(looks(2000)).toBeLessThanOrEqual(4 * looks(500) + 10);
  });
  it("take out what was deleted meanwhile, and keep newer revisions", () => {
    const that = world();
    reduce(that, { t: "message_update", d: { message: message(10, { revision: 3, content: "new" }), access_version: 1 } });
    addPage(room(that), { items: [message(10, { revision: 1 }), message(8)], next_cursor: "x", prev_cursor: null }, { newest: 10 });
    expect(seqs(that)).toEqual([[8, 10]]);
    expect(findLine(room(that), "m10")?.content).toBe("new");
  });
  it("of an empty room cover it from the start", () => {
    const that = world(false);
    that.rooms["d"] = { windows: [] };
    addPage(that.rooms["d"], { items: [], next_cursor: null, prev_cursor: null }, { newest: 0 });
    expect(that.rooms["d"].windows).toEqual([{ from: 1, to: 0, lines: [] }]);
    say(that, 1, { channel_id: "d", id: "first" });
    expect(that.rooms["d"]?.windows).toMatchObject([{ from: 1, to: 1 }]);
  });
});

describe("levels", () => {
  const chosen = (scope: string, level: NotificationLevel["level"] = "mentions"): NotificationLevel => ({ scope, kind: scope === "s" ? "space" : "channel", level, mute_until: null });
  const choose = (that: World, level: NotificationLevel) => reduce(that, { t: "notification_level_update", d: level });

  it("come with the stream, and those of an older one do not stay", () => {
    const that = world(false);
    begin(that, { ...ready(), notification_levels: [chosen("s"), chosen("c")] });
    expect(Object.keys(that.levels)).toEqual(["s", "c"]);
    begin(that, ready());
    expect(that.levels).toEqual({});
  });
  it("change by events, and go when they are taken back", () => {
    const that = world();
    choose(that, chosen("c"));
    choose(that, chosen("c", "nothing"));
    expect(that.levels).toEqual({ c: chosen("c", "nothing") });
    choose(that, chosen("c", null));
    expect(that.levels).toEqual({});
  });
  it("go with what is deleted or left, and stay with a room that is only out of sight", () => {
    const that = world();
    for (const scope of ["s", "c", "d"]) choose(that, chosen(scope));
    reduce(that, { t: "channel_delete", d: { channel_id: "c", space_id: "s", reason: "hidden" } });
    reduce(that, { t: "channel_delete", d: { channel_id: "d", space_id: "s", reason: "deleted" } });
    expect(Object.keys(that.levels)).toEqual(["s", "c"]);
    reduce(that, { t: "channel_create", d: { channel: channel("c"), read: null } });
    reduce(that, { t: "space_delete", d: { space_id: "s", reason: "left" } });
    expect(that.levels).toEqual({});
  });
});
