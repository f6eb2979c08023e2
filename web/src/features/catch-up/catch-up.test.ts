/** What waits stands in its order and keeps its place; what is marked read goes at once, comes back when it failed, and by undo. */
import { createRoot } from "solid-js";
import { createStore, produce } from "solid-js/store";
import { describe, expect, it } from "vitest";
import type { Channel, Event, Message } from "~/lib/api/wire";
import type { Live, World } from "~/lib/store";
import { roomMark } from "~/lib/levels";
import { reduce } from "~/lib/store/reduce";
import { emptyWorld } from "~/lib/store/world";
import { createCatchUp } from "./page";
import { keptOrder, waitingRooms } from "./state";

const channel = (id: string, at: string, more: Partial<Channel> = {}): Channel => ({
  id, kind: "text", space_id: "s", parent_id: null, name: id, topic: null, position: 0, overrides: [], slow_mode_seconds: 0, encryption: "off", last_seq: 5,
  last_message_at: at, user_limit: 0, bitrate: null, nsfw: false, created_at: "", permissions: [], conversation: null, ...more,
});
const message = (id: string, seq: number, author: string | null = "ben"): Message =>
  ({ id, channel_id: "old", seq, author: author && { id: author, username: author, display_name: author, avatar: null, bot: false }, content: id, attachments: [], mentions: { users: [], roles: [], everyone: false }, created_at: "" }) as unknown as Message;

function world(): World {
  const that = emptyWorld();
  for (const one of [channel("new", "2026-03-03"), channel("old", "2026-01-01"), channel("calls", "2026-02-02"), channel("read", "2026-04-04"), channel("section", "", { kind: "category" })]) {
    that.channels[one.id] = one;
    that.reads[one.id] = { channel_id: one.id, last_read_seq: 2, last_seq: 5, unread: one.id === "read" ? 0 : 3, mentions: one.id === "calls" ? 1 : 0 };
  }
  return that;
}

/** The page over a made-up place; `refuse` names requests that fail. */
function setUp(refuse: (path: string) => boolean = () => false) {
  const [store, setStore] = createStore(world());
  const asked: string[] = [];
  const listeners = new Set<(event: Event) => void>();
  const failures: unknown[] = [];
  const live = {
    world: store,
    change: (work: (draft: World) => void) => setStore(produce(work)),
    listen: (listener: (event: Event) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ask: (method: string, path: string, body?: unknown) => {
      asked.push(`${method} ${path}${body ? ` ${JSON.stringify(body)}` : ""}`);
      if (refuse(path)) return Promise.reject(new Error("refused"));
      return Promise.resolve({ items: [message("late", 5), message("own", 4, "ada"), message("first", 3), message("note", 2, null)], next_cursor: null, prev_cursor: null });
    },
  } as unknown as Live;
  const tell = (event: Event) => {
    setStore(produce((draft) => reduce(draft, event)));
    listeners.forEach((listener) => listener(event));
  };
  setStore("me", { id: "ada" } as never);
  const page = createRoot(() => createCatchUp(live, { room: (id) => roomMark(store, id, 0) }, (thrown) => failures.push(thrown)));
  return { page, asked, tell, store, failures };
}
const settled = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

describe("what waits", () => {
  it("stands by who calls oneself, then by how long it waits", () => expect(waitingRooms(world(), { room: (id) => roomMark(world(), id, 0) })).toEqual(["calls", "old", "new"]));
  it("keeps its place when more comes", () => expect(keptOrder(["old", "new"], ["calls", "new"])).toEqual(["old", "new", "calls"]));
  it("shows the first lines of others, and follows them", async () => {
    const { page, tell, asked } = setUp();
    await page.load("old");
    await page.load("old");
    expect(asked).toEqual(["GET /channels/old/messages?limit=10&after=2"]);
    expect(page.linesOf("old").map((line) => line.id)).toEqual(["first", "late"]);
    tell({ t: "message_create", d: { message: message("more", 6), access_version: 0 } });
    tell({ t: "message_delete", d: { channel_id: "old", id: "first", seq: 3 } });
    tell({ t: "message_update", d: { message: { ...message("late", 5), content: "later" }, access_version: 0 } });
    expect(page.linesOf("old").map((line) => line.content)).toEqual(["later", "more"]);
    tell({ t: "block_update", d: { user_id: "ben", blocked: true } });
    expect(page.linesOf("old")).toEqual([]);
  });
  it("says when the lines did not come, and asks again when told to", async () => {
    let isCut = true;
    const { page } = setUp(() => isCut);
    await page.load("old");
    expect(page.previews["old"]?.stand).toBe("failed");
    isCut = false;
    await page.load("old");
    expect(page.previews["old"]?.stand).toBe("here");
  });
});

describe("reading", () => {
  it("takes a room off the page at once and marks all that was there", async () => {
    const { page, asked, store } = setUp();
    page.read(["old"]);
    expect(page.rooms()).toEqual(["calls", "new"]);
    await settled();
    expect(asked).toEqual(['POST /channels/old/ack {"seq":5}']);
    expect([page.rooms(), store.reads["old"]?.unread, page.last()]).toEqual([["calls", "new"], 0, ["old"]]);
  });
  it("brings a room back that could not be marked", async () => {
    const { page, failures } = setUp((path) => path.includes("/ack"));
    page.read(["old"]);
    await settled();
    expect([page.rooms(), page.last(), failures.length]).toEqual([["calls", "old", "new"], [], 1]);
  });
  it("is taken back step by step, each room to where it stood and in its old place", async () => {
    const { page, asked, tell } = setUp();
    page.read(["old"]);
    page.read(["calls", "new"]);
    await settled();
    expect(page.rooms()).toEqual([]);
    expect(await page.undo()).toBe("calls");
    expect(asked.slice(-2)).toEqual(['POST /channels/calls/ack {"seq":2,"unread":true}', 'POST /channels/new/ack {"seq":2,"unread":true}']);
    expect(await page.undo()).toBe("old");
    expect(await page.undo()).toBeNull();
    for (const id of ["new", "old", "calls"]) tell({ t: "read_update", d: { channel_id: id, last_read_seq: 2, last_seq: 5, unread: 3, mentions: 0 } });
    expect(page.rooms()).toEqual(["calls", "old", "new"]);
  });
  it("can be taken back again when that failed", async () => {
    let isCut = false;
    const { page, failures } = setUp(() => isCut);
    page.read(["old"]);
    await settled();
    isCut = true;
    expect([await page.undo(), failures.length, page.last()]).toEqual([null, 1, ["old"]]);
    isCut = false;
    expect([await page.undo(), page.last()]).toEqual(["old", []]);
  });
  it("does not hide what came after", async () => {
    const { page, tell } = setUp();
    await page.load("old");
    page.read(["old"]);
    await settled();
    tell({ t: "message_create", d: { message: message("after", 6), access_version: 0 } });
    expect(page.rooms()).toContain("old");
    expect(page.linesOf("old").map((line) => line.id)).toEqual(["after"]);
  });
});
