/** The rooms of a space in order, under their sections, and which of them are new. */
import { tree, type Branch } from "~/features/spaces/rooms";
import type { Channel, Id } from "~/lib/api/wire";
import type { World } from "~/lib/store";

/** The one order of rooms, in the sidebar as in the settings: loose ones first, then each section with its own. */
export function sectionsOf(world: World, spaceId: Id): Branch<Channel>[] {
  return tree(Object.values(world.channels).filter((channel) => channel.space_id === spaceId));
}

/** Rooms in the order they are shown. */
export function roomsInOrder(world: World, spaceId: Id): Channel[] {
  return sectionsOf(world, spaceId).flatMap((section) => section.rooms);
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
