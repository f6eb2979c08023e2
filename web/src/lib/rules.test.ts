/** Fields refuse what the server would refuse, and nothing else. */

import { describe, expect, it } from "vitest";
import { LIMITS, faultOf, inUnits, isColour, lengthOf, tidied, tidy } from "./rules";

describe("a text", () => {
  it("is counted in code points", () => {
    expect(lengthOf("é😀")).toBe(2);
    expect(faultOf("😀".repeat(64), LIMITS.roleName)).toBeNull();
    expect(faultOf("😀".repeat(65), LIMITS.roleName)).toEqual({ kind: "long", over: 1 });
  });
  it("is trimmed before it is judged", () => {
    expect(tidy("  Photo \n desk ", LIMITS.roleName)).toBe("Photo desk");
    expect(faultOf("   ", LIMITS.roleName)).toEqual({ kind: "empty" });
    expect(faultOf(" a ", LIMITS.spaceName)).toEqual({ kind: "short", min: 2 });
    expect(faultOf("", LIMITS.topic)).toBeNull();
  });
  it("is tidied with its page: nothing where nothing is left, and only what was changed", () => {
    const rules = { name: LIMITS.roleName, bio: LIMITS.bio, topic: LIMITS.topic };
    expect(tidied<{ name: string; bio: string | null; topic: string | null; size: number }>({ name: " a  b ", bio: " one\ntwo ", topic: " ", size: 3 }, rules))
      .toEqual({ name: "a b", bio: "one\ntwo", topic: null, size: 3 });
    expect(tidied<{ name: string | null; size: number }>({ name: null }, { name: LIMITS.roleName })).toEqual({ name: null });
  });
  it("holds no hidden characters, but Arabic joiners and lines in long texts", () => {
    expect(faultOf("a\u202eb", LIMITS.roleName)).toEqual({ kind: "characters" });
    expect(faultOf("می‌خواهم", LIMITS.roleName)).toBeNull();
    expect(faultOf("one\ntwo", LIMITS.bio)).toBeNull();
  });
});

it("a colour is six digits", () => expect([isColour("#1B5841"), isColour("#fff"), isColour("red")]).toEqual([true, false, false]));

it("seconds are said in their largest unit", () => {
  expect([inUnits(90), inUnits(300), inUnits(7200), inUnits(604_800), inUnits(0)].map((one) => `${one.count} ${one.unit}`))
    .toEqual(["90 seconds", "5 minutes", "2 hours", "7 days", "0 seconds"]);
});
