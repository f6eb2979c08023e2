/** How people are called and coloured in a space. */
import type { Id, Role } from "../api/wire";
import type { World } from "./world";

/** The name in this space, else the name on screen; null for somebody unknown. */
export function name_in(world: World, space_id: Id | undefined, user_id: Id): string | null {
  const nick = space_id ? world.members[space_id]?.[user_id]?.nick : null;
  return nick ?? world.people[user_id]?.display_name ?? null;
}

/** Roles that a member holds, highest first, without everyone. */
export function roles_of(world: World, space_id: Id, user_id: Id): Role[] {
  const held = world.members[space_id]?.[user_id]?.roles ?? [];
  return (world.roles[space_id] ?? []).filter((role) => held.includes(role.id) && !role.everyone);
}

/** Colour of the highest role that has one. */
export function color_in(world: World, space_id: Id | undefined, user_id: Id): string | null {
  if (!space_id) return null;
  return roles_of(world, space_id, user_id).find((role) => role.color)?.color ?? null;
}
