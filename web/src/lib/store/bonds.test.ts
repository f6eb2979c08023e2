/** Friends and blocks follow the stream, and words of the blocked neither count nor call. */
import { describe, expect, it } from "vitest";
import type { Channel, Event, Message, Ready, UserRef } from "../api/wire";
import { beginBonds, isBlocked, recount, thoseWho } from "./bonds";
import { callsMe, reduce } from "./reduce";
import { emptyWorld, type World } from "./world";

const user = (id: string): UserRef => ({ id, username: id, display_name: id, avatar: null, bot: false });
const friend = (id: string, state: Ready["friends"][number]["state"]) => ({ user: user(id), state, since: "2026-11-20T10:00:00.000Z", presence: null, last_seen_at: null });

function world(bonds: Partial<Pick<Ready, "friends" | "blocks">> = {}): World {
  const that = emptyWorld();
  that.me = { id: "ada" } as World["me"];
  that.channels["c"] = { id: "c", space_id: "s", last_seq: 10 } as Channel;
  that.reads["c"] = { channel_id: "c", last_read_seq: 10, last_seq: 10, unread: 0, mentions: 0 };
  beginBonds(that, { friends: [], blocks: [], ...bonds });
  return that;
}
const message = (seq: number, author: string): Message => ({
  id: `m${String(seq)}`, channel_id: "c", seq, kind: "user", author: user(author), content: "words", attachments: [], reply_to: null,
  mentions: { users: ["ada"], roles: [], channels: [], everyone: false }, reactions: [], pinned: false, system: null, nonce: null, revision: 0,
  edited_at: null, created_at: "2026-11-20T10:00:00.000Z",
});
const say = (that: World, seq: number, author: string) => reduce(that, { t: "message_create", d: { message: message(seq, author), access_version: 5 } });
const block = (that: World, id: string, blocked: boolean) => reduce(that, { t: "block_update", d: { user_id: id, blocked } });

describe("friends", () => {
  it("come with the stream, and their persons with them", () => {
    const that = world({ friends: [friend("ben", "friends"), friend("mei", "incoming")] });
    expect(that.friends).toEqual({ ben: "friends", mei: "incoming" });
    expect(that.people["mei"]?.display_name).toBe("mei");
    expect(thoseWho(that, "incoming")).toEqual(["mei"]);
  });
  it("of an older stream do not stay", () => {
    const that = world({ friends: [friend("ben", "friends")], blocks: ["eve"] });
    beginBonds(that, { friends: [], blocks: [] });
    expect([that.friends, that.blocks]).toEqual([{}, {}]);
  });
  it("change by events, and go by null", () => {
    const that = world();
    const tell = (state: Extract<Event, { t: "friend_update" }>["d"]["state"]) => reduce(that, { t: "friend_update", d: { user: user("ben"), state } });
    tell("outgoing");
    expect(that.friends).toEqual({ ben: "outgoing" });
    tell("friends");
    tell("friends");
    expect(that.friends).toEqual({ ben: "friends" });
    tell(null);
    expect(that.friends).toEqual({});
    expect(that.people["ben"]?.username).toBe("ben");
  });
});

describe("blocks", () => {
  it("are set and taken away by events", () => {
    const that = world({ blocks: ["eve"] });
    block(that, "ben", true);
    expect(that.blocks).toEqual({ eve: true, ben: true });
    block(that, "eve", false);
    expect([isBlocked(that, "eve"), isBlocked(that, "ben"), isBlocked(that, null)]).toEqual([false, true, false]);
  });
  it("keep words from counting and from calling", () => {
    const that = world({ blocks: ["eve"] });
    say(that, 11, "eve");
    expect(that.reads["c"]).toMatchObject({ unread: 0, mentions: 0, last_seq: 11 });
    expect(callsMe(that, message(11, "eve"))).toBe(false);
    say(that, 12, "ben");
    expect(that.reads["c"]).toMatchObject({ unread: 1, mentions: 1 });
    block(that, "eve", false);
    expect(callsMe(that, message(11, "eve"))).toBe(true);
  });
  it("keep the count when a message that never counted is deleted", () => {
    const that = world({ blocks: ["eve"] });
    that.rooms["c"] = { windows: [{ from: 10, to: 10, lines: [message(10, "ben")] }] };
    say(that, 11, "ben");
    say(that, 12, "eve");
    reduce(that, { t: "message_delete", d: { channel_id: "c", id: "m12", seq: 12 } });
    expect(that.reads["c"]).toMatchObject({ unread: 1, mentions: 1 });
  });
});

describe("counts that were asked for", () => {
  const read = (more: object) => ({ channel_id: "c", last_read_seq: 10, last_seq: 12, unread: 0, mentions: 0, ...more });
  it("leave out what the blocked said before", () => {
    const that = world();
    say(that, 11, "eve");
    say(that, 12, "ben");
    recount(that, [read({ unread: 1, mentions: 1 }), read({ channel_id: "unknown", unread: 5 })]);
    expect(that.reads).toEqual({ c: read({ unread: 1, mentions: 1 }) });
  });
  it("are dropped when they are older than what was said or read here", () => {
    const that = world();
    say(that, 11, "ben");
    say(that, 12, "ben");
    recount(that, [read({ last_seq: 11, unread: 1 })]);
    expect(that.reads["c"]?.unread).toBe(2);
    that.reads["c"] = read({ last_read_seq: 12 });
    recount(that, [read({ unread: 2 })]);
    expect(that.reads["c"]?.unread).toBe(0);
  });
});
