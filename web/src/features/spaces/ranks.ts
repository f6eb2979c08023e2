/** Who stands above whom, what an editor may change in a role, and what such a change does to people. */

import type { Id, Member, Perm, Role, Space } from "../../lib/api/wire";
import { type SpaceRights, inSpace } from "./permissions";
import { RIGHTS, bit, fromNames, has, isStrong, toNames } from "./rights";

/** The space as the arithmetic wants it. */
export function rightsOf(space: Pick<Space, "owner_id" | "suspended">, roles: readonly Role[]): SpaceRights {
  const everyone = roles.find((role) => role.everyone) ?? { id: "", position: 0, permissions: [] };
  return {
    ownerId: space.owner_id,
    suspended: space.suspended,
    everyone,
    roles: roles.filter((role) => !role.everyone),
  };
}

/** The highest position among somebody's roles; 0 with everyone alone, above all for the owner. */
export function rankOf(member: Pick<Member, "owner" | "roles">, roles: readonly Role[]): number {
  if (member.owner) return Number.POSITIVE_INFINITY;
  const own = roles.filter((role) => member.roles.includes(role.id));
  return own.reduce((rank, role) => Math.max(rank, role.position), 0);
}

/** The role that gives somebody their rank; null for the owner and for those with everyone alone. */
export function highestRole(member: Pick<Member, "owner" | "roles">, roles: readonly Role[]): Role | null {
  const own = roles.filter((role) => member.roles.includes(role.id));
  return own.toSorted((a, b) => b.position - a.position)[0] ?? null;
}

/** Highest first, everyone last. */
export function ordered(roles: readonly Role[]): Role[] {
  return roles.toSorted((a, b) => b.position - a.position);
}

/** What the person in front of the page may do here. */
export interface Editor {
  rank: number;
  permissions: readonly Perm[];
}

export function isBelow(role: Pick<Role, "position">, editor: Editor): boolean {
  return role.position < editor.rank;
}

/** True when the editor stands above the member and it is somebody else. */
export function isAbove(editor: Editor, target: Member, roles: readonly Role[], selfId: Id): boolean {
  return target.user.id !== selfId && !target.owner && editor.rank > rankOf(target, roles);
}

/** Why a switch cannot be moved. */
export type Fixed = "rank" | "right" | "manage_roles" | "strong";

/** Why the editor cannot give or take this right in this role; null when they can. */
export function fixedBy(role: Role, name: Perm, editor: Editor): Fixed | null {
  const own = fromNames(editor.permissions);
  if (!has(own, "manage_roles")) return "manage_roles";
  if (!isBelow(role, editor)) return "rank";
  if (role.everyone && isStrong(name)) return "strong";
  if (!has(own, name)) return "right";
  return null;
}

/** What somebody wins or loses by a change of one role. */
export interface Effect {
  name: Perm;
  gained: boolean;
  /** Holders for whom it really changes. */
  touched: Member[];
  /** Holders for whom it stays: they had it anyway, or keep it. */
  kept: Member[];
}

/** What a new set of rights of one role does to the people who hold it. */
export function effects(space: SpaceRights, roleId: Id, next: readonly Perm[], holders: readonly Member[]): Effect[] {
  const swap = (role: SpaceRights["everyone"]) => (role.id === roleId ? { ...role, permissions: next } : role);
  const after: SpaceRights = { ...space, everyone: swap(space.everyone), roles: space.roles.map(swap) };
  const before = roleOf(space, roleId)?.permissions ?? [];
  const changed = fromNames(before) ^ fromNames(next);
  return toNames(changed).map((name) => {
    const touched: Member[] = [];
    const kept: Member[] = [];
    for (const member of holders) {
      const holder = { userId: member.user.id, roles: member.roles, timedOut: false };
      const differs = has(inSpace(space, holder) ^ inSpace(after, holder), name);
      (differs ? touched : kept).push(member);
    }
    return { name, gained: next.includes(name), touched, kept };
  });
}

function roleOf(space: SpaceRights, id: Id) {
  return id === space.everyone.id ? space.everyone : space.roles.find((role) => role.id === id);
}

/** Turns one right on or off; keeps the order of the bits. */
export function toggled(names: readonly Perm[], name: Perm, on: boolean): Perm[] {
  const set = fromNames(names);
  return toNames(on ? set | bit(name) : set & ~bit(name));
}

/** How many rights a set gives, and of how many. */
export function given(names: readonly Perm[]): { given: number; all: number } {
  return { given: toNames(fromNames(names)).length, all: RIGHTS.length };
}

/** A role moved to another place in the list, highest first; null when nothing moves. */
export function moved(ids: readonly Id[], id: Id, to: number): Id[] | null {
  const from = ids.indexOf(id);
  const at = Math.max(0, Math.min(ids.length - 1, to));
  if (from < 0 || at === from) return null;
  const rest = ids.filter((other) => other !== id);
  return [...rest.slice(0, at), id, ...rest.slice(at)];
}
