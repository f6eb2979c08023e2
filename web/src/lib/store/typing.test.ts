/** Writing ends with the words, with the time, and with the line. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Event } from "../api/wire";
import { createTyping, TYPING_MS } from "./typing";

const writes = (id: string, channelId = "c"): Event => ({ t: "typing", d: { channel_id: channelId, user_id: id } });
const says = (id: string, channelId = "c") => ({ t: "message_create", d: { message: { channel_id: channelId, author: { id } }, access_version: 0 } }) as Event;

describe("typing", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("lasts eight seconds from when it was last told", () => {
    const typing = createTyping();
    typing.hear(writes("ben"));
    vi.advanceTimersByTime(TYPING_MS - 1);
    typing.hear(writes("ben"));
    vi.advanceTimersByTime(TYPING_MS - 1);
    expect(typing.of("c")).toEqual(["ben"]);
    vi.advanceTimersByTime(1);
    expect(typing.of("c")).toEqual([]);
  });
  it("ends with the message of who wrote, there and for them alone", () => {
    const typing = createTyping();
    for (const event of [writes("ben"), writes("mei"), writes("ben", "d"), says("ben")]) typing.hear(event);
    expect([typing.of("c"), typing.of("d")]).toEqual([["mei"], ["ben"]]);
  });
  it("ends with the room and with the stream, and leaves no timer", () => {
    const typing = createTyping();
    typing.hear(writes("ben"));
    typing.hear({ t: "channel_delete", d: { channel_id: "c", reason: "deleted" } } as Event);
    expect(typing.of("c")).toEqual([]);
    typing.hear(writes("ben", "d"));
    typing.clear();
    expect([typing.of("d"), vi.getTimerCount()]).toEqual([[], 0]);
  });
});
