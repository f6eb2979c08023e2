/** What is chosen goes out as a whole, in order; the words name level and pause. */
import { describe, expect, it } from "vitest";
import type { Channel, NotificationLevel, Space } from "~/lib/api/wire";
import { createFormats } from "~/lib/i18n/format";
import type { I18n } from "~/lib/i18n";
import { reduce } from "~/lib/store/reduce";
import { emptyWorld, type World } from "~/lib/store/world";
import { createChoosing, differencesOf, givenText, isAlways, pausesOf, stateText, tomorrowMs, type Scope } from "./state";

const t = ((key: string, params?: object) => (params ? `${key} ${JSON.stringify(params)}` : key)) as I18n["t"];
const i18n = { t, formats: () => createFormats("en-GB") };
const NOW = new Date(2026, 10, 22, 15, 0).getTime();
const HOUR_MS = 3_600_000;
const iso = (ms: number) => new Date(ms).toISOString();
const room: Scope = { id: "c", kind: "channel", name: "general" };

function world(...levels: NotificationLevel[]): World {
  const that = emptyWorld();
  that.spaceOrder = ["x", "s"];
  that.spaces = { s: { id: "s", name: "Foxglove", default_notifications: "mentions" } as Space, x: { id: "x", name: "Harbour", default_notifications: "all" } as Space };
  for (const [id, spaceId, position] of [["c", "s", 1], ["d", "s", 0], ["e", "x", 0]] as const) {
    that.channels[id] = { id, space_id: spaceId, parent_id: null, position, kind: "text", name: id } as Channel;
  }
  for (const level of levels) that.levels[level.scope] = level;
  return that;
}
const level = (scope: string, more: Partial<NotificationLevel> = {}): NotificationLevel => ({ scope, kind: "channel", level: null, mute_until: null, ...more });

function wire(that: World, refuse: (path: string) => boolean = () => false) {
  const sent: string[] = [];
  const ask = (method: string, path: string, body?: unknown) => {
    sent.push(`${method} ${path.replace("/me/notification-levels/", "")}${body ? ` ${JSON.stringify(body)}` : ""}`);
    return refuse(path) ? Promise.reject(new Error("refused")) : Promise.resolve(undefined);
  };
  const choose = createChoosing({ world: that, ask: ask as never, apply: (event) => reduce(that, event) }, () => NOW);
  return { sent, choose };
}

describe("choosing", () => {
  it("keeps the pause with a new level, and the level with a new pause", async () => {
    const that = world();
    const { sent, choose } = wire(that);
    await choose(room, { level: "mentions" });
    await choose(room, { untilMs: NOW + HOUR_MS });
    await choose(room, { level: null });
    const until = iso(NOW + HOUR_MS);
    expect(sent).toEqual(['PUT c {"level":"mentions"}', `PUT c {"level":"mentions","mute_until":"${until}"}`, `PUT c {"mute_until":"${until}"}`]);
    expect(that.levels["c"]).toEqual(level("c", { mute_until: until }));
  });
  it("takes the whole choice back when nothing is left of it; a pause that is over is none", async () => {
    const that = world(level("c", { level: "nothing", mute_until: iso(NOW - 1) }));
    const { sent, choose } = wire(that);
    await choose(room, { level: null });
    expect([sent, that.levels]).toEqual([["DELETE c"], {}]);
  });
  it("goes out in order, and a refusal changes nothing and stops nobody", async () => {
    const that = world();
    const { sent, choose } = wire(that, (path) => path.endsWith("/gone"));
    const refused = choose({ id: "gone", kind: "channel" }, { level: "all" });
    const last = choose(room, { level: "nothing" });
    await expect(refused).rejects.toThrow("refused");
    await last;
    expect(sent).toEqual(['PUT gone {"level":"all"}', 'PUT c {"level":"nothing"}']);
    expect(Object.keys(that.levels)).toEqual(["c"]);
  });
});

describe("pauses", () => {
  it("last an hour, eight, until the next morning, or until they are ended", () => {
    const pauses = pausesOf(t, i18n.formats(), NOW);
    expect(pauses.map((pause) => pause.label)).toEqual(["level.hour", 'level.hours {"n":8}', 'level.tomorrow {"time":"08:00"}', "level.always"]);
    const ends = pauses.map((pause) => pause.end(NOW));
    expect(ends.slice(0, 3)).toEqual([NOW + HOUR_MS, NOW + 8 * HOUR_MS, new Date(2026, 10, 23, 8, 0).getTime()]);
    expect(ends.map((end) => isAlways(end, NOW))).toEqual([false, false, false, true]);
    // The server allows ten years of 366 days.
    expect((ends[3] ?? 0) - NOW).toBeLessThan(10 * 366 * 24 * HOUR_MS);
  });
  it("until tomorrow go over the end of a month", () => {
    expect(tomorrowMs(new Date(2026, 11, 31, 23, 59).getTime())).toBe(new Date(2027, 0, 1, 8, 0).getTime());
  });
});

describe("the words", () => {
  it.each([
    [level("c"), null],
    [level("c", { level: "mentions" }), "level.mentions"],
    [level("c", { mute_until: iso(NOW + HOUR_MS) }), 'level.muted_until {"time":"16:00"}'],
    [level("c", { mute_until: iso(NOW - HOUR_MS) }), null],
    [level("c", { level: "all", mute_until: iso(NOW + 3650 * 24 * HOUR_MS) }), "level.all · level.muted_always"],
  ])("of %o", (chosen, words) => expect(stateText(world(chosen), "c", i18n, NOW)).toBe(words));
  it("say what counts otherwise", () => {
    expect(givenText(world(), room, t)).toBe('level.as_space {"level":"level.mentions"}');
    expect(givenText(world(), { id: "x", kind: "space", name: "Harbour" }, t)).toBe('level.by_default {"level":"level.all"}');
  });
});

describe("what differs", () => {
  it("stands in the order of the rail and the rooms, without what is over or out of sight", () => {
    const that = world(
      level("c", { level: "all" }), level("d", { mute_until: iso(NOW + 1) }), level("s", { kind: "space", level: "nothing" }),
      level("e", { mute_until: iso(NOW - 1) }), level("hidden", { level: "all" }), level("account", { kind: "account", level: "all" }),
    );
    expect(differencesOf(that, { ...i18n, dir: () => "ltr" }, NOW).map((one) => [one.spaceId, one.scope.name])).toEqual([["s", "Foxglove"], ["s", "d"], ["s", "c"]]);
  });
  it("are conversations too, after the spaces, but for hidden ones", () => {
    const that = world(level("g", { kind: "conversation", level: "nothing" }), level("h", { kind: "conversation", level: "all" }), level("s", { kind: "space", level: "all" }));
    for (const [id, hidden] of [["g", false], ["h", true], ["i", false]] as const) {
      that.channels[id] = { id, space_id: null, kind: "group", name: `group ${id}`, conversation: { participants: [], hidden } } as unknown as Channel;
      that.conversations.push(id);
    }
    expect(differencesOf(that, { ...i18n, dir: () => "ltr" }, NOW)).toEqual([
      { scope: { id: "s", kind: "space", name: "Foxglove" }, spaceId: "s" },
      { scope: { id: "g", kind: "conversation", name: "group g" }, spaceId: null },
    ]);
    expect(givenText(that, { id: "g", kind: "conversation", name: "group g" }, t)).toContain("level.all");
  });
});
