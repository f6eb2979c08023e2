/** Conversations stand by what was last said, come back when somebody speaks, and are called by their people. */
import { describe, expect, it } from "vitest";
import en from "../i18n/en";
import { createI18n } from "../i18n";
import type { Channel, ConversationPart, ConversationState, Event, Me, Message, Ready, UserRef } from "../api/wire";
import { directWith, shownConversations } from "./conversations";
import { begin, reduce } from "./reduce";
import { isConversation, othersIn, partnerIn, spaceOf, titleDir, titleOf } from "./rooms";
import { emptyWorld, type World } from "./world";

const user = (id: string): UserRef => ({ id, username: id, display_name: id.toUpperCase(), avatar: null, bot: false });
const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString();
const [ada, ben, mei, eve] = [user("ada"), user("ben"), user("mei"), user("eve")];
const channel = (id: string, saidAt: number | null, conversation: Partial<ConversationPart> = {}, more: Partial<Channel> = {}): Channel => ({
  id, kind: "direct", space_id: null, parent_id: null, name: null, topic: null, position: 0, overrides: [], slow_mode_seconds: 0, encryption: "off",
  last_seq: 1, last_message_at: saidAt === null ? null : at(saidAt), user_limit: 0, bitrate: null, nsfw: false, created_at: at(0), permissions: ["send_messages"],
  conversation: { participants: [ada, ben], creator_id: null, icon: null, hidden: false, ...conversation }, ...more,
});
const group = (id: string, saidAt: number | null, people: UserRef[], more: Partial<Channel> = {}) =>
  channel(id, saidAt, { participants: people, creator_id: "ada" }, { kind: "group", ...more });
const state = (one: Channel, unread = 0): ConversationState => ({ channel: one, read: { channel_id: one.id, last_read_seq: 0, last_seq: 1, unread, mentions: 0 } });
const message = (channelId: string, seq: number, minute: number): Message => ({
  id: `${channelId}${String(seq)}`, channel_id: channelId, seq, kind: "user", author: ben, content: "words", attachments: [], reply_to: null,
  mentions: { users: [], roles: [], channels: [], everyone: false }, reactions: [], pinned: false, system: null, nonce: null, revision: 0, edited_at: null, created_at: at(minute),
});
const say = (that: World, channelId: string, seq: number, minute: number) => reduce(that, { t: "message_create", d: { message: message(channelId, seq, minute), access_version: 0 } });
const english = createI18n(() => "en", () => en);

function world(...conversations: ConversationState[]): World {
  const that = emptyWorld();
  begin(that, { user: ada as Me, spaces: [], friends: [], blocks: [], notification_levels: [], presences: [], conversations } as unknown as Ready);
  return that;
}
const two = () => world(state(channel("d", 9), 2), state(group("g", 5, [ada, ben, mei]), 1));

describe("the list", () => {
  it("begins as the place tells it, with the people known and the rest forgotten", () => {
    const that = two();
    expect([that.conversations, that.people["mei"]?.display_name, that.reads["d"]?.unread]).toEqual([["d", "g"], "MEI", 2]);
    say(that, "d", 2, 10);
    begin(that, { user: ada as Me, spaces: [], friends: [], blocks: [], notification_levels: [], presences: [], conversations: [state(group("g", 5, [ada, mei]))] } as unknown as Ready);
    expect([that.conversations, Object.keys(that.channels), that.latest]).toEqual([["g"], ["g"], {}]);
  });
  it("moves up what speaks, and keeps its words", () => {
    const that = two();
    say(that, "g", 2, 10);
    expect([that.conversations, that.latest["g"]?.id]).toEqual([["g", "d"], "g2"]);
    say(that, "d", 1, 11);
    expect([that.conversations, that.latest["d"]]).toEqual([["g", "d"], undefined]);
  });
  it("places what is new by what was last said, once", () => {
    const that = two();
    const fresh = group("n", 7, [ada, eve]);
    const event: Event = { t: "channel_create", d: { channel: fresh, read: state(fresh).read } };
    reduce(that, event);
    reduce(that, event);
    expect([that.conversations, that.reads["n"]?.last_seq]).toEqual([["d", "n", "g"], 1]);
    reduce(that, { t: "channel_create", d: { channel: channel("old", null), read: null } });
    expect(that.conversations).toEqual(["d", "n", "g", "old"]);
  });
  it("loses what was left, with all that is known of it", () => {
    const that = two();
    say(that, "g", 2, 10);
    reduce(that, { t: "channel_delete", d: { space_id: null, channel_id: "g", reason: "left" } });
    expect([that.conversations, that.channels["g"], that.reads["g"], that.latest]).toEqual([["d"], undefined, undefined, {}]);
  });
  it("leaves out what is hidden until something is said there", () => {
    const that = two();
    reduce(that, { t: "conversation_hidden", d: { channel_id: "d", hidden: true } });
    expect([shownConversations(that).map((one) => one.id), directWith(that, "ben")?.id]).toEqual([["g"], "d"]);
    reduce(that, { t: "channel_update", d: { channel: channel("d", 9), access_version: 1 } as never });
    expect(shownConversations(that)).toHaveLength(1);
    say(that, "d", 2, 10);
    expect(shownConversations(that).map((one) => one.id)).toEqual(["d", "g"]);
  });
  it("forgets words that were deleted, and follows those that were changed", () => {
    const that = two();
    say(that, "d", 2, 10);
    reduce(that, { t: "message_update", d: { message: { ...message("d", 2, 10), content: "other", revision: 1 }, access_version: 0 } });
    expect(that.latest["d"]?.content).toBe("other");
    reduce(that, { t: "message_delete", d: { channel_id: "d", id: "d1", seq: 1 } as never });
    expect(that.latest["d"]?.id).toBe("d2");
    reduce(that, { t: "message_delete", d: { channel_id: "d", id: "d2", seq: 2 } as never });
    expect("d" in that.latest).toBe(false);
  });
});

describe("people of a group", () => {
  it("come once, go, and hand on who may take others out", () => {
    const that = two();
    const add: Event = { t: "conversation_member_add", d: { channel_id: "g", user: eve, by: "ada" } };
    reduce(that, add);
    reduce(that, add);
    const names = () => (isConversation(that.channels["g"]) ? othersIn(that, that.channels["g"]).map((one) => one.id) : []);
    expect(names()).toEqual(["ben", "mei", "eve"]);
    reduce(that, { t: "conversation_member_remove", d: { channel_id: "g", user_id: "ben", by: "ben", creator_id: "mei" } });
    expect([names(), that.channels["g"]?.conversation?.creator_id]).toEqual([["mei", "eve"], "mei"]);
    reduce(that, { ...add, d: { ...add.d, channel_id: "gone" } });
    expect(that.channels["gone"]).toBeUndefined();
  });
});

describe("titles", () => {
  const of = (one: Channel, that = two()) => titleOf(that, one, english);
  it("are the name, else the others as they are called now", () => {
    const that = two();
    expect([of(channel("d", 1), that), of(group("g", 1, [ada, ben, mei, eve]), that)]).toEqual(["BEN", expect.stringMatching(/^BEN, MEI,? and EVE$/)]);
    expect(of(group("g", 1, [ada, ben], { name: "Proofs" }), that)).toBe("Proofs");
    reduce(that, { t: "user_update", d: { ...ben, display_name: "Benjamin" } as never });
    expect(of(channel("d", 1), that)).toBe("Benjamin");
  });
  it("keep names apart that run against the page, and let a list run with it", () => {
    const arabic = { ...english, dir: () => "rtl" as const };
    const [one, several] = [channel("d", 1), group("g", 1, [ada, ben, mei])];
    expect([titleOf(two(), one, arabic), titleOf(two(), several, arabic)]).toEqual(["BEN", "\u2068BEN\u2069 and \u2068MEI\u2069"]);
    expect([titleDir(two(), one, arabic), titleDir(two(), several, arabic), titleDir(two(), { ...several, name: "Proofs" }, arabic)]).toEqual(["auto", "rtl", "auto"]);
  });
  it("say when nobody else is left", () => {
    expect([of(group("g", 1, [ada])), of(channel("d", 1, { participants: [ada] }))]).toEqual(["Only you", "Unknown person"]);
  });
  it("tell rooms and conversations apart", () => {
    const room = { ...channel("r", 1), kind: "text", space_id: "s", name: "desk", conversation: null } satisfies Channel;
    expect([isConversation(room), spaceOf(room), of(room), partnerIn(two(), room)]).toEqual([false, "s", "desk", undefined]);
    expect([isConversation(undefined), spaceOf(channel("d", 1)), partnerIn(two(), channel("d", 1))?.id, partnerIn(two(), group("g", 1, [ada, ben]))]).toEqual([false, undefined, "ben", undefined]);
  });
});
