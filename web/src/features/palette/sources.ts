/** Where the palette finds things: rooms, spaces and people that the store knows, and commands. */
import UsersRound from "lucide-solid/icons/users-round";
import { paths } from "~/app/paths";
import { roomsInOrder } from "~/features/channels/state";
import { roomIcon } from "~/features/channels/RoomList";
import type { Id, Space } from "~/lib/api/wire";
import { isBlocked, othersIn, partnerIn, shownConversations, type Conversation, type World } from "~/lib/store";
import { commands } from "./commands";
import type { Entry, Picture, Sight, Source } from "./entry";

const spacesOf = (world: World): Space[] => world.spaceOrder.map((id) => world.spaces[id]).filter((one): one is Space => one !== undefined);
const waitsOf = (mark: { unread: boolean; mentions: number }): Entry["waits"] => (mark.mentions > 0 ? "mentions" : mark.unread ? "unread" : "nothing");

function rooms({ world, marks, roomId }: Sight): Entry[] {
  return spacesOf(world).flatMap((space) =>
    roomsInOrder(world, space.id).map((room) => ({
      key: `room:${room.id}`,
      name: room.name ?? "",
      also: [space.name],
      detail: space.name,
      picture: { icon: roomIcon(room) },
      waits: waitsOf(marks.room(room.id)),
      isHere: room.id === roomId,
      run: (acts) => acts.go(paths.room(room)),
    })),
  );
}

function talks({ world, marks, titleOf, roomId }: Sight): Entry[] {
  const pictureOf = (talk: Conversation): Picture => {
    const person = partnerIn(world, talk);
    return person ? { person } : { icon: UsersRound };
  };
  return shownConversations(world).map((talk) => ({
    key: `talk:${talk.id}`,
    name: titleOf(talk),
    also: othersIn(world, talk).flatMap((person) => [person.display_name, person.username]),
    detail: "",
    picture: pictureOf(talk),
    waits: marks.room(talk.id).unread ? "mentions" : "nothing",
    isHere: talk.id === roomId,
    run: (acts) => acts.go(paths.room(talk)),
  }));
}

function spaces({ world, marks, spaceId }: Sight): Entry[] {
  return spacesOf(world).map((space) => ({
    key: `space:${space.id}`,
    name: space.name,
    also: [],
    detail: "",
    picture: { space },
    waits: waitsOf(marks.space(space.id)),
    isHere: space.id === spaceId,
    run: (acts) => acts.go(paths.space(space.id)),
  }));
}

/** Names that people go by in the spaces. */
function nicksOf(world: World): Map<Id, string[]> {
  const nicks = new Map<Id, string[]>();
  for (const members of Object.values(world.members)) {
    for (const { user_id: id, nick } of Object.values(members)) if (nick) nicks.set(id, [...(nicks.get(id) ?? []), nick]);
  }
  return nicks;
}

function people({ world, words }: Sight): Entry[] {
  const nicks = nicksOf(world);
  return Object.values(world.people)
    .filter((person) => person.id !== world.me?.id && !isBlocked(world, person.id))
    .sort((one, two) => words.formats().compare(one.display_name, two.display_name))
    .map((person) => ({
      key: `person:${person.id}`,
      name: person.display_name,
      also: [person.username, ...(nicks.get(person.id) ?? [])],
      detail: person.username,
      picture: { person },
      waits: "nothing",
      isHere: false,
      run: (acts) => acts.showPerson(person.id),
    }));
}

export const SOURCES: readonly Source[] = [
  { group: "rooms", prefix: "#", isOffered: true, entries: rooms },
  { group: "talks", prefix: "@", isOffered: true, entries: talks },
  { group: "spaces", prefix: null, isOffered: false, entries: spaces },
  { group: "people", prefix: "@", isOffered: false, entries: people },
  { group: "do", prefix: ">", isOffered: true, entries: commands },
];
