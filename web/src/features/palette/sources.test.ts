/** Everything the store knows can be found, whatever waits or was opened last stands first, and a prefix leaves the others out. */
import { describe, expect, it } from "vitest";
import type { Channel, Perm, Space } from "~/lib/api/wire";
import { createFormats } from "~/lib/i18n/format";
import { roomMark, sumOf } from "~/lib/levels";
import { emptyWorld } from "~/lib/store/world";
import { PREFIXES, type Acts, type Entry, type PaletteWordsOf, type Sight } from "./entry";
import { askedOf } from "./match";
import { createRecent } from "./recent";
import { answersOf, shelfOf, wishOf } from "./state";
import { SOURCES } from "./sources";
import en from "./words/en";

/** Each text as it stands in the dictionary, its places filled. */
const t = ((key: string, params: Record<string, string> = {}) => {
  const [area = "", word = ""] = key.split(".");
  const text = (en as unknown as Record<string, Record<string, string>>)[area]?.[word] ?? key;
  return text.replace(/\{(\w+)\}/gu, (_, name: string) => params[name] ?? "");
}) as PaletteWordsOf["t"];
const words = { t, formats: () => createFormats("en") } as PaletteWordsOf;

const channel = (id: string, name: string, more: Partial<Channel> = {}): Channel => ({
  id, kind: "text", space_id: "s", parent_id: null, name, topic: null, position: 0, overrides: [], slow_mode_seconds: 0, encryption: "off", last_seq: 0,
  last_message_at: null, user_limit: 0, bitrate: null, nsfw: false, created_at: "", permissions: [], conversation: null, ...more,
});
const pairWith = (id: string): Channel =>
  channel("pair", "", { kind: "direct", space_id: null, name: null, conversation: { participants: [person("ada", "Ada Lindqvist"), person(id, id)], creator_id: null, icon: null, hidden: false } });
const person = (id: string, name: string) => ({ id, username: id, display_name: name, avatar: null, bot: false });

function sight(permissions: Perm[] = [], more: Partial<Sight> = {}): Sight {
  const world = emptyWorld();
  Object.assign(world, {
    me: person("ada", "Ada Lindqvist"), spaceOrder: ["s"], spaces: { s: { id: "s", name: "Foxglove Press", icon: null, permissions } as unknown as Space },
    people: { ada: person("ada", "Ada Lindqvist"), tomas: person("tomas", "Tomás Rey"), eve: person("eve", "Eve Marsh") }, blocks: { eve: true },
    members: { s: { tomas: { user_id: "tomas", nick: "The typesetter", roles: [], joined_at: "", owner: false, timeout_until: null } } },
  });
  for (const one of [channel("cat", "Desk", { kind: "category" }), channel("front", "front-desk", { position: 1 }), channel("proof", "proofreading", { position: 2 }), channel("voice", "Table", { kind: "voice" })]) {
    world.channels[one.id] = one;
  }
  return {
    world, marks: { room: (id) => roomMark(world, id, 0), space: () => sumOf([]) }, titleOf: (one) => one.name ?? "", words, prefs: { locale: null, theme: "dark", density: "cosy", text: 100 }, locale: "en", path: "/spaces/s/front", spaceId: "s", roomId: "front", ...more,
  };
}
const forgetful = createRecent(null, "");
const asks = (typed: string, of = sight(), recent = forgetful) => {
  const wish = wishOf(typed);
  return answersOf(shelfOf(of), wish, askedOf(wish.text), recent);
};
const keys = (typed: string, of?: Sight, recent = forgetful) => asks(typed, of, recent).flatMap((group) => group.entries.map((entry) => entry.key));
const every = (of: Sight): Entry[] => SOURCES.flatMap((source) => source.entries(of));

describe("what can be found", () => {
  it("is named once each", () => {
    const all = every(sight(["manage_space", "manage_roles", "ban_members", "view_audit_log", "create_invites", "manage_channels"])).map((entry) => entry.key);
    expect(new Set(all).size).toBe(all.length);
  });
  it("is rooms, spaces and people, by all their names; neither oneself nor the blocked nor sections", () => {
    expect(keys("front")).toEqual(["room:front"]);
    expect(keys("fox")).toContain("space:s");
    expect(keys("tomas")).toEqual(["person:tomas"]);
    expect(keys("typesetter")).toEqual(["person:tomas"]);
    expect([...keys("@ada"), ...keys("@eve"), ...keys("#desk")]).toEqual(["room:front"]);
  });
  it("is what one may open of the space at hand", () => {
    expect(keys("audit", sight())).toEqual([]);
    expect(keys("audit", sight(["view_audit_log"]))).toEqual(["do:space_audit"]);
    expect(keys("audit", sight(["view_audit_log"], { spaceId: undefined }))).toEqual([]);
  });
  it("leaves out how the app looks and speaks already", () => {
    expect(keys(">theme")).toEqual(expect.arrayContaining(["do:theme_light", "do:theme_system"]));
    expect(keys(">theme")).not.toContain("do:theme_dark");
    expect(keys(">language").filter((key) => key.startsWith("do:speak"))).toEqual(["do:speak:es", "do:speak:ar"]);
  });
});

describe("a prefix", () => {
  it.each(PREFIXES)("%s shows its own groups only, also before anything is typed", (prefix) => {
    const of = sight();
    Object.assign(of.world, { conversations: ["pair"], channels: { ...of.world.channels, pair: pairWith("tomas") } });
    const groups = asks(prefix, of);
    expect(groups.map((group) => group.name)).toEqual(SOURCES.filter((source) => source.prefix === prefix).map((source) => source.group));
    expect(groups[0]?.entries.length).toBeGreaterThan(0);
  });
  it("stands before the words, with or without a gap", () => {
    expect([wishOf(" # proof "), wishOf("@"), wishOf("a # b")]).toEqual([{ prefix: "#", text: "proof" }, { prefix: "@", text: "" }, { prefix: null, text: "a # b" }]);
  });
});

describe("before anything is typed", () => {
  it("rooms that wait stand first, and the room one is in last", () => {
    const of = sight();
    of.world.reads["proof"] = { channel_id: "proof", last_read_seq: 0, last_seq: 2, unread: 2, mentions: 0 };
    of.world.reads["voice"] = { channel_id: "voice", last_read_seq: 0, last_seq: 2, unread: 1, mentions: 1 };
    expect(asks("", of)[0]?.entries.map((entry) => entry.key)).toEqual(["room:voice", "room:proof", "room:front"]);
  });
  it("people and spaces are offered once they were opened", () => {
    const recent = createRecent(null, "");
    expect(asks("").map((group) => group.name)).toEqual(["rooms", "do"]);
    recent.add("person:tomas");
    expect(keys("", sight(), recent)).toContain("person:tomas");
  });
});

it("what is chosen does what it says", () => {
  const done: string[] = [];
  const act = (name: string) => (what?: unknown) => void done.push(`${name} ${typeof what === "object" ? JSON.stringify(what) : String(what)}`);
  const acts = Object.fromEntries(["go", "showPerson", "makeSpace", "beginTalk", "look", "speak", "readAll", "signOut"].map((name) => [name, act(name)])) as unknown as Acts;
  const all = every(sight());
  for (const key of ["room:proof", "space:s", "person:tomas", "do:theme_light", "do:compact", "do:speak:ar", "do:profile", "do:new_talk"]) all.find((entry) => entry.key === key)?.run(acts);
  expect(done).toEqual(["go /spaces/s/proof", "go /spaces/s", "showPerson tomas", 'look {"theme":"light"}', 'look {"density":"compact"}', "speak ar", "go /settings/profile", "beginTalk undefined"]);
});

it("the levels of the room one is in are offered, but for the one that is chosen", () => {
  const of = sight([], { roomId: "proof" });
  of.world.levels["proof"] = { scope: "proof", kind: "channel", level: "mentions", mute_until: null };
  const levels = (that: Sight) => every(that).filter((entry) => entry.key.startsWith("do:level_"));
  expect(levels(of).map((entry) => [entry.key, entry.detail])).toEqual([["do:level_all", "proofreading"], ["do:level_nothing", "proofreading"]]);
  const done: unknown[] = [];
  levels(of)[1]?.run({ level: (room: Channel, level: string) => void done.push([room.id, level]) } as unknown as Acts);
  expect(done).toEqual([["proof", "nothing"]]);
  expect(levels(sight([], { roomId: undefined }))).toEqual([]);
});
