/** A client greets, resumes, begins anew, waits and gives up exactly as the close codes ask. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Ready } from "../api/wire";
import { Gateway, type Line } from "./socket";
import { afterClose, backoffMs, type Connection } from "./state";

class FakeLine implements Line {
  sent: { op: string; d: Record<string, unknown> }[] = [];
  isClosed = false;
  onmessage: Line["onmessage"] = null;
  onclose: Line["onclose"] = null;
  send(text: string): void {
    this.sent.push(JSON.parse(text) as FakeLine["sent"][number]);
  }
  close(): void {
    this.isClosed = true;
  }
  says(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

function scene() {
  const lines: FakeLine[] = [];
  const states: Connection[] = [];
  const heard: string[] = [];
  const tokens: boolean[] = [];
  let isOnline = true;
  const gateway = new Gateway(
    {
      open: () => (lines.push(new FakeLine()), lines.at(-1) as FakeLine),
      token: (fresh) => (tokens.push(fresh), Promise.resolve("token")),
      isOnline: () => isOnline,
      nowMs: () => Date.now(),
      random: () => 1,
      version: "1",
    },
    {
      connection: (state) => states.push(state),
      ready: () => heard.push("ready"),
      clock: () => undefined,
      resumed: () => heard.push("resumed"),
      event: (event) => heard.push(event.t),
    },
  );
  const line = () => lines.at(-1) as FakeLine;
  const greet = async () => {
    line().says({ op: "hello", d: { heartbeat_interval_ms: 30_000, server_time: "", connection_id: "c" } });
    await vi.advanceTimersByTimeAsync(0);
  };
  const begin = async () => {
    gateway.start();
    await greet();
    line().says({ op: "ready", d: { resume_id: "r1" } as Ready });
  };
  const event = (s: number) => line().says({ op: "event", s, t: "void", d: {} });
  return { gateway, lines, line, states, heard, tokens, greet, begin, event, network: (on: boolean) => (isOnline = on) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the stream", () => {
  it("identifies after hello and is live after ready", async () => {
    const that = scene();
    that.gateway.setFocus(["c1"]);
    await that.begin();
    expect(that.line().sent[0]).toMatchObject({ op: "identify", d: { token: "token", focus: ["c1"] } });
    expect(that.states.at(-1)).toEqual({ kind: "live" });
  });
  it("resumes after a cut with the last number seen", async () => {
    const that = scene();
    await that.begin();
    that.event(1);
    that.event(2);
    that.line().onclose?.({ code: 1006 });
    expect(that.states.at(-1)?.kind).toBe("waiting");
    await vi.advanceTimersByTimeAsync(500);
    await that.greet();
    expect(that.line().sent[0]).toMatchObject({ op: "resume", d: { resume_id: "r1", s: 2 } });
    that.event(2);
    that.event(3);
    that.line().says({ op: "resumed", d: { replayed: 1 } });
    expect(that.heard).toEqual(["ready", "void", "void", "void", "resumed"]);
  });
  it("identifies on the same socket when the session is not resumable", async () => {
    const that = scene();
    await that.begin();
    that.line().onclose?.({ code: 1001 });
    await vi.advanceTimersByTimeAsync(500);
    await that.greet();
    that.line().says({ op: "invalid_session", d: { resumable: false } });
    await vi.advanceTimersByTimeAsync(0);
    expect(that.line().sent.map((frame) => frame.op)).toEqual(["resume", "identify"]);
  });
  it("begins anew when a number is missing", async () => {
    const that = scene();
    await that.begin();
    that.event(1);
    that.event(3);
    expect(that.heard).toEqual(["ready", "void"]);
    await vi.advanceTimersByTimeAsync(500);
    await that.greet();
    expect(that.line().sent[0]?.op).toBe("identify");
  });
  it("sends heartbeats, and gives a silent line up", async () => {
    const that = scene();
    await that.begin();
    that.event(1);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(that.line().sent.at(-1)).toEqual({ op: "heartbeat", d: { s: 1 } });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(that.line().isClosed).toBe(true);
    expect(that.states.at(-1)?.kind).toBe("waiting");
  });
  it("comes back when the server asks it to", async () => {
    const that = scene();
    await that.begin();
    that.line().says({ op: "reconnect", d: { after_ms: 1234 } });
    expect(that.lines).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1234);
    expect(that.lines).toHaveLength(2);
  });
});

describe("trouble", () => {
  it("doubles the wait up to thirty seconds, and starts over once live", async () => {
    const that = scene();
    that.gateway.start();
    const waits: number[] = [];
    for (let round = 0; round < 8; round++) {
      that.line().onclose?.({ code: 1006 });
      const state = that.states.at(-1);
      waits.push(state?.kind === "waiting" ? state.atMs - Date.now() : -1);
      await vi.advanceTimersByTimeAsync(waits.at(-1) ?? 0);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    expect(backoffMs(3, 0.25)).toBe(1000);
  });
  it("asks for a fresh token when the old one is refused", async () => {
    const that = scene();
    await that.begin();
    that.line().onclose?.({ code: 4003 });
    await vi.advanceTimersByTimeAsync(500);
    await that.greet();
    expect(that.tokens).toEqual([false, true]);
    expect(that.line().sent[0]?.op).toBe("identify");
  });
  it("stops where the place wants a second step first, and goes on after other errors", async () => {
    const that = scene();
    await that.begin();
    that.line().says({ op: "error", d: { code: "rate_limited", message: "" } });
    expect(that.states.at(-1)).toEqual({ kind: "live" });
    that.line().says({ op: "error", d: { code: "second_factor_setup", message: "" } });
    expect(that.states.at(-1)).toEqual({ kind: "factor" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(that.states.at(-1)).toEqual({ kind: "factor" });
  });
  it.each([[4004, "signed_out"], [4005, "suspended"], [4011, "outdated"]])("stops at %i", async (code, kind) => {
    const that = scene();
    await that.begin();
    that.line().onclose?.({ code });
    await vi.advanceTimersByTimeAsync(120_000);
    expect(that.states.at(-1)).toEqual({ kind });
    expect(that.lines).toHaveLength(1);
  });
  it("waits a minute after too many frames", () => {
    expect(afterClose(4009)).toEqual({ do: "resume", waitMs: 60_000 });
    expect(afterClose(4008)).toEqual({ do: "resume" });
  });
  it("says offline, and tries at once when the network is back", async () => {
    const that = scene();
    await that.begin();
    that.network(false);
    that.gateway.sleep();
    expect(that.states.at(-1)).toEqual({ kind: "offline" });
    that.network(true);
    that.gateway.wake();
    expect(that.lines).toHaveLength(2);
    await that.greet();
    expect(that.line().sent[0]?.op).toBe("resume");
  });
  it("gives up a server that never greets, and text that is no frame", async () => {
    const that = scene();
    that.gateway.start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(that.states.at(-1)?.kind).toBe("waiting");
    await vi.advanceTimersByTimeAsync(500);
    that.line().onmessage?.({ data: "nonsense" });
    expect(that.states.at(-1)?.kind).toBe("waiting");
  });
});
