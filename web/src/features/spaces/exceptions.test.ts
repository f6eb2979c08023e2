/** Three-way settings are changed, counted and sent target by target. */

import { describe, expect, it } from "vitest";
import type { Override } from "../../lib/api/wire";
import { countChanges, rebase, sends, settingOf, targetKey, targetOf, withSetting, withTarget, withoutTarget } from "./exceptions";

const desk = { kind: "role", id: "desk" } as const;
const lena = { kind: "user", id: "lena" } as const;
const saved: Override[] = [{ target: desk, allow: ["view_channel"], deny: ["send_messages"] }];

describe("a setting", () => {
  it("stands in one of three places", () => {
    const edited = withSetting(saved, desk, "send_messages", "allow");
    expect(settingOf(edited, desk, "send_messages")).toBe("allow");
    expect(edited[0]?.deny).toEqual([]);
    expect(settingOf(withSetting(edited, desk, "send_messages", "inherit"), desk, "send_messages")).toBe("inherit");
  });
  it("can be the first of its target", () => {
    const edited = withSetting(saved, lena, "pin_messages", "deny");
    expect(sends(saved, edited)).toEqual([{ target: lena, entry: { allow: [], deny: ["pin_messages"] } }]);
  });
});

describe("saving", () => {
  it("sends nothing for what is the same, or new and empty", () => {
    expect(sends(saved, withTarget(saved, lena))).toEqual([]);
    expect(countChanges(saved, saved)).toBe(0);
  });
  it("removes an exception that says nothing any more", () => {
    const cleared = withSetting(withSetting(saved, desk, "view_channel", "inherit"), desk, "send_messages", "inherit");
    expect(sends(saved, cleared)).toEqual([{ target: desk, entry: null }]);
    expect(countChanges(saved, cleared)).toBe(2);
    expect(sends(saved, withoutTarget(saved, desk))).toEqual([{ target: desk, entry: null }]);
  });
  it("lays own changes over what others saved meanwhile", () => {
    const edited = withSetting(saved, lena, "pin_messages", "allow");
    const fresh: Override[] = [{ target: desk, allow: [], deny: [] }];
    expect(rebase(saved, fresh, edited)).toEqual([...fresh, { target: lena, allow: ["pin_messages"], deny: [] }]);
  });
});

it("a target survives as a key", () => expect(targetOf(targetKey(lena))).toEqual(lena));
