/** Marks follow the store, and a pause ends by itself. */
import { createRoot } from "solid-js";
import { createStore, produce } from "solid-js/store";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Channel, NotificationLevel, Space } from "../api/wire";
import { marksOf } from "./marks";
import { reduce } from "./reduce";
import { emptyWorld, type World } from "./world";

const HOUR_MS = 3_600_000;
const YEARS_MS = 10 * 365 * 24 * HOUR_MS;

function scene() {
  const first = emptyWorld();
  first.spaceOrder = ["s", "x"];
  for (const id of ["s", "x"]) first.spaces[id] = { id, default_notifications: "all" } as Space;
  for (const [id, space] of [["c", "s"], ["d", "s"], ["e", "x"]] as const) {
    first.channels[id] = { id, space_id: space } as Channel;
    first.reads[id] = { channel_id: id, last_read_seq: 0, last_seq: 2, unread: 2, mentions: 1 };
  }
  const [world, setWorld] = createStore<World>(first);
  const marks = createRoot((dispose) => {
    onEnd.push(dispose);
    return marksOf(world);
  });
  const choose = (level: Partial<NotificationLevel> & Pick<NotificationLevel, "scope" | "kind">) =>
    setWorld(produce((draft) => reduce(draft, { t: "notification_level_update", d: { level: null, mute_until: null, ...level } })));
  const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
  return { marks, choose, inMs };
}

const onEnd: (() => void)[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  onEnd.splice(0).forEach((end) => end());
  vi.useRealTimers();
});

describe("marks", () => {
  it("add up by space and for the title", () => {
    const { marks } = scene();
    expect([marks.space("s"), marks.space("x")]).toEqual([{ unread: true, dot: true, mentions: 2 }, { unread: true, dot: true, mentions: 1 }]);
    expect(marks.spaces().mentions).toBe(3);
    expect(marks.space("gone")).toEqual({ unread: false, dot: false, mentions: 0 });
    expect(marks.calls()).toEqual({ dot: true, mentions: 3 });
  });
  it("follow a choice and its end, without anything from outside", () => {
    const { marks, choose, inMs } = scene();
    choose({ scope: "c", kind: "channel", mute_until: inMs(HOUR_MS) });
    choose({ scope: "x", kind: "space", mute_until: inMs(8 * HOUR_MS) });
    expect(marks.room("c")).toEqual({ unread: false, dot: false, mentions: 0, quiet: 1 });
    expect(marks.calls()).toEqual({ dot: true, mentions: 1 });
    vi.advanceTimersByTime(HOUR_MS);
    expect(marks.room("c")).toEqual({ unread: true, dot: true, mentions: 1, quiet: 0 });
    expect(marks.calls()).toEqual({ dot: true, mentions: 2 });
    vi.advanceTimersByTime(7 * HOUR_MS);
    expect(marks.space("x")).toMatchObject({ unread: true, mentions: 1 });
    expect(vi.getTimerCount()).toBe(0);
  });
  it("wait for a far end without spinning", () => {
    const { marks, choose, inMs } = scene();
    choose({ scope: "account", kind: "account", mute_until: inMs(YEARS_MS) });
    vi.advanceTimersByTime(100 * 24 * HOUR_MS);
    expect(marks.calls()).toEqual({ dot: false, mentions: 0 });
    expect(vi.getTimerCount()).toBe(1);
    choose({ scope: "account", kind: "account" });
    expect(marks.calls().mentions).toBe(3);
    expect(vi.getTimerCount()).toBe(0);
  });
});
