/** What calls somebody, of everything that is unread: levels, pauses, and the marks that every list and badge shows. */
import type { Id, Level } from "./api/wire";
import { thoseWho } from "./store/bonds";
import { shownConversations } from "./store/conversations";
import type { World } from "./store/world";

/** The scope of everything. */
export const ACCOUNT = "account";

export interface Effective {
  level: Level;
  /** The narrowest scope with a pause that still runs. */
  mutedBy: "room" | "space" | "account" | null;
}

/** Until when nothing of this very scope calls; null when no pause runs. */
export function mutedUntil(world: World, scope: string, nowMs: number): number | null {
  const until = world.levels[scope]?.mute_until;
  const untilMs = until === null || until === undefined ? 0 : Date.parse(until);
  return untilMs > nowMs ? untilMs : null;
}

/** The level that the next wider scopes give, for who chooses nothing here. */
export function inherited(world: World, scope: { room: Id } | { space: Id }): Level {
  if ("space" in scope) return world.levels[ACCOUNT]?.level ?? world.spaces[scope.space]?.default_notifications ?? "all";
  const spaceId = world.channels[scope.room]?.space_id;
  // What is said to oneself alone calls, unless nothing is to call.
  if (!spaceId) return world.levels[ACCOUNT]?.level === "nothing" ? "nothing" : "all";
  return world.levels[spaceId]?.level ?? inherited(world, { space: spaceId });
}

/** Of levels the narrowest counts; a pause of any scope silences all within it. */
export function effective(world: World, channelId: Id, nowMs: number): Effective {
  const spaceId = world.channels[channelId]?.space_id ?? "";
  const level = world.levels[channelId]?.level ?? inherited(world, { room: channelId });
  const scopes = [["room", channelId], ["space", spaceId], ["account", ACCOUNT]] as const;
  return { level, mutedBy: scopes.find(([, scope]) => mutedUntil(world, scope, nowMs) !== null)?.[0] ?? null };
}

/** What several rooms or spaces are together. */
export interface Sum {
  /** Bold, with a pill at the edge. */
  unread: boolean;
  /** Unread where every message notifies: a dot in the title. */
  dot: boolean;
  /** Mentions that call. */
  mentions: number;
}

/** What is marked on a room. */
export interface Mark extends Sum {
  /** Mentions of a muted room: they stand in its row, and nowhere else. */
  quiet: number;
}

const NOTHING: Mark = { unread: false, dot: false, mentions: 0, quiet: 0 };

/** A pause of the account leaves the lists as they are: it keeps from calling, not from finding. */
export function roomMark(world: World, channelId: Id, nowMs: number): Mark {
  const { unread = 0, mentions = 0 } = world.reads[channelId] ?? {};
  const { level, mutedBy } = effective(world, channelId, nowMs);
  if (level === "nothing") return NOTHING;
  if (mutedBy === "room" || mutedBy === "space") return { ...NOTHING, quiet: mentions };
  return { unread: unread > 0, dot: unread > 0 && level === "all", mentions, quiet: 0 };
}

export function sumOf(marks: readonly Sum[]): Sum {
  return {
    unread: marks.some((mark) => mark.unread),
    dot: marks.some((mark) => mark.dot),
    mentions: marks.reduce((sum, mark) => sum + mark.mentions, 0),
  };
}

/** True of a space or room that is muted itself, by a pause or for good. */
export function isSilent(world: World, scope: Id, nowMs: number): boolean {
  return world.levels[scope]?.level === "nothing" || mutedUntil(world, scope, nowMs) !== null;
}

export type Calls = Omit<Sum, "unread">;

/** How much of what was said in a conversation calls oneself. */
export function callsIn(world: World, channelId: Id, nowMs: number): number {
  const { unread = 0, mentions = 0 } = world.reads[channelId] ?? {};
  const { level, mutedBy } = effective(world, channelId, nowMs);
  if (level === "nothing" || mutedBy === "room") return 0;
  return level === "all" ? unread : mentions;
}

/** How much was said to oneself outside of spaces. */
export function saidAtHome(world: World, nowMs: number): number {
  return shownConversations(world).reduce((sum, one) => sum + callsIn(world, one.id, nowMs), 0);
}

/** What calls from outside of the lists, as in the title: all spaces and what waits at home, unless the account is silent. */
export function callsOf(world: World, spaces: Sum, nowMs: number): Calls {
  if (mutedUntil(world, ACCOUNT, nowMs) !== null) return { dot: false, mentions: 0 };
  const requests = world.levels[ACCOUNT]?.level === "nothing" ? 0 : thoseWho(world, "incoming").length;
  return { dot: spaces.dot, mentions: spaces.mentions + requests + saidAtHome(world, nowMs) };
}

/** When the next pause ends; null when none runs. */
export function nextEnd(world: World, nowMs: number): number | null {
  const ends = Object.keys(world.levels).map((scope) => mutedUntil(world, scope, nowMs)).filter((end): end is number => end !== null);
  return ends.length > 0 ? Math.min(...ends) : null;
}
