/** The rooms of a space in order, under their sections. */
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

/** The neighbour of a room or conversation in its list, up or down, perhaps only among those that are marked. */
export function neighbour<T extends { id: Id }>(rooms: readonly T[], from: Id | undefined, by: 1 | -1, isMarked: (id: Id) => boolean = () => true): T | undefined {
  const found = rooms.findIndex((room) => room.id === from);
  // From outside of the list it is entered at its nearer end.
  const at = found < 0 && by < 0 ? 0 : found;
  for (let step = 1; step <= rooms.length; step++) {
    const room = rooms[(at + by * step + rooms.length * 2) % rooms.length];
    if (room && room.id !== from && isMarked(room.id)) return room;
  }
  return undefined;
}
