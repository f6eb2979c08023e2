/** The rooms of a space as a tree, and moves inside it as the list of places that the server wants. */

import type { Channel, ChannelPlace, Id } from "../../lib/api/wire";

type Placed = Pick<Channel, "id" | "kind" | "parent_id" | "position">;

export interface Branch<C extends Placed> {
  /** Null: the rooms outside every category. */
  category: C | null;
  rooms: C[];
}

/** Loose rooms first, then each category with its rooms. */
export function tree<C extends Placed>(channels: readonly C[]): Branch<C>[] {
  const sorted = channels.toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  const categories = sorted.filter((channel) => channel.kind === "category");
  const known = new Set(categories.map((category) => category.id));
  const parentOf = (room: C) => (room.parent_id !== null && known.has(room.parent_id) ? room.parent_id : null);
  const rooms = sorted.filter((channel) => channel.kind !== "category");
  return [null, ...categories].map((category) => ({
    category,
    rooms: rooms.filter((room) => parentOf(room) === (category?.id ?? null)),
  }));
}

/** Every place, numbered anew. */
export function places<C extends Placed>(branches: readonly Branch<C>[]): ChannelPlace[] {
  const loose = branches.find((branch) => branch.category === null)?.rooms ?? [];
  const named = branches.filter((branch) => branch.category !== null);
  const top = [...loose, ...named.map((branch) => branch.category as C)];
  return [
    ...top.map((channel, position) => ({ id: channel.id, parent_id: null, position })),
    ...named.flatMap((branch) =>
      branch.rooms.map((room, position) => ({ id: room.id, parent_id: branch.category?.id ?? null, position })),
    ),
  ];
}

/** The tree with one room taken out and put at `index` of a category; null when nothing moves. */
export function moveRoom<C extends Placed>(
  branches: readonly Branch<C>[],
  id: Id,
  parent: Id | null,
  index: number,
): Branch<C>[] | null {
  const room = branches.flatMap((branch) => branch.rooms).find((entry) => entry.id === id);
  if (!room) return null;
  const next = branches.map((branch) => {
    const rest = branch.rooms.filter((entry) => entry.id !== id);
    if ((branch.category?.id ?? null) !== parent) return { ...branch, rooms: rest };
    const at = Math.max(0, Math.min(rest.length, index));
    return { ...branch, rooms: [...rest.slice(0, at), room, ...rest.slice(at)] };
  });
  return sameOrder(branches, next) ? null : next;
}

/** The tree with a category at another place among the categories, from 0; null when nothing moves. */
export function moveCategory<C extends Placed>(branches: readonly Branch<C>[], id: Id, index: number): Branch<C>[] | null {
  const loose = branches.filter((branch) => branch.category === null);
  const named = branches.filter((branch) => branch.category !== null);
  const branch = named.find((entry) => entry.category?.id === id);
  if (!branch) return null;
  const rest = named.filter((entry) => entry !== branch);
  const at = Math.max(0, Math.min(rest.length, index));
  const next = [...loose, ...rest.slice(0, at), branch, ...rest.slice(at)];
  return sameOrder(branches, next) ? null : next;
}

/** One step up or down, out of a category and into the next one at its edges; null at the end. */
export function step<C extends Placed>(branches: readonly Branch<C>[], id: Id, by: -1 | 1): Branch<C>[] | null {
  const named = branches.filter((branch) => branch.category !== null);
  const place = named.findIndex((branch) => branch.category?.id === id);
  if (place >= 0) return moveCategory(branches, id, Math.max(0, place + by));
  const at = branches.findIndex((branch) => branch.rooms.some((room) => room.id === id));
  const here = branches[at];
  if (!here) return null;
  const index = here.rooms.findIndex((room) => room.id === id);
  const inside = index + by;
  if (inside >= 0 && inside < here.rooms.length) return moveRoom(branches, id, here.category?.id ?? null, inside);
  const there = branches[at + by];
  if (!there) return null;
  return moveRoom(branches, id, there.category?.id ?? null, by < 0 ? there.rooms.length : 0);
}

/** Puts places into channels, as the answer of the server will. */
export function applyPlaces<C extends Placed>(channels: readonly C[], all: readonly ChannelPlace[]): C[] {
  const byId = new Map(all.map((place) => [place.id, place]));
  return channels.map((channel) => {
    const place = byId.get(channel.id);
    return place ? { ...channel, parent_id: place.parent_id, position: place.position } : channel;
  });
}

function sameOrder<C extends Placed>(a: readonly Branch<C>[], b: readonly Branch<C>[]): boolean {
  const key = (branches: readonly Branch<C>[]) =>
    branches.map((branch) => [branch.category?.id ?? "", ...branch.rooms.map((room) => room.id)].join()).join("|");
  return key(a) === key(b);
}
