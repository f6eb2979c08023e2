/** The arithmetic of rights, the same as on the server (talk page, section 4.3), and the reason behind each result. */

import type { Id, Override, Perm } from "../../lib/api/wire";
import { ALL, NONE, type Perms, fromNames, has } from "./rights";

export interface RoleRights {
  id: Id;
  position: number;
  permissions: readonly Perm[];
}

/** What decides rights in a space. */
export interface SpaceRights {
  ownerId: Id;
  suspended: boolean;
  everyone: RoleRights;
  /** Every other role. */
  roles: readonly RoleRights[];
}

/** One channel or category with exceptions. */
export interface Layer {
  id: Id;
  overrides: readonly Override[];
}

/** A membership, real or supposed ("somebody with this role"). */
export interface Holder {
  userId: Id;
  roles: readonly Id[];
  timedOut: boolean;
}

const WRITING = fromNames(["attach_files", "mention_everyone"]);
const TALKING = fromNames(["speak", "video", "share_screen"]);
const TIMED_OUT = fromNames(["view_channel", "read_history"]);

/** What a person may do in the space at large. */
export function inSpace(space: SpaceRights, holder: Holder | null): Perms {
  if (!holder || space.suspended) return NONE;
  const held = fromRoles(space, holder);
  if (holder.userId === space.ownerId || has(held, "administrator")) return ALL;
  return holder.timedOut ? held & TIMED_OUT : held;
}

/** What a person may do in a channel; `layers` is its category, if any, then the channel itself. */
export function effective(space: SpaceRights, layers: readonly Layer[], holder: Holder | null): Perms {
  if (!holder || space.suspended) return NONE;
  let held = fromRoles(space, holder);
  if (holder.userId === space.ownerId || has(held, "administrator")) return ALL;
  for (const layer of layers) {
    for (const entries of stepsOf(space, layer, holder)) {
      const { allow, deny } = together(entries);
      held = (held & ~deny) | allow;
    }
  }
  held = completed(held);
  return holder.timedOut ? held & TIMED_OUT : held;
}

/** What decided one right, as the server names it. */
export type Step =
  | { kind: "owner" }
  | { kind: "administrator"; roleId: Id }
  | { kind: "role"; roleId: Id | null }
  | { kind: "override"; channelId: Id; target: Override["target"] }
  | { kind: "hidden" }
  | { kind: "needs"; permission: Perm }
  | { kind: "timeout" };

/** Which step decided the right, for this person in this channel. */
export function reason(space: SpaceRights, layers: readonly Layer[], holder: Holder, name: Perm): Step {
  if (holder.userId === space.ownerId) return { kind: "owner" };
  const admin = giverOf(space, holder, "administrator");
  if (admin !== null) return { kind: "administrator", roleId: admin };
  const result = effective(space, layers, holder);
  const awake = effective(space, layers, { ...holder, timedOut: false });
  if (!has(result, name) && has(awake, name)) return { kind: "timeout" };
  if (name !== "view_channel" && !has(awake, "view_channel")) return { kind: "hidden" };
  const decision = lastDecision(space, layers, holder, name);
  const giver = giverOf(space, holder, name);
  const held = decision ? decision.allow : giver !== null;
  if (held && !has(awake, name)) return { kind: "needs", permission: has(WRITING, name) ? "send_messages" : "connect" };
  if (decision) return { kind: "override", channelId: decision.channelId, target: decision.target };
  return { kind: "role", roleId: giver };
}

/** One line of the chain from the space to the person. */
export interface Link {
  kind: "role" | "override" | "needs" | "timeout" | "hidden" | "owner" | "administrator";
  /** The role, for `role` and `administrator`. */
  roleId?: Id;
  /** The category or channel, for `override`. */
  channelId?: Id;
  /** Whose exception, for `override`; null: nobody's here applies. */
  target?: Override["target"] | null;
  /** The missing right, for `needs`. */
  permission?: Perm;
  says: "allow" | "deny" | "nothing";
  /** The line that decides. */
  decides: boolean;
}

/** The whole chain for one right, read from top to bottom; later lines win. */
export function chain(space: SpaceRights, layers: readonly Layer[], holder: Holder, name: Perm): Link[] {
  const why = reason(space, layers, holder, name);
  if (why.kind === "owner") return [{ kind: "owner", says: "allow", decides: true }];
  if (why.kind === "administrator") {
    return [{ kind: "administrator", roleId: why.roleId, says: "allow", decides: true }];
  }
  const links = ownRoles(space, holder).map((role): Link => {
    const gives = role.permissions.includes(name);
    const decides = why.kind === "role" && gives && role.id === why.roleId;
    return { kind: "role", roleId: role.id, says: gives ? "allow" : "nothing", decides };
  });
  if (why.kind === "role" && why.roleId === null) links.forEach((link, at) => (link.decides = at === 0));
  for (const layer of layers) links.push(...linksOf(space, layer, holder, name, why));
  if (why.kind === "needs") links.push({ kind: "needs", permission: why.permission, says: "deny", decides: true });
  if (why.kind === "hidden" || why.kind === "timeout") links.push({ kind: why.kind, says: "deny", decides: true });
  return links;
}

function linksOf(space: SpaceRights, layer: Layer, holder: Holder, name: Perm, why: Step): Link[] {
  const spoken = stepsOf(space, layer, holder)
    .flat()
    .filter((entry) => entry.allow.includes(name) || entry.deny.includes(name));
  if (spoken.length === 0) {
    return [{ kind: "override", channelId: layer.id, target: null, says: "nothing", decides: false }];
  }
  return spoken.map((entry) => ({
    kind: "override",
    channelId: layer.id,
    target: entry.target,
    says: entry.allow.includes(name) ? "allow" : "deny",
    decides: why.kind === "override" && why.channelId === layer.id && sameTarget(why.target, entry.target),
  }));
}

function lastDecision(space: SpaceRights, layers: readonly Layer[], holder: Holder, name: Perm) {
  let last: { channelId: Id; target: Override["target"]; allow: boolean } | null = null;
  for (const layer of layers) {
    for (const entries of stepsOf(space, layer, holder)) {
      // Inside one step an allowance wins over every denial.
      const allowing = entries.find((entry) => entry.allow.includes(name));
      const speaking = allowing ?? entries.findLast((entry) => entry.deny.includes(name));
      if (speaking) last = { channelId: layer.id, target: speaking.target, allow: speaking === allowing };
    }
  }
  return last;
}

/** Everyone, then the own roles together, then the person. */
function stepsOf(space: SpaceRights, layer: Layer, holder: Holder): Override[][] {
  const of = (applies: (target: Override["target"]) => boolean) =>
    layer.overrides.filter((entry) => applies(entry.target));
  const everyone = space.everyone.id;
  return [
    of((target) => target.kind === "role" && target.id === everyone),
    of((target) => target.kind === "role" && target.id !== everyone && holder.roles.includes(target.id)),
    of((target) => target.kind === "user" && target.id === holder.userId),
  ];
}

function together(entries: readonly Override[]): { allow: Perms; deny: Perms } {
  return entries.reduce(
    (sum, entry) => ({ allow: sum.allow | fromNames(entry.allow), deny: sum.deny | fromNames(entry.deny) }),
    { allow: NONE, deny: NONE },
  );
}

/** Everyone first, then the own roles from low to high. */
function ownRoles(space: SpaceRights, holder: Holder): RoleRights[] {
  const own = space.roles.filter((role) => holder.roles.includes(role.id));
  return [space.everyone, ...own.toSorted((a, b) => a.position - b.position)];
}

function fromRoles(space: SpaceRights, holder: Holder): Perms {
  return ownRoles(space, holder).reduce((set, role) => set | fromNames(role.permissions), NONE);
}

/** The lowest role that gives the right: everyone before any other. */
function giverOf(space: SpaceRights, holder: Holder, name: Perm): Id | null {
  return ownRoles(space, holder).find((role) => role.permissions.includes(name))?.id ?? null;
}

/** Drops what makes no sense without something else. */
function completed(held: Perms): Perms {
  if (!has(held, "view_channel")) return NONE;
  const written = has(held, "send_messages") ? held : held & ~WRITING;
  return has(written, "connect") ? written : written & ~TALKING;
}

export function sameTarget(a: Override["target"], b: Override["target"]): boolean {
  return a.kind === b.kind && a.id === b.id;
}
