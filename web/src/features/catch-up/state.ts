/** Which rooms wait to be read, and in which order. */
import type { Channel, Id } from "~/lib/api/wire";
import { isConversation } from "~/lib/store/rooms";
import type { Marks, World } from "~/lib/store";

/** True while a room has something new that concerns oneself. */
export function isWaiting(marks: Pick<Marks, "room">, id: Id): boolean {
  const mark = marks.room(id);
  return mark.unread || mark.mentions > 0;
}

/** Conversations and rooms that call oneself first, then the others; among each, what has waited longest first. */
export function waitingRooms(world: World, marks: Pick<Marks, "room">): Id[] {
  const callsOf = (room: Channel) => (isConversation(room) || marks.room(room.id).mentions > 0 ? 0 : 1);
  return Object.values(world.channels)
    .filter((room) => room.kind !== "category" && !room.conversation?.hidden && isWaiting(marks, room.id))
    .sort((one, two) => callsOf(one) - callsOf(two) || (one.last_message_at ?? "").localeCompare(two.last_message_at ?? "") || one.id.localeCompare(two.id))
    .map((room) => room.id);
}

/** The order on the page: what stands there keeps its place, what comes new stands at the end. */
export function keptOrder(known: readonly Id[], waiting: readonly Id[]): Id[] {
  return [...known, ...waiting.filter((id) => !known.includes(id))];
}
