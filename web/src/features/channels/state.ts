/** The rooms of a space in order, under their sections, and which of them are new. */
import type { Channel, Id } from "~/lib/api/wire";
import type { World } from "~/lib/store";

export interface Section {
  /** null: rooms outside of any section. */
  category: Channel | null;
  channels: Channel[];
}

const byPlace = (one: Channel, two: Channel) => one.position - two.position || (one.id < two.id ? -1 : 1);
/** Text rooms stand before voice rooms. */
const byKind = (one: Channel, two: Channel) => Number(one.kind === "voice") - Number(two.kind === "voice") || byPlace(one, two);

/** Sections in order; rooms whose section is out of sight stand at the top. */
export function sectionsOf(world: World, spaceId: Id): Section[] {
  const all = Object.values(world.channels).filter((channel) => channel.space_id === spaceId);
  const categories = all.filter((channel) => channel.kind === "category").sort(byPlace);
  const known = new Set(categories.map((one) => one.id));
  const rooms = all.filter((channel) => channel.kind !== "category");
  const loose = rooms.filter((channel) => !channel.parent_id || !known.has(channel.parent_id)).sort(byKind);
  return [
    { category: null, channels: loose },
    ...categories.map((category) => ({ category, channels: rooms.filter((channel) => channel.parent_id === category.id).sort(byKind) })),
  ];
}

/** Rooms in the order they are shown. */
export function roomsInOrder(world: World, spaceId: Id): Channel[] {
  return sectionsOf(world, spaceId).flatMap((section) => section.channels);
}

/** The room a space opens with: the last one visited here, else the first to write in. */
export function firstRoom(world: World, spaceId: Id, last: Id | null): Channel | undefined {
  const rooms = roomsInOrder(world, spaceId);
  return rooms.find((room) => room.id === last) ?? rooms.find((room) => room.kind === "text") ?? rooms[0];
}

export interface Mark {
  unread: boolean;
  mentions: number;
}

export function markOf(world: World, channelId: Id): Mark {
  const read = world.reads[channelId];
  return { unread: (read?.unread ?? 0) > 0, mentions: read?.mentions ?? 0 };
}

export function spaceMark(world: World, spaceId: Id): Mark {
  const marks = Object.values(world.channels).filter((one) => one.space_id === spaceId).map((one) => markOf(world, one.id));
  return { unread: marks.some((mark) => mark.unread), mentions: marks.reduce((sum, mark) => sum + mark.mentions, 0) };
}

/** The neighbour of a room, up or down, perhaps only among the unread ones. */
export function neighbour(world: World, spaceId: Id, from: Id | undefined, by: 1 | -1, isUnread: boolean): Channel | undefined {
  const rooms = roomsInOrder(world, spaceId);
  const at = rooms.findIndex((room) => room.id === from);
  for (let step = 1; step <= rooms.length; step++) {
    const room = rooms[(at + by * step + rooms.length * 2) % rooms.length];
    if (room && room.id !== from && (!isUnread || markOf(world, room.id).unread)) return room;
  }
  return undefined;
}
