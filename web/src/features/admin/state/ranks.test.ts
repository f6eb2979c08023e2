/** One acts on those below only, and moderators for a week at most. */
import { describe, expect, it } from "vitest";
import type { AccountState, InstanceRole } from "~/lib/api/wire";
import { barOf, givable, lengthsFor } from "./ranks";

const account = (id: string, role: InstanceRole | null, state: AccountState = "active") =>
  ({ user: { id, username: id, display_name: id, avatar: null, bot: false }, instance_role: role, state }) as Parameters<typeof barOf>[1];

describe("an account", () => {
  it("is acted on from above only, never by its own", () => {
    const admin = { id: "ada", role: "admin" } as const;
    expect(barOf(admin, account("ada", null))).toBe("isYou");
    expect(barOf(admin, account("noor", "moderator"))).toBeNull();
    expect(barOf(admin, account("noor", "admin"))).toBe("isHigher");
    expect(barOf(admin, account("noor", "owner"))).toBe("isHigher");
    expect(barOf({ id: "ines", role: "moderator" }, account("noor", null))).toBeNull();
    expect(barOf({ id: "ines", role: "owner" }, account("noor", "owner"))).toBe("isHigher");
  });
  it("that is on its way out is left alone", () => {
    expect(barOf({ id: "ada", role: "owner" }, account("noor", null, "erased"))).toBe("isOver");
    expect(barOf({ id: "ada", role: "owner" }, account("noor", null, "deleting"))).toBe("isOver");
  });
});

it("ranks are given below one's own, and owners make owners", () => {
  expect(givable("owner")).toEqual(["moderator", "admin", "owner"]);
  expect(givable("admin")).toEqual(["moderator"]);
  expect(givable("moderator")).toEqual([]);
});

it("a moderator suspends for a week at most", () => {
  const { hours, isForGood } = lengthsFor("moderator");
  expect([Math.max(...hours), isForGood]).toEqual([7 * 24, false]);
  expect(lengthsFor("admin").isForGood).toBe(true);
});
