/** Everything the client knows, by id: what the reducer writes and the views read. */
import type { Channel, ClientSettings, FriendState, Id, Instance, Me, Member, Message, NotificationLevel, Presence, ReadState, Role, Space, User, UserRef } from "../api/wire";

export type Person = UserRef & Partial<User>;

/** A member without the person, who is kept once for all spaces. */
export interface Membership {
  user_id: Id;
  nick: string | null;
  roles: Id[];
  joined_at: string;
  owner: boolean;
  timeout_until: string | null;
}

/** A message as it stands in a room; `gone` marks one deleted while on screen. */
export type Line = Message & { gone?: boolean };

/** A stretch of a room without holes: every message numbered `from` to `to` is here or was deleted. */
export interface Window {
  from: number;
  to: number;
  lines: Line[];
}

export interface Room {
  /** In order, never touching or overlapping. */
  windows: Window[];
}

export interface World {
  me: Me | null;
  instance: Instance | null;
  settings: ClientSettings | null;
  spaceOrder: Id[];
  spaces: Record<Id, Space>;
  /** Highest first. */
  roles: Record<Id, Role[]>;
  channels: Record<Id, Channel>;
  /** Conversations, also hidden ones, newest activity first. */
  conversations: Id[];
  /** The newest message of a conversation, once it is known; null when there is none to read. */
  latest: Record<Id, Message | null>;
  people: Record<Id, Person>;
  /** How friends, and those between whom a request is open, stand to oneself. */
  friends: Record<Id, FriendState>;
  /** Whom one blocked. */
  blocks: Record<Id, true>;
  /** Who of those that one may see is there; who is not in it is offline. */
  presences: Record<Id, Presence>;
  members: Record<Id, Record<Id, Membership>>;
  /** What one chose to be called for, by scope: `account`, or the id of a space or room. */
  levels: Record<string, NotificationLevel>;
  reads: Record<Id, ReadState>;
  /** Rooms that were opened since the stream began. */
  rooms: Record<Id, Room>;
}

export function emptyWorld(): World {
  return {
    me: null, instance: null, settings: null, spaceOrder: [], spaces: {}, roles: {}, channels: {}, conversations: [], latest: {}, people: {},
    friends: {}, blocks: {}, presences: {}, members: {}, levels: {}, reads: {}, rooms: {},
  };
}

/** Remembers what is new about a person without forgetting what a shorter form leaves out. */
export function meet(world: World, person: Person): void {
  const known = world.people[person.id];
  if (known) Object.assign(known, person);
  else world.people[person.id] = { ...person };
}

export function putMember(world: World, spaceId: Id, member: Member): void {
  meet(world, member.user);
  const { user, ...rest } = member;
  (world.members[spaceId] ??= {})[user.id] = { user_id: user.id, ...rest, roles: [...rest.roles] };
}
