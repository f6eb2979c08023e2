/** How people stand to oneself: friends, open requests, and whom one blocked. */
import type { FriendState, Id, ReadState, Ready, UserRef } from "../api/wire";
import { meet, type World } from "./world";

export function beginBonds(world: World, ready: Pick<Ready, "friends" | "blocks">): void {
  world.friends = {};
  for (const friend of ready.friends) setFriend(world, friend.user, friend.state);
  world.blocks = Object.fromEntries(ready.blocks.map((id) => [id, true]));
}

/** Null: neither a friend nor a request. */
export function setFriend(world: World, user: UserRef, state: FriendState | null): void {
  meet(world, user);
  if (state) world.friends[user.id] = state;
  else delete world.friends[user.id];
}

export function setBlock(world: World, id: Id, isSet: boolean): void {
  if (isSet) world.blocks[id] = true;
  else delete world.blocks[id];
}

export function isBlocked(world: World, id: Id | null | undefined): boolean {
  return id !== null && id !== undefined && world.blocks[id] === true;
}

/** Everybody who stands so to oneself. */
export function thoseWho(world: World, state: FriendState): Id[] {
  return Object.keys(world.friends).filter((id) => world.friends[id] === state);
}

/** Takes over counts that were asked for, but none that is older than what was said here meanwhile. */
export function recount(world: World, reads: readonly ReadState[]): void {
  for (const read of reads) {
    const known = world.reads[read.channel_id];
    if (known && read.last_seq >= known.last_seq && read.last_read_seq >= known.last_read_seq) world.reads[read.channel_id] = read;
  }
}
