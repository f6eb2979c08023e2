/** Friends and blocks follow the stream, and words of the blocked neither count nor call. */
import { describe, expect, it } from "vitest";
import type { Channel, Event, Message, Ready, UserRef } from "../api/wire";
import { beginBonds, isBlocked, recount, thoseWho } from "./bonds";
import { callsMe, reduce } from "./reduce";
import { emptyWorld, type World } from "./world";

const user = (id: string): UserRef => ({ id, username: id, display_name: id, avatar: null, bot: false });
const friend = (id: string, state: Ready["friends"][number]["state"]) => ({ user: user(id), state, since: "2026-11-20T10:00:00.000Z", presence: null, last_seen_at: null });

function world(bonds: Partial<Pick<Ready, "friends" | "blocks">> = {}): World {
  const it = emptyWorld();
  it.me = { id: "ada" } as World["me"];
  it.channels["c"] = { id: "c", space_id: "s", last_seq: 10 } as Channel;
  it.reads["c"] = { channel_id: "c", last_read_seq: 10, last_seq: 10, unread: 0, mentions: 0 };
  beginBonds(it, { friends: [], blocks: [], ...bonds });
  return it;
}
const message = (seq: number, author: string): Message => ({
  id: `m${String(seq)}`, channel_id: "c", seq, kind: "user", author: user(author), content: "words", attachments: [], reply_to: null,
  mentions: { users: ["ada"], roles: [], channels: [], everyone: false }, reactions: [], pinned: false, system: null, nonce: null, revision: 0,
  edited_at: null, created_at: "2026-11-20T10:00:00.000Z",
});
const say = (it: World, seq: number, author: string) => reduce(it, { t: "message_create", d: { message: message(seq, author), access_version: 5 } });
const block = (it: World, id: string, blocked: boolean) => reduce(it, { t: "block_update", d: { user_id: id, blocked } });

describe("friends", () => {
  it("come with the stream, and their persons with them", () => {
    const it = world({ friends: [friend("ben", "friends"), friend("mei", "incoming")] });
    expect(it.friends).toEqual({ ben: "friends", mei: "incoming" });
    expect(it.people["mei"]?.display_name).toBe("mei");
    expect(thoseWho(it, "incoming")).toEqual(["mei"]);
  });
  it("of an older stream do not stay", () => {
    const it = world({ friends: [friend("ben", "friends")], blocks: ["eve"] });
    beginBonds(it, { friends: [], blocks: [] });
    expect([it.friends, it.blocks]).toEqual([{}, {}]);
  });
  it("change by events, and go by null", () => {
    const it = world();
    const tell = (state: Extract<Event, { t: "friend_update" }>["d"]["state"]) => reduce(it, { t: "friend_update", d: { user: user("ben"), state } });
    tell("outgoing");
    expect(it.friends).toEqual({ ben: "outgoing" });
    tell("friends");
    tell("friends");
    expect(it.friends).toEqual({ ben: "friends" });
    tell(null);
    expect(it.friends).toEqual({});
    expect(it.people["ben"]?.username).toBe("ben");
  });
});

describe("blocks", () => {
  it("are set and taken away by events", () => {
    const it = world({ blocks: ["eve"] });
    block(it, "ben", true);
    expect(it.blocks).toEqual({ eve: true, ben: true });
    block(it, "eve", false);
    expect([isBlocked(it, "eve"), isBlocked(it, "ben"), isBlocked(it, null)]).toEqual([false, true, false]);
  });
  it("keep words from counting and from calling", () => {
    const it = world({ blocks: ["eve"] });
    say(it, 11, "eve");
    expect(it.reads["c"]).toMatchObject({ unread: 0, mentions: 0, last_seq: 11 });
    expect(callsMe(it, message(11, "eve"))).toBe(false);
    say(it, 12, "ben");
    expect(it.reads["c"]).toMatchObject({ unread: 1, mentions: 1 });
    block(it, "eve", false);
    expect(callsMe(it, message(11, "eve"))).toBe(true);
  });
  it("keep the count when a message that never counted is deleted", () => {
    const it = world({ blocks: ["eve"] });
    it.rooms["c"] = { windows: [{ from: 10, to: 10, lines: [message(10, "ben")] }] };
    say(it, 11, "ben");
    say(it, 12, "eve");
    reduce(it, { t: "message_delete", d: { channel_id: "c", id: "m12", seq: 12 } });
    expect(it.reads["c"]).toMatchObject({ unread: 1, mentions: 1 });
  });
});

describe("counts that were asked for", () => {
  const read = (more: object) => ({ channel_id: "c", last_read_seq: 10, last_seq: 12, unread: 0, mentions: 0, ...more });
  it("leave out what the blocked said before", () => {
    const it = world();
    say(it, 11, "eve");
    say(it, 12, "ben");
    recount(it, [read({ unread: 1, mentions: 1 }), read({ channel_id: "unknown", unread: 5 })]);
    expect(it.reads).toEqual({ c: read({ unread: 1, mentions: 1 }) });
  });
  it("are dropped when they are older than what was said or read here", () => {
    const it = world();
    say(it, 11, "ben");
    say(it, 12, "ben");
    recount(it, [read({ last_seq: 11, unread: 1 })]);
    expect(it.reads["c"]?.unread).toBe(2);
    it.reads["c"] = read({ last_read_seq: 12 });
    recount(it, [read({ unread: 2 })]);
    expect(it.reads["c"]?.unread).toBe(0);
  });
});
