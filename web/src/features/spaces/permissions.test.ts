/** Runs the table that the server runs too, and reads the reasons behind some of its lines. */

import { describe, expect, it } from "vitest";
import raw from "../../../../crates/proto/tests/permission_cases.json";
import type { Override, Perm } from "../../lib/api/wire";
import { type Holder, type Layer, type SpaceRights, chain, effective, inSpace, reason } from "./permissions";
import { ALL, RIGHTS, fromNames, rightsOfChannel, toNames } from "./rights";

interface Case {
  name: string;
  space: {
    owner: string;
    suspended: boolean;
    everyone: Perm[];
    roles: { id: string; position: number; permissions: Perm[] }[];
  };
  category: { overrides: Override[] } | null;
  channel: { overrides: Override[] };
  member: { id: string; roles: string[]; timed_out: boolean } | null;
  expected: string[];
}

const table = raw as unknown as { cases: Case[] };

function worldOf(entry: Case): [SpaceRights, Layer[], Holder | null] {
  const space: SpaceRights = {
    ownerId: entry.space.owner,
    suspended: entry.space.suspended,
    everyone: { id: "everyone", position: 0, permissions: entry.space.everyone },
    roles: entry.space.roles,
  };
  const layers = [
    ...(entry.category ? [{ id: "category", overrides: entry.category.overrides }] : []),
    { id: "channel", overrides: entry.channel.overrides },
  ];
  const member = entry.member;
  return [space, layers, member && { userId: member.id, roles: member.roles, timedOut: member.timed_out }];
}

describe("the shared table", () => {
  it("has its 24 cases", () => expect(table.cases).toHaveLength(24));

  it.each(table.cases.map((entry) => [entry.name, entry] as const))("%s", (_name, entry) => {
    const [space, layers, holder] = worldOf(entry);
    const expected = entry.expected.includes("all") ? toNames(ALL) : entry.expected;
    expect(toNames(effective(space, layers, holder))).toEqual(expected);
  });

  it.each(table.cases.map((entry) => [entry.name, entry] as const))("reasons agree: %s", (_name, entry) => {
    const [space, layers, holder] = worldOf(entry);
    if (!holder || space.suspended) return;
    const result = toNames(effective(space, layers, holder));
    for (const { name } of rightsOfChannel("category")) {
      const links = chain(space, layers, holder, name);
      const deciding = links.filter((link) => link.decides);
      expect(deciding).toHaveLength(1);
      expect([name, deciding[0]?.says === "allow"]).toEqual([name, result.includes(name)]);
    }
  });
});

describe("reasons", () => {
  const space: SpaceRights = {
    ownerId: "ada",
    suspended: false,
    everyone: { id: "everyone", position: 0, permissions: ["view_channel", "send_messages", "attach_files"] },
    roles: [{ id: "desk", position: 1, permissions: ["pin_messages"] }],
  };
  const ben: Holder = { userId: "ben", roles: ["desk"], timedOut: false };
  const desk = { kind: "role", id: "desk" } as const;
  const layers: Layer[] = [
    { id: "category", overrides: [{ target: desk, allow: [], deny: ["pin_messages"] }] },
    { id: "room", overrides: [{ target: desk, allow: [], deny: ["send_messages"] }] },
  ];

  it("names the override that decided", () => {
    expect(reason(space, layers, ben, "send_messages")).toEqual({ kind: "override", channelId: "room", target: desk });
    expect(reason(space, layers, ben, "pin_messages")).toEqual({
      kind: "override",
      channelId: "category",
      target: desk,
    });
  });
  it("names the role that gave, or that none did", () => {
    expect(reason(space, layers, ben, "view_channel")).toEqual({ kind: "role", roleId: "everyone" });
    expect(reason(space, layers, ben, "connect")).toEqual({ kind: "role", roleId: null });
  });
  it("names what is missing first", () => {
    expect(reason(space, layers, ben, "attach_files")).toEqual({ kind: "needs", permission: "send_messages" });
  });
  it("names a timeout", () => {
    const late = { ...ben, timedOut: true };
    expect(reason(space, [], late, "send_messages")).toEqual({ kind: "timeout" });
    expect(toNames(inSpace(space, late))).toEqual(["view_channel"]);
  });
});

describe("rights", () => {
  it("travel as names in the order of their bits", () => {
    expect(toNames(fromNames(["administrator", "view_channel"]))).toEqual(["view_channel", "administrator"]);
  });
  it("leave out voice in a text room", () => {
    expect(rightsOfChannel("text").some((entry) => entry.group === "voice")).toBe(false);
    expect(RIGHTS.filter((entry) => entry.channel)).toHaveLength(19);
  });
});
