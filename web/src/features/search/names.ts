/** Whom and which room the names in a search mean, by what is known of the place. */
import { fold } from "~/features/messages/complete";
import type { Channel, Id } from "~/lib/api/wire";
import { othersIn, shownConversations, type Conversation, type Person, type World } from "~/lib/store";
import type { Names, Scope } from "./ask";

/** The beginning of a name is enough when only one begins so. */
const BEGINNING_MIN = 2;
/** As many conversations are offered to search in. */
const TALKS_MAX = 10;

/** People of the spaces and conversations that are searched, each once, with the names they go by. */
export function peopleOf(world: World, spaceId: Id | null): { person: Person; names: string[] }[] {
  const found = new Map<Id, { person: Person; names: string[] }>();
  for (const id of spaceId ? [spaceId] : world.spaceOrder) {
    for (const member of Object.values(world.members[id] ?? {})) {
      const person = world.people[member.user_id];
      if (!person) continue;
      const known = found.get(person.id) ?? { person, names: [person.username, person.display_name] };
      if (member.nick) known.names.push(member.nick);
      found.set(person.id, known);
    }
  }
  // Who is met outside of spaces is found by what was said there.
  for (const talk of spaceId === null ? shownConversations(world) : []) {
    for (const person of othersIn(world, talk)) found.set(person.id, found.get(person.id) ?? { person, names: [person.username, person.display_name] });
  }
  return [...found.values()];
}

/** Rooms to write in that are searched; those of the space at hand first. */
export function roomsOf(world: World, spaceId: Id | null): Channel[] {
  const order = (room: Channel) => world.spaceOrder.indexOf(room.space_id ?? "");
  return Object.values(world.channels)
    .filter((one) => one.space_id !== null && one.kind !== "category" && (spaceId === null || one.space_id === spaceId))
    .sort((one, two) => order(one) - order(two));
}

/** Conversations that are searched, the newest first: in a space none is. */
export function searchedTalks(world: World, scope: Scope): Conversation[] {
  if (scope.space !== null) return [];
  return shownConversations(world).filter((talk) => talk.encryption === "off").slice(0, TALKS_MAX);
}

/** All that is searched: what of it is encrypted is not found. */
export function searchedRooms(world: World, scope: Scope): Channel[] {
  const room = world.channels[scope.room ?? ""];
  if (room) return [room];
  return [...roomsOf(world, scope.space), ...(scope.space === null ? shownConversations(world) : [])];
}

function matching<T>(all: readonly T[], wanted: string, allOf: (one: T) => readonly string[]): T[] {
  const word = fold(wanted);
  const exact = all.filter((one) => allOf(one).some((name) => fold(name) === word));
  if (exact.length > 0 || [...word].length < BEGINNING_MIN) return exact;
  const begun = all.filter((one) => allOf(one).some((name) => fold(name).startsWith(word)));
  return begun.length === 1 ? begun : [];
}

/** The own name may be said as "me", in any language of the interface. */
export function namesOf(world: World, scope: Scope, meWords: readonly string[]): Names {
  return {
    person: (name) => {
      const me = world.me?.id ?? null;
      if (meWords.some((word) => fold(word) === fold(name))) return me;
      const people = peopleOf(world, scope.space);
      const byUsername = people.find(({ person }) => person.username === name.toLowerCase());
      return byUsername?.person.id ?? matching(people, name, (one) => one.names)[0]?.person.id ?? null;
    },
    rooms: (name) => matching(roomsOf(world, scope.space), name, (room) => [room.name ?? ""]).map((room) => room.id),
  };
}
