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
    const that = scene();
    that.post.send(that.parcel("a"));
    that.post.send(that.parcel("b"));
    await that.settle();
    expect(that.sent).toEqual(["a", "b"]);
    expect(that.arrived).toEqual(["a", "b"]);
    expect(that.list()).toEqual([]);
    expect(that.kept.size).toBe(0);
  });
  it("waits without a line, nothing overtakes, and the same nonce goes again", async () => {
    const that = scene();
    that.answers.push(() => Promise.reject(new TypeError("fetch failed")));
    that.post.send(that.parcel("a"));
    that.post.send(that.parcel("b"));
    await that.settle();
    expect(that.list().map((one) => [one.nonce, one.failure])).toEqual([["a", "offline"], ["b", "offline"]]);
    expect(that.kept.get("box")).toContain('"nonce":"b"');
    that.post.flush();
    await that.settle();
    expect(that.sent).toEqual(["a", "a", "b"]);
    expect(that.list()).toEqual([]);
  });
  it("keeps what was refused, and sends the next", async () => {
    const that = scene();
    that.answers.push(that.refuse(403, "forbidden"));
    that.post.send(that.parcel("a"));
    that.post.send(that.parcel("b"));
    await that.settle();
    expect(that.list()).toMatchObject([{ nonce: "a", state: "failed", failure: "refused", code: "forbidden" }]);
    that.post.flush();
    await that.settle();
    expect(that.sent).toEqual(["a", "b"]);
    that.post.retry("a");
    await that.settle();
    expect(that.list()).toEqual([]);
  });
  it("tries again by itself when the server was busy", async () => {
    vi.useFakeTimers();
    const that = scene();
    that.answers.push(that.refuse(503, "unavailable"));
    that.post.send(that.parcel("a"));
    await vi.advanceTimersByTimeAsync(2000);
    expect(that.sent).toEqual(["a", "a"]);
    expect(that.list()).toEqual([]);
    vi.useRealTimers();
  });
  it("is content when the stream brings the message first", async () => {
    const that = scene();
    that.answers.push(() => new Promise(() => undefined));
    that.post.send(that.parcel("a"));
    that.post.seen({ nonce: "a", author: { id: "me" } } as Message, "me");
    that.post.seen({ nonce: "a", author: { id: "other" } } as Message, "me");
    expect(that.list()).toEqual([]);
  });
  it("brings back what a reload interrupted", async () => {
    const that = scene();
    that.kept.set("box", JSON.stringify([that.parcel("a")]));
    that.post.load();
    that.post.load();
    expect(that.list()).toHaveLength(1);
    that.post.flush();
    await that.settle();
    expect(that.arrived).toEqual(["a"]);
  });
});
