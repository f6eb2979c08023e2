/** Messages leave in order, wait for the line, and arrive once. */
import { describe, expect, it, vi } from "vitest";
import { Problem } from "../api";
import type { Message } from "../api/wire";
import type { Parcel } from "./outbox";
import { Post } from "./post";

function scene() {
  let parcels: Parcel[] = [];
  const kept = new Map<string, string>();
  const answers: (() => Promise<Message>)[] = [];
  const sent: string[] = [];
  const arrived: string[] = [];
  const post = new Post({
    list: () => parcels,
    change: (work) => (parcels = work(parcels)),
    arrived: (message) => arrived.push(message.nonce ?? ""),
    ask: (<T>(_method: string, _path: string, body: { nonce: string }) => {
      sent.push(body.nonce);
      return (answers.shift() ?? (() => Promise.resolve({ nonce: body.nonce } as Message)))() as Promise<T>;
    }) as never,
    storage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value), removeItem: (key) => void kept.delete(key) },
    key: () => "box",
    nowMs: () => 5000,
  });
  const parcel = (nonce: string): Parcel => ({
    nonce, channelId: "c", content: nonce, replyTo: null, uploads: [], createdMs: 4000, state: "sending", failure: null, code: null,
  });
  const refuse = (status: number, error: string) => () => Promise.reject(new Problem(error, status, error));
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  return { post, sent, arrived, answers, kept, parcel, refuse, settle, list: () => parcels };
}

describe("the post", () => {
  it("sends one after the other and forgets what arrived", async () => {
    const it = scene();
    it.post.send(it.parcel("a"));
    it.post.send(it.parcel("b"));
    await it.settle();
    expect(it.sent).toEqual(["a", "b"]);
    expect(it.arrived).toEqual(["a", "b"]);
    expect(it.list()).toEqual([]);
    expect(it.kept.size).toBe(0);
  });
  it("waits without a line, nothing overtakes, and the same nonce goes again", async () => {
    const it = scene();
    it.answers.push(() => Promise.reject(new TypeError("fetch failed")));
    it.post.send(it.parcel("a"));
    it.post.send(it.parcel("b"));
    await it.settle();
    expect(it.list().map((one) => [one.nonce, one.failure])).toEqual([["a", "offline"], ["b", "offline"]]);
    expect(it.kept.get("box")).toContain('"nonce":"b"');
    it.post.flush();
    await it.settle();
    expect(it.sent).toEqual(["a", "a", "b"]);
    expect(it.list()).toEqual([]);
  });
  it("keeps what was refused, and sends the next", async () => {
    const it = scene();
    it.answers.push(it.refuse(403, "forbidden"));
    it.post.send(it.parcel("a"));
    it.post.send(it.parcel("b"));
    await it.settle();
    expect(it.list()).toMatchObject([{ nonce: "a", state: "failed", failure: "refused", code: "forbidden" }]);
    it.post.flush();
    await it.settle();
    expect(it.sent).toEqual(["a", "b"]);
    it.post.retry("a");
    await it.settle();
    expect(it.list()).toEqual([]);
  });
  it("tries again by itself when the server was busy", async () => {
    vi.useFakeTimers();
    const it = scene();
    it.answers.push(it.refuse(503, "unavailable"));
    it.post.send(it.parcel("a"));
    await vi.advanceTimersByTimeAsync(2000);
    expect(it.sent).toEqual(["a", "a"]);
    expect(it.list()).toEqual([]);
    vi.useRealTimers();
  });
  it("is content when the stream brings the message first", async () => {
    const it = scene();
    it.answers.push(() => new Promise(() => undefined));
    it.post.send(it.parcel("a"));
    it.post.seen({ nonce: "a", author: { id: "me" } } as Message, "me");
    it.post.seen({ nonce: "a", author: { id: "other" } } as Message, "me");
    expect(it.list()).toEqual([]);
  });
  it("brings back what a reload interrupted", async () => {
    const it = scene();
    it.kept.set("box", JSON.stringify([it.parcel("a")]));
    it.post.load();
    it.post.load();
    expect(it.list()).toHaveLength(1);
    it.post.flush();
    await it.settle();
    expect(it.arrived).toEqual(["a"]);
  });
});
