/** An editor changes only what stands below and gives only what they hold. */

import { describe, expect, it } from "vitest";
import type { Member, Perm, Role } from "../../lib/api/wire";
import { effects, fixedBy, given, isAbove, moved, ordered, rankOf, rightsOf, toggled } from "./ranks";

const role = (id: string, position: number, permissions: Perm[] = []): Role => ({
  id,
  name: id,
  color: null,
  position,
  permissions,
  mentionable: false,
  hoist: false,
  everyone: position === 0,
});
const member = (id: string, roles: string[], owner = false): Member => ({
  user: {
    id, username: id, display_name: id, avatar: null, bot: false, bio: null, pronouns: null, accent: null,
    instance_role: null, created_at: "2026-01-01T00:00:00.000Z",
  },
  nick: null,
  roles,
  joined_at: "2026-01-01T00:00:00.000Z",
  owner,
  timeout_until: null,
});

const roles = [
  role("everyone", 0, ["view_channel"]),
  role("guests", 1),
  role("editors", 2, ["move_members"]),
  role("chief", 3),
];
const [ada, ben, ines] = [member("ada", ["editors", "chief"]), member("ben", ["editors"]), member("ines", [], true)];

describe("ranks", () => {
  it("follow the highest role, the owner above all", () => {
    expect([rankOf(ada, roles), rankOf(ben, roles), rankOf(member("x", []), roles)]).toEqual([3, 2, 0]);
    expect(rankOf(ines, roles)).toBe(Number.POSITIVE_INFINITY);
    expect(ordered(roles).map((entry) => entry.id)).toEqual(["chief", "editors", "guests", "everyone"]);
  });
  it("let nobody act on themselves, on equals or on the owner", () => {
    const editor = { rank: 3, permissions: [] };
    expect(isAbove(editor, ben, roles, "ada")).toBe(true);
    expect(isAbove(editor, ada, roles, "ada")).toBe(false);
    expect(isAbove(editor, member("noor", ["chief"]), roles, "ada")).toBe(false);
    expect(isAbove(editor, ines, roles, "ada")).toBe(false);
  });
});

describe("a switch", () => {
  const editor = { rank: 3, permissions: ["manage_roles", "pin_messages"] as Perm[] };
  const fixed = (id: string, name: Perm) => fixedBy(roles.find((entry) => entry.id === id) as Role, name, editor);
  it("moves for what the editor holds, in roles below", () => {
    expect(fixed("guests", "pin_messages")).toBeNull();
    expect(fixed("guests", "ban_members")).toBe("right");
    expect(fixed("chief", "pin_messages")).toBe("rank");
  });
  it("is fixed for strong rights of everyone, and without manage_roles", () => {
    expect(fixed("everyone", "pin_messages")).toBe("strong");
    expect(fixedBy(role("guests", 1), "connect", { rank: 9, permissions: ["connect"] })).toBe("manage_roles");
  });
});

describe("a change", () => {
  it("tells who really loses something", () => {
    const [lost] = effects(rightsOf({ owner_id: "ines", suspended: false }, roles), "editors", [], [ben, ines]);
    expect(lost?.gained).toBe(false);
    expect(lost?.touched.map((entry) => entry.user.id)).toEqual(["ben"]);
    expect(lost?.kept.map((entry) => entry.user.id)).toEqual(["ines"]);
  });
  it("keeps the order of the bits", () => {
    expect(toggled(["administrator"], "view_channel", true)).toEqual(["view_channel", "administrator"]);
    expect(toggled(["view_channel"], "view_channel", false)).toEqual([]);
    expect(given(["view_channel"]).given).toBe(1);
  });
  it("of order says nothing when nothing moves", () => {
    expect(moved(["a", "b", "c"], "c", 0)).toEqual(["c", "a", "b"]);
    expect(moved(["a", "b", "c"], "a", -1)).toBeNull();
  });
});
