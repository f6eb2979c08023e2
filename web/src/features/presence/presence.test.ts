/** A status ends when it was meant to, says no more than it may, and those who write are named while they are few. */
import { describe, expect, it } from "vitest";
import type { I18n } from "~/lib/i18n";
import { createFormats } from "~/lib/i18n/format";
import { newStatus, paced, secondsOf, typingText } from "./state";

const noon = new Date(2026, 10, 22, 12, 0, 0).getTime();

describe("the end of a status", () => {
  it("is half an hour, an hour, midnight here, or none", () => {
    expect((["half_hour", "hour", "today", "never"] as const).map((end) => secondsOf(end, noon, null))).toEqual([1800, 3600, 43_200, null]);
  });
  it("is never so near that the place refuses it", () => {
    expect(secondsOf("today", new Date(2026, 10, 22, 23, 59, 50).getTime(), null)).toBe(60);
  });
  it("stays as it was when asked to", () => {
    const said = { text: "x", emoji: null, expires_at: new Date(noon + 90_000).toISOString() };
    expect(secondsOf("same", noon, said)).toBe(90);
  });
});

describe("a status", () => {
  it("is one line, and nothing when there is nothing to say", () => {
    expect(newStatus("  proofing \n until four ", null, 60)).toEqual({ text: "proofing until four", emoji: null, expires_in_seconds: 60 });
    expect(newStatus("  ", "📖", null)).toEqual({ text: null, emoji: "📖", expires_in_seconds: null });
    expect(newStatus("  ", null, 60)).toBeNull();
  });
});

describe("those who write", () => {
  const t = ((key: string, params: Record<string, string> = {}) => `${key} ${Object.values(params).join()}`.trim()) as I18n["t"];
  const i18n = { t, formats: () => createFormats("en-GB") };
  it("are named up to three", () => {
    expect(["", "Ada", "Ada,Ben", "Ada,Ben,Mei", "Ada,Ben,Mei,Eve"].map((names) => typingText(names.split(",").filter(Boolean), i18n)))
      .toEqual([null, "typing.one Ada", "typing.some Ada and Ben", "typing.some Ada, Ben and Mei", "typing.many"]);
  });
  it("are told of each three seconds at most", () => {
    let [nowMs, told] = [0, 0];
    const tell = paced(3000, () => nowMs, () => told++);
    for (nowMs = 0; nowMs <= 9000; nowMs += 100) tell();
    expect(told).toBe(4);
  });
});
