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
  const it = emptyWorld();
  begin(it, ready());
  if (isOpen) {
    it.rooms["c"] = { windows: [] };
    addPage(it.rooms["c"], { items: [10, 9, 8].map((seq) => message(seq)), next_cursor: "more", prev_cursor: null }, { newest: 10 });
  }
  return it;
}
const say = (it: World, seq: number, more: Partial<Message> = {}) =>
  reduce(it, { t: "message_create", d: { message: message(seq, more), access_version: 5 } });
const seqs = (it: World) => it.rooms["c"]?.windows.map((window) => window.lines.map((line) => line.seq));
const read = (it: World) => it.reads["c"];

describe("messages", () => {
  it("append in order and count as unread", () => {
    const it = world();
    say(it, 11);
    say(it, 12, { mentions: { users: ["ada"], roles: [], channels: [], everyone: false } });
    expect(seqs(it)).toEqual([[8, 9, 10, 11, 12]]);
    expect(read(it)).toMatchObject({ unread: 2, mentions: 1, last_seq: 12, last_read_seq: 10 });
    expect(it.channels["c"]?.last_seq).toBe(12);
  });
  it("count roles and everyone as mentions, own messages never", () => {
    const it = world();
    say(it, 11, { mentions: { users: [], roles: ["low"], channels: [], everyone: false } });
    say(it, 12, { mentions: { users: [], roles: ["high"], channels: [], everyone: false } });
    say(it, 13, { mentions: { users: [], roles: [], channels: [], everyone: true } });
    expect(read(it)).toMatchObject({ unread: 3, mentions: 2 });
    say(it, 14, { author: user("ada"), mentions: { users: ["ada"], roles: [], channels: [], everyone: true } });
    expect(read(it)).toMatchObject({ unread: 0, mentions: 0, last_read_seq: 14 });
  });
  it("seen twice change nothing", () => {
    const it = world();
    say(it, 11, { nonce: "n" });
    const before = structuredClone(it);
    say(it, 11, { nonce: "n" });
    expect(it).toEqual(before);
  });
  it("out of turn open a window that shows the gap, and the gap closes", () => {
    const it = world();
    say(it, 13);
    expect(seqs(it)).toEqual([[8, 9, 10], [13]]);
    say(it, 12);
    say(it, 11);
    expect(seqs(it)).toEqual([[8, 9, 10, 11, 12, 13]]);
  });
  it("close a gap by a page after the last number", () => {
    const it = world();
    say(it, 14);
    addPage(it.rooms["c"]!, { items: [message(13), message(11)], next_cursor: null, prev_cursor: "x" }, { after: 10 });
    expect(seqs(it)).toEqual([[8, 9, 10, 11, 13, 14]]);
    expect(it.rooms["c"]?.windows[0]).toMatchObject({ from: 8, to: 14 });
  });
  it("of a room that was never opened only move its counters", () => {
    const it = world(false);
    say(it, 11);
    expect(it.rooms["c"]).toBeUndefined();
    expect(read(it)?.unread).toBe(1);
  });
  it("of a room out of sight are dropped", () => {
    const it = world();
    say(it, 1, { channel_id: "hidden" });
    expect(it.rooms["hidden"]).toBeUndefined();
  });
  it("stop counting at a hundred", () => {
    const it = world(false);
    for (let seq = 11; seq < 200; seq++) say(it, seq);
    expect(read(it)?.unread).toBe(100);
  });
});

describe("changes", () => {
  const edit = (it: World, revision: number, content: string) =>
    reduce(it, { t: "message_update", d: { message: message(9, { revision, content }), access_version: 5 } });
  it("of an older or equal revision are dropped", () => {
    const it = world();
    edit(it, 2, "two");
    edit(it, 1, "one");
    edit(it, 2, "other");
    expect(findLine(it.rooms["c"], "m9")?.content).toBe("two");
  });
  it("keep which reactions are one's own", () => {
    const it = world();
    reduce(it, { t: "reaction_add", d: { channel_id: "c", message_id: "m9", user_id: "ada", emoji: "👍", count: 2 } });
    const reactions = [{ emoji: "👍", count: 3, me: false }];
    reduce(it, { t: "message_update", d: { message: message(9, { revision: 1, reactions }), access_version: 5 } });
    expect(findLine(it.rooms["c"], "m9")?.reactions).toEqual([{ emoji: "👍", count: 3, me: true }]);
  });
  it("of a message that is not here do nothing", () => {
    const it = world();
    const before = structuredClone(it);
    reduce(it, { t: "message_update", d: { message: message(3, { revision: 4 }), access_version: 5 } });
    expect(it.rooms).toEqual(before.rooms);
  });
  it("delete once, mark answers, and leave a row until it is swept", () => {
    const it = world();
    say(it, 11, { reply_to: { id: "m9", author_id: "ben", excerpt: "text", deleted: false } });
    const gone = { t: "message_delete", d: { channel_id: "c", id: "m9", seq: 9 } } as const;
    reduce(it, gone);
    reduce(it, gone);
    expect(findLine(it.rooms["c"], "m9")).toMatchObject({ gone: true, content: null });
    expect(findLine(it.rooms["c"], "m11")?.reply_to).toMatchObject({ deleted: true, excerpt: "" });
    edit(it, 9, "back from the dead");
    expect(findLine(it.rooms["c"], "m9")?.content).toBeNull();
    sweep(it.rooms["c"]!);
    expect(seqs(it)).toEqual([[8, 10, 11]]);
  });
  it("delete takes an unread count back, once", () => {
    const it = world();
    say(it, 11, { mentions: { users: ["ada"], roles: [], channels: [], everyone: false } });
    reduce(it, { t: "message_delete", d: { channel_id: "c", id: "m11", seq: 11 } });
    reduce(it, { t: "message_delete_bulk", d: { channel_id: "c", ids: ["m11", "m8"] } });
    expect(read(it)).toMatchObject({ unread: 0, mentions: 0 });
    expect(findLine(it.rooms["c"], "m8")?.gone).toBe(true);
  });
  it("carry absolute reaction counts", () => {
    const it = world();
    const d = { channel_id: "c", message_id: "m8", user_id: "ben", emoji: "🔥" };
    reduce(it, { t: "reaction_add", d: { ...d, count: 1 } });
    reduce(it, { t: "reaction_add", d: { ...d, count: 1 } });
    expect(findLine(it.rooms["c"], "m8")?.reactions).toEqual([{ emoji: "🔥", count: 1, me: false }]);
    reduce(it, { t: "reaction_remove", d: { ...d, count: 0 } });
    expect(findLine(it.rooms["c"], "m8")?.reactions).toEqual([]);
    reduce(it, { t: "reaction_add", d: { ...d, count: 2 } });
    reduce(it, { t: "reaction_clear", d: { channel_id: "c", message_id: "m8", emoji: null } });
    expect(findLine(it.rooms["c"], "m8")?.reactions).toEqual([]);
  });
  it("pin and unpin", () => {
    const it = world();
    reduce(it, { t: "pin_update", d: { channel_id: "c", message_id: "m8", pinned: true, by: "ben", at } });
    expect(findLine(it.rooms["c"], "m8")?.pinned).toBe(true);
  });
});

describe("spaces and rooms", () => {
  it("void and unknown events do nothing", () => {
    const it = world();
    const before = structuredClone(it);
    reduce(it, { t: "void", d: {} });
    reduce(it, { t: "from_the_future", d: {} } as unknown as Event);
    expect(it).toEqual(before);
  });
  it("a room hidden takes its messages and counters along, and comes back empty", () => {
    const it = world();
    reduce(it, { t: "channel_delete", d: { space_id: "s", channel_id: "c", reason: "hidden" } });
    expect([it.channels["c"], it.rooms["c"], it.reads["c"]]).toEqual([undefined, undefined, undefined]);
    say(it, 11);
    expect(it.rooms["c"]).toBeUndefined();
    const back = { channel_id: "c", last_read_seq: 4, last_seq: 12, unread: 3, mentions: 1 };
    reduce(it, { t: "channel_create", d: { channel: channel("c", 12), read: back } });
    expect(it.channels["c"]?.last_seq).toBe(12);
    expect(read(it)).toEqual(back);
  });
  it("a deleted category lifts its rooms; a hidden one leaves them", () => {
    const it = world();
    reduce(it, { t: "channel_create", d: { channel: channel("cat", 0, { kind: "category" }), read: null } });
    reduce(it, { t: "channel_order", d: { space_id: "s", places: [{ id: "c", parent_id: "cat", position: 3 }] } });
    expect(it.channels["c"]).toMatchObject({ parent_id: "cat", position: 3 });
    reduce(it, { t: "channel_delete", d: { space_id: "s", channel_id: "cat", reason: "deleted" } });
    expect(it.channels["c"]?.parent_id).toBeNull();
  });
  it("a changed room keeps one's own permissions and its newest number", () => {
    const it = world();
    say(it, 11);
    reduce(it, { t: "channel_update", d: { channel: channel("c", 10, { name: "renamed", permissions: [] }) } });
    expect(it.channels["c"]).toMatchObject({ name: "renamed", permissions: ["view_channel", "send_messages"], last_seq: 11 });
  });
  it("permissions arrive for the space and for each room", () => {
    const it = world();
    reduce(it, { t: "permissions_update", d: { space_id: "s", space: ["manage_space"], channels: { c: ["view_channel"], unknown: [] } } });
    expect(it.spaces["s"]?.permissions).toEqual(["manage_space"]);
    expect(it.channels["c"]?.permissions).toEqual(["view_channel"]);
  });
  it("a space changes without losing one's own permissions, and never goes back", () => {
    const it = world();
    reduce(it, { t: "space_update", d: { ...space("s"), name: "new", permissions: [], access_version: 6 } });
    reduce(it, { t: "space_update", d: { ...space("s"), name: "old", permissions: [], access_version: 5 } });
    expect(it.spaces["s"]).toMatchObject({ name: "new", permissions: ["view_channel"] });
  });
  it("a space gone takes everything along", () => {
    const it = world();
    reduce(it, { t: "space_delete", d: { space_id: "s", reason: "kicked" } });
    expect(it).toMatchObject({ spaces: {}, channels: {}, rooms: {}, reads: {}, roles: {}, members: {}, spaceOrder: [] });
  });
  it("members come, change and go, and are counted once", () => {
    const it = world();
    reduce(it, { t: "member_join", d: { space_id: "s", member: member("mei") } });
    reduce(it, { t: "member_join", d: { space_id: "s", member: member("mei") } });
    expect(it.spaces["s"]?.member_count).toBe(4);
    reduce(it, { t: "member_update", d: { space_id: "s", user_id: "mei", nick: "M", roles: ["high"], timeout_until: null } });
    expect(it.members["s"]?.["mei"]).toMatchObject({ nick: "M", roles: ["high"] });
    reduce(it, { t: "role_delete", d: { space_id: "s", role_id: "high" } });
    expect(it.members["s"]?.["mei"]?.roles).toEqual([]);
    reduce(it, { t: "member_leave", d: { space_id: "s", user_id: "mei" } });
    expect(it.members["s"]?.["mei"]).toBeUndefined();
    expect(it.spaces["s"]?.member_count).toBe(3);
  });
  it("roles stay highest first", () => {
    const it = world();
    expect(it.roles["s"]?.map((one) => one.id)).toEqual(["high", "low"]);
    reduce(it, { t: "role_create", d: { space_id: "s", role: role("new", 3) } });
    reduce(it, { t: "role_order", d: { space_id: "s", role_ids: ["low", "new", "high"] } });
    expect(it.roles["s"]?.map((one) => one.id)).toEqual(["low", "new", "high"]);
  });
  it("a profile changes everywhere, one's own too", () => {
    const it = world();
    reduce(it, { t: "user_update", d: { ...user("ada"), display_name: "Ada L." } });
    expect([it.people["ada"]?.display_name, it.me?.display_name]).toEqual(["Ada L.", "Ada L."]);
  });
});

describe("reading", () => {
  it("moves forward and back as the server says", () => {
    const it = world();
    say(it, 11);
    reduce(it, { t: "read_update", d: { channel_id: "c", last_read_seq: 11, last_seq: 11, unread: 0, mentions: 0 } });
    expect(read(it)?.unread).toBe(0);
    reduce(it, { t: "read_update", d: { channel_id: "c", last_read_seq: 8, last_seq: 11, unread: 3, mentions: 0 } });
    expect(read(it)).toMatchObject({ last_read_seq: 8, unread: 3 });
  });
  it("of a room out of sight is dropped", () => {
    const it = world();
    reduce(it, { t: "read_update", d: { channel_id: "x", last_read_seq: 1, last_seq: 1, unread: 0, mentions: 0 } });
    expect(it.reads["x"]).toBeUndefined();
  });
});

describe("a new stream", () => {
  it("keeps messages of rooms still in sight, and forgets the others", () => {
    const it = world();
    it.rooms["d"] = { windows: [] };
    begin(it, ready([state({ channels: [channel("c", 15)], reads: [] })]));
    expect(Object.keys(it.rooms)).toEqual(["c"]);
    expect(tail(it.rooms["c"])?.to).toBe(10);
    expect(it.channels["c"]?.last_seq).toBe(15);
  });
});

describe("pages", () => {
  const room = (it: World) => it.rooms["c"]!;
  it("reach the beginning, and join what they touch", () => {
    const it = world();
    addPage(room(it), { items: [message(4), message(2)], next_cursor: null, prev_cursor: "x" }, { before: 8 });
    expect(room(it).windows).toHaveLength(1);
    expect(room(it).windows[0]).toMatchObject({ from: 1, to: 10 });
  });
  it("around a place stand apart until they meet", () => {
    const it = world();
    addPage(room(it), { items: [5, 4, 3].map((seq) => message(seq)), next_cursor: "a", prev_cursor: "b" }, { around: 4 });
    expect(seqs(it)).toEqual([[3, 4, 5], [8, 9, 10]]);
    addPage(room(it), { items: [message(7)], next_cursor: "a", prev_cursor: "b" }, { after: 5 });
    expect(seqs(it)).toEqual([[3, 4, 5, 7, 8, 9, 10]]);
  });
  it("are merged by looking at every line a few times, however many there are", () => {
    const looks = (count: number) => {
      let seen = 0;
      const counted = (seq: number) => {
        const made = message(seq);
        const { id } = made;
        return Object.defineProperty(made, "id", { get: () => (seen++, id), enumerable: true });
      };
      const room = { windows: [{ from: count + 1, to: 2 * count, lines: Array.from({ length: count }, (_, at) => counted(count + 1 + at)) }] };
      addPage(room, { items: Array.from({ length: count }, (_, at) => counted(at + 1)), next_cursor: null, prev_cursor: "x" }, { before: count + 1 });
      expect(room.windows.map((window) => window.lines.length)).toEqual([2 * count]);
      return seen;
    };
    expect(looks(2000)).toBeLessThanOrEqual(4 * looks(500) + 10);
  });
  it("take out what was deleted meanwhile, and keep newer revisions", () => {
    const it = world();
    reduce(it, { t: "message_update", d: { message: message(10, { revision: 3, content: "new" }), access_version: 1 } });
    addPage(room(it), { items: [message(10, { revision: 1 }), message(8)], next_cursor: "x", prev_cursor: null }, { newest: 10 });
    expect(seqs(it)).toEqual([[8, 10]]);
    expect(findLine(room(it), "m10")?.content).toBe("new");
  });
  it("of an empty room cover it from the start", () => {
    const it = world(false);
    it.rooms["d"] = { windows: [] };
    addPage(it.rooms["d"], { items: [], next_cursor: null, prev_cursor: null }, { newest: 0 });
    expect(it.rooms["d"].windows).toEqual([{ from: 1, to: 0, lines: [] }]);
    say(it, 1, { channel_id: "d", id: "first" });
    expect(it.rooms["d"]?.windows).toMatchObject([{ from: 1, to: 1 }]);
  });
});

describe("levels", () => {
  const chosen = (scope: string, level: NotificationLevel["level"] = "mentions"): NotificationLevel => ({ scope, kind: scope === "s" ? "space" : "channel", level, mute_until: null });
  const choose = (it: World, level: NotificationLevel) => reduce(it, { t: "notification_level_update", d: level });

  it("come with the stream, and those of an older one do not stay", () => {
    const it = world(false);
    begin(it, { ...ready(), notification_levels: [chosen("s"), chosen("c")] });
    expect(Object.keys(it.levels)).toEqual(["s", "c"]);
    begin(it, ready());
    expect(it.levels).toEqual({});
  });
  it("change by events, and go when they are taken back", () => {
    const it = world();
    choose(it, chosen("c"));
    choose(it, chosen("c", "nothing"));
    expect(it.levels).toEqual({ c: chosen("c", "nothing") });
    choose(it, chosen("c", null));
    expect(it.levels).toEqual({});
  });
  it("go with what is deleted or left, and stay with a room that is only out of sight", () => {
    const it = world();
    for (const scope of ["s", "c", "d"]) choose(it, chosen(scope));
    reduce(it, { t: "channel_delete", d: { channel_id: "c", space_id: "s", reason: "hidden" } });
    reduce(it, { t: "channel_delete", d: { channel_id: "d", space_id: "s", reason: "deleted" } });
    expect(Object.keys(it.levels)).toEqual(["s", "c"]);
    reduce(it, { t: "channel_create", d: { channel: channel("c"), read: null } });
    reduce(it, { t: "space_delete", d: { space_id: "s", reason: "left" } });
    expect(it.levels).toEqual({});
  });
});
