/** A search waits when it is told to, forgets late answers, and keeps its list in step with the place. */
import { createRoot } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Problem, type Ask } from "~/lib/api";
import type { Event, Hit } from "~/lib/api/wire";
import { choicesFor, halfAt, take } from "./complete";
import { counted, createSearch, follow, grouped } from "./state";

const hit = (id: string, room = "r", content = id) => ({ message: { id, channel_id: room, content }, highlights: [{ start: 0, end: 1 }] }) as unknown as Hit;
const page = (hits: Hit[], cursor: string | null = null) => ({ items: hits, next_cursor: cursor });
const busy = (waitMs: number | null) => new Problem("rate_limited", 429, "", null, waitMs);
const made = (answer: (path: string) => Promise<unknown>) => createRoot(() => createSearch(((_, path) => answer(path)) as Ask));

describe("a search", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("asks page after page and knows what it answers", async () => {
    const asked: string[] = [];
    const search = made(async (path) => (asked.push(path), path.includes("cursor") ? page([hit("b")]) : page([hit("a")], "x y")));
    search.look("/search?q=tea");
    expect(search.isAnswered()).toBe(false);
    await vi.runAllTimersAsync();
    expect(search.isAnswered()).toBe(true);
    await search.list.more();
    expect(search.list.items.map((one) => one.message.id)).toEqual(["a", "b"]);
    expect(asked).toEqual(["/search?q=tea", "/search?q=tea&cursor=x%20y"]);
    search.place.scroll = 90;
    search.look("/search?q=tea");
    expect([search.place.scroll, asked.length]).toEqual([90, 2]);
    search.look(null);
    await vi.runAllTimersAsync();
    expect([search.place.scroll, search.list.items.length, search.isAnswered(), asked.length]).toEqual([0, 0, false, 2]);
  });
  it("waits as long as it is told, once", async () => {
    let tries = 0;
    const search = made(() => (++tries === 1 ? Promise.reject(busy(3000)) : Promise.resolve(page([hit("a")]))));
    search.look("/search?q=tea");
    await vi.advanceTimersByTimeAsync(2900);
    expect([tries, search.isWaiting(), search.list.error()]).toEqual([1, true, null]);
    await vi.advanceTimersByTimeAsync(200);
    expect([tries, search.isWaiting(), search.list.items.length]).toEqual([2, false, 1]);
  });
  it("gives up the second time, and at once when the wait is long", async () => {
    let tries = 0;
    const search = made(() => (tries++, Promise.reject(busy(1000))));
    search.look("/search?q=tea");
    await vi.runAllTimersAsync();
    expect([tries, search.isWaiting()]).toEqual([2, false]);
    expect(search.list.error()).toMatchObject({ code: "rate_limited" });
    const slow = made(() => (tries++, Promise.reject(busy(60_000))));
    slow.look("/search?q=tea");
    await vi.advanceTimersByTimeAsync(10);
    expect([tries, slow.list.error()]).toMatchObject([3, { code: "rate_limited" }]);
  });
  it("does not ask again for what nobody asks any more", async () => {
    const asked: string[] = [];
    const search = made((path) => (asked.push(path), path.endsWith("te") ? Promise.reject(busy(1000)) : Promise.resolve(page([hit(path)]))));
    search.look("/search?q=te");
    await vi.advanceTimersByTimeAsync(10);
    search.look("/search?q=tea");
    await vi.runAllTimersAsync();
    expect(asked).toEqual(["/search?q=te", "/search?q=tea"]);
    expect([search.list.items[0]?.message.id, search.list.error(), search.isWaiting()]).toEqual(["/search?q=tea", null, false]);
  });
  it("follows what happens to its messages", async () => {
    const search = made(() => Promise.resolve(page([hit("a"), hit("b"), hit("c"), hit("d", "gone")])));
    search.look("/search?q=tea");
    await vi.runAllTimersAsync();
    let tell: (event: Event) => void = () => undefined;
    follow(search.list, { listen: (listener) => ((tell = listener), () => undefined) });
    const events = [
      { t: "message_delete", d: { channel_id: "r", id: "a", seq: 1 } },
      { t: "message_update", d: { message: { ...hit("b").message, content: "new words" }, access_version: 0 } },
      { t: "message_update", d: { message: { ...hit("c").message, pinned: true }, access_version: 0 } },
      { t: "channel_delete", d: { channel_id: "gone", space_id: "s", reason: "deleted" } },
    ] as unknown as Event[];
    events.forEach((event) => tell(event));
    expect(search.list.items.map((one) => [one.message.content, one.highlights.length])).toEqual([["new words", 0], ["c", 1]]);
  });
});

describe("hits", () => {
  it("stand by room, in the order of the first ones", () => {
    expect(grouped([hit("a", "x"), hit("b", "y"), hit("c", "x")]).map((one) => [one.roomId, one.hits.map((that) => that.message.id)])).toEqual([["x", ["a", "c"]], ["y", ["b"]]]);
  });
  it("are counted, most first", () => expect(counted(["a", "b", "b"])).toEqual([{ value: "b", n: 2 }, { value: "a", n: 1 }]));
});

describe("completion", () => {
  const person = (username: string, name: string) => ({ person: { id: username, username, display_name: name }, names: [username, name] });
  const room = (name: string) => ({ id: name, name, kind: "text" });
  const known = {
    people: [person("mei", "Mei Tanaka"), person("tomas", "Tomás Rey")], rooms: [room("desk"), room("print run")], me: "me",
    hasNames: { file: "a file", image: "a picture", video: "a film", link: "a link", pin: "a pin" },
  } as never;
  const offered = (text: string, caret = text.length) => {
    const half = halfAt(text, caret);
    return half && choicesFor(half, known).map((one) => one.value);
  };
  it("offers what the token wants", () => {
    expect(offered("from:")).toEqual(["me", "mei", "tomas"]);
    expect(offered("tea from:rey")).toEqual(["tomas"]);
    expect(offered("in:#pr")).toEqual(["print run"]);
    expect(offered("has:pic")).toEqual(["image"]);
    expect(offered("before:2026")).toEqual([]);
    expect(offered("tea fro")).toBeNull();
    expect(offered("from:mei tea")).toBeNull();
    expect(offered("from:mei tea", 8)).toEqual(["mei"]);
    expect(offered("from:mei tea", 3)).toBeNull();
  });
  it("puts the choice in its place", () => {
    const half = halfAt("a in:pr b", 7);
    expect(half && take("a in:pr b", half, "print run")).toEqual({ text: 'a in:"print run" b', caret: 17 });
    const last = halfAt("from:me", 7);
    expect(last && take("from:me", last, "mei")).toEqual({ text: "from:mei ", caret: 9 });
  });
});
