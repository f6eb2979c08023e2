/** What one chose to be called for: kept by scope, a choice that is taken back goes. */
import type { NotificationLevel, Ready } from "../api/wire";
import type { World } from "./world";

export function beginLevels(world: World, ready: Pick<Ready, "notification_levels">): void {
  world.levels = {};
  for (const level of ready.notification_levels) setLevel(world, level);
}

export function setLevel(world: World, level: NotificationLevel): void {
  if (level.level === null && level.mute_until === null) dropLevel(world, level.scope);
  else world.levels[level.scope] = level;
}

export function dropLevel(world: World, scope: string): void {
  delete world.levels[scope];
}
