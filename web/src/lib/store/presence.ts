/** Who is there, how they want to be seen, and what they say of themselves. */
import type { CustomStatus, Id, Presence, Ready, Shown } from "../api/wire";
import { isBlocked } from "./bonds";
import type { World } from "./world";

export function beginPresences(world: World, ready: Pick<Ready, "presences">): void {
  world.presences = Object.fromEntries(ready.presences.filter(isThere).map((one) => [one.user_id, one]));
}

const isThere = (one: Presence) => one.status !== "offline";

/** What stays the same is left alone, so that only the dot that changed is drawn anew. */
export function setPresence(world: World, presence: Presence): void {
  const known = world.presences[presence.user_id];
  if (!isThere(presence)) delete world.presences[presence.user_id];
  else if (known) Object.assign(known, presence);
  else world.presences[presence.user_id] = presence;
}

/** How somebody is seen here. Oneself as others see one; whom one blocked as nobody who is there. */
export function seenAs(world: World, id: Id): Shown {
  if (isBlocked(world, id)) return "offline";
  const shown = world.presences[id]?.status;
  if (id !== world.me?.id) return shown ?? "offline";
  const { presence } = world.me;
  if (presence === "invisible") return "offline";
  return presence === "online" ? (shown ?? "online") : presence;
}

/** What somebody says of themselves; who is not there says nothing, oneself hears oneself always. */
export function saidBy(world: World, id: Id): CustomStatus | null {
  if (id === world.me?.id) return world.me.custom;
  return isBlocked(world, id) ? null : (world.presences[id]?.custom ?? null);
}
