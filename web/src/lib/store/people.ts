/** How people are called and coloured in a space. */
import type { Id, Role } from "../api/wire";
import type { World } from "./world";

/** The name in this space, else the name on screen; null for somebody unknown. */
export function nameIn(world: World, spaceId: Id | undefined, userId: Id): string | null {
  const nick = spaceId ? world.members[spaceId]?.[userId]?.nick : null;
  return nick ?? world.people[userId]?.display_name ?? null;
}

/** Roles that a member holds, highest first, without everyone. */
export function rolesOf(world: World, spaceId: Id, userId: Id): Role[] {
  const held = world.members[spaceId]?.[userId]?.roles ?? [];
  return (world.roles[spaceId] ?? []).filter((role) => held.includes(role.id) && !role.everyone);
}

/** Colour of the highest role that has one. */
export function colorIn(world: World, spaceId: Id | undefined, userId: Id): string | null {
  if (!spaceId) return null;
  return rolesOf(world, spaceId, userId).find((role) => role.color)?.color ?? null;
}
