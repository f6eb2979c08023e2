/** The one place where events become state: pure, in order, safe to repeat. Works on a draft. */
import type { Channel, Event, EventName, Id, Message, Ready, ReadState, Role, SpaceState } from "../api/wire";
import { beginBonds, isBlocked, setBlock, setFriend } from "./bonds";
import { beginLevels, dropLevel, setLevel } from "./levels";
import { beginConversations, came, changedIn, dropConversation, hid, putConversation, saidIn, went } from "./conversations";
import { beginPresences, setPresence } from "./presence";
import { bury, findLine, keepOwn, place } from "./room";
import { meet, putMember, type World } from "./world";

type Handler<K extends EventName> = (world: World, d: Extract<Event, { t: K }>["d"]) => void;
type Handlers = { [K in EventName]?: Handler<K> };

const UNREAD_MAX = 100;

/** A stream has begun: the list of spaces is the truth, messages read before stay until they are checked. */
export function begin(world: World, ready: Ready): void {
  world.me = ready.user;
  world.instance = ready.instance;
  world.settings = ready.settings;
  const rooms = world.rooms;
  const members = world.members;
  Object.assign(world, { spaces: {}, spaceOrder: [], roles: {}, channels: {}, reads: {}, rooms: {}, members: {} });
  meet(world, ready.user);
  beginBonds(world, ready);
  beginPresences(world, ready);
  beginLevels(world, ready);
  for (const space of ready.spaces) {
    const known = members[space.space.id];
    if (known) world.members[space.space.id] = known;
    putSpace(world, space);
  }
  beginConversations(world, ready);
  for (const [id, room] of Object.entries(rooms)) if (world.channels[id]) world.rooms[id] = room;
}

/** Applies one event. Unknown names are ignored, so that an older client lives beside a newer server. */
export function reduce(world: World, event: Event): void {
  const handler = handlers[event.t] as Handler<EventName> | undefined;
  handler?.(world, event.d);
}

const handlers: Handlers = {
  instance_update: (world, d) => void (world.instance && Object.assign(world.instance, d)),
  user_update: (world, d) => {
    meet(world, d);
    if (world.me?.id === d.id) Object.assign(world.me, d);
  },
  me_update: (world, d) => {
    world.me = d;
    const {
      email: _email, email_verified: _verified, state: _state, timezone: _zone, locale: _locale, second_factor: _factor,
      direct_policy: _direct, friend_requests: _requests, presence: _presence, custom: _custom, ...person
    } = d;
    meet(world, person);
  },
  settings_update: (world, d) => {
    if (!world.settings || d.version > world.settings.version) world.settings = d;
  },
  read_update: (world, d) => putRead(world, d),
  friend_update: (world, d) => setFriend(world, d.user, d.state),
  block_update: (world, d) => setBlock(world, d.user_id, d.blocked),
  presence_update: (world, d) => setPresence(world, d),
  presence_bulk: (world, d) => d.presences.forEach((one) => setPresence(world, one)),
  notification_level_update: (world, d) => setLevel(world, d),
  space_create: (world, d) => putSpace(world, d),
  space_update: (world, d) => {
    const space = world.spaces[d.id];
    if (space && d.access_version >= space.access_version) Object.assign(space, { ...d, permissions: space.permissions });
  },
  space_delete: (world, d) => dropSpace(world, d.space_id),
  member_join: (world, d) => {
    const space = world.spaces[d.space_id];
    if (!space) return;
    const isNew = !world.members[d.space_id]?.[d.member.user.id];
    putMember(world, d.space_id, d.member);
    if (isNew && d.member.user.id !== world.me?.id) space.member_count++;
  },
  member_update: (world, d) => {
    const member = world.members[d.space_id]?.[d.user_id];
    if (member) Object.assign(member, { nick: d.nick, roles: d.roles, timeout_until: d.timeout_until });
  },
  member_leave: (world, d) => {
    const space = world.spaces[d.space_id];
    delete world.members[d.space_id]?.[d.user_id];
    if (space) space.member_count = Math.max(1, space.member_count - 1);
  },
  role_create: (world, d) => putRole(world, d.space_id, d.role),
  role_update: (world, d) => putRole(world, d.space_id, d.role),
  role_delete: (world, d) => {
    if (!world.roles[d.space_id]) return;
    world.roles[d.space_id] = world.roles[d.space_id]?.filter((role) => role.id !== d.role_id) ?? [];
    for (const member of Object.values(world.members[d.space_id] ?? {})) {
      if (member.roles.includes(d.role_id)) member.roles = member.roles.filter((id) => id !== d.role_id);
    }
  },
  role_order: (world, d) => {
    const roles = world.roles[d.space_id];
    if (!roles) return;
    for (const role of roles) {
      const at = d.role_ids.indexOf(role.id);
      if (at >= 0) role.position = d.role_ids.length - at;
    }
    world.roles[d.space_id] = byRank(roles);
  },
  channel_create: (world, d) => {
    if (d.channel.conversation) putConversation(world, d.channel);
    else if (world.spaces[d.channel.space_id ?? ""]) putChannel(world, d.channel);
    else return;
    if (d.read) putRead(world, d.read);
  },
  channel_update: (world, d) => {
    const known = world.channels[d.channel.id];
    if (!known) return;
    const lastSeq = Math.max(known.last_seq, d.channel.last_seq);
    // What differs from person to person is not in it.
    const conversation = d.channel.conversation && { ...d.channel.conversation, hidden: known.conversation?.hidden ?? false };
    Object.assign(known, { ...d.channel, permissions: known.permissions, last_seq: lastSeq, conversation });
  },
  channel_delete: (world, d) => dropChannel(world, d.channel_id, d.reason !== "hidden"),
  channel_order: (world, d) => {
    for (const { id, parent_id, position } of d.places) {
      const channel = world.channels[id];
      if (channel) Object.assign(channel, { parent_id, position });
    }
  },
  conversation_member_add: came,
  conversation_member_remove: went,
  conversation_hidden: hid,
  permissions_update: (world, d) => {
    const space = world.spaces[d.space_id];
    if (space) space.permissions = d.space;
    for (const [id, permissions] of Object.entries(d.channels)) {
      const channel = world.channels[id];
      if (channel) channel.permissions = permissions;
    }
  },
  message_create: (world, d) => said(world, d.message),
  message_update: (world, d) => changed(world, d.message),
  message_delete: (world, d) => deleted(world, d.channel_id, d.id, d.seq),
  message_delete_bulk: (world, d) => d.ids.forEach((id) => deleted(world, d.channel_id, id, null)),
  reaction_add: (world, d) => reacted(world, d, true),
  reaction_remove: (world, d) => reacted(world, d, false),
  reaction_clear: (world, d) => {
    const line = findLine(world.rooms[d.channel_id], d.message_id);
    if (line) line.reactions = d.emoji === null ? [] : line.reactions.filter((one) => one.emoji !== d.emoji);
  },
  pin_update: (world, d) => {
    const line = findLine(world.rooms[d.channel_id], d.message_id);
    if (line) line.pinned = d.pinned;
  },
};

function byRank<T extends { position: number; id: Id }>(roles: T[]): T[] {
  return roles.toSorted((one, two) => two.position - one.position || (one.id < two.id ? -1 : 1));
}

function putRole(world: World, spaceId: Id, role: Role): void {
  const roles = world.roles[spaceId];
  if (roles) world.roles[spaceId] = byRank([...roles.filter((known) => known.id !== role.id), role]);
}

function putSpace(world: World, state: SpaceState): void {
  const id = state.space.id;
  world.spaces[id] = state.space;
  if (!world.spaceOrder.includes(id)) world.spaceOrder.push(id);
  world.roles[id] = byRank(state.roles);
  for (const channel of Object.values(world.channels)) if (channel.space_id === id) delete world.channels[channel.id];
  for (const channel of state.channels) putChannel(world, channel);
  putMember(world, id, state.member);
  for (const read of state.reads) world.reads[read.channel_id] = read;
}

function putChannel(world: World, channel: Channel): void {
  world.channels[channel.id] = channel;
}

function putRead(world: World, read: ReadState): void {
  if (!world.channels[read.channel_id]) return;
  const lastSeq = Math.max(read.last_seq, world.reads[read.channel_id]?.last_seq ?? 0);
  world.reads[read.channel_id] = { ...read, last_seq: lastSeq };
}

/** A room that only went out of sight keeps its level: it may come back. What is deleted or left does not. */
function dropChannel(world: World, id: Id, isOver: boolean): void {
  dropConversation(world, id);
  delete world.channels[id];
  delete world.rooms[id];
  delete world.reads[id];
  if (!isOver) return;
  dropLevel(world, id);
  for (const channel of Object.values(world.channels)) if (channel.parent_id === id) channel.parent_id = null;
}

function dropSpace(world: World, id: Id): void {
  for (const channel of Object.values(world.channels)) {
    if (channel.space_id !== id) continue;
    dropChannel(world, channel.id, false);
    dropLevel(world, channel.id);
  }
  dropLevel(world, id);
  delete world.spaces[id];
  delete world.roles[id];
  delete world.members[id];
  world.spaceOrder = world.spaceOrder.filter((known) => known !== id);
}

function said(world: World, message: Message): void {
  const channel = world.channels[message.channel_id];
  if (!channel) return;
  if (message.author) meet(world, message.author);
  const room = world.rooms[message.channel_id];
  if (room) place(room, message);
  if (message.seq <= channel.last_seq) return;
  channel.last_seq = message.seq;
  channel.last_message_at = message.created_at;
  saidIn(world, channel, message);
  countUnread(world, message);
}

function countUnread(world: World, message: Message): void {
  const read = world.reads[message.channel_id];
  if (!read || message.seq <= read.last_seq) return;
  read.last_seq = message.seq;
  if (message.author && message.author.id === world.me?.id) {
    Object.assign(read, { last_read_seq: message.seq, unread: 0, mentions: 0 });
  } else if (message.author && !isBlocked(world, message.author.id) && message.seq > read.last_read_seq) {
    read.unread = Math.min(UNREAD_MAX, read.unread + 1);
    if (callsMe(world, message)) read.mentions = Math.min(UNREAD_MAX, read.mentions + 1);
  }
}

/** True when a message calls oneself by name, by a role or with everyone. */
export function callsMe(world: World, message: Message): boolean {
  const me = world.me?.id;
  if (!me || message.author?.id === me || isBlocked(world, message.author?.id)) return false;
  if (message.mentions.everyone || message.mentions.users.includes(me)) return true;
  if (message.mentions.roles.length === 0) return false;
  const spaceId = world.channels[message.channel_id]?.space_id ?? "";
  const roles = world.members[spaceId]?.[me]?.roles ?? [];
  return message.mentions.roles.some((role) => roles.includes(role));
}

function changed(world: World, message: Message): void {
  const line = findLine(world.rooms[message.channel_id], message.id);
  if (message.author && world.channels[message.channel_id]) meet(world, message.author);
  changedIn(world, message.channel_id, message.id, message);
  if (!line || line.gone || message.revision <= line.revision) return;
  Object.assign(line, keepOwn(line, message));
}

function deleted(world: World, channelId: Id, id: Id, seq: number | null): void {
  changedIn(world, channelId, id);
  const room = world.rooms[channelId];
  const line = room ? findLine(room, id) : undefined;
  if (line?.gone) return;
  const number = seq ?? line?.seq;
  const read = world.reads[channelId];
  if (read && number !== undefined && number > read.last_read_seq && line?.author?.id !== world.me?.id && !isBlocked(world, line?.author?.id)) {
    read.unread = Math.max(0, read.unread - 1);
    if (line && callsMe(world, line)) read.mentions = Math.max(0, read.mentions - 1);
  }
  if (room) bury(room, id);
}

function reacted(world: World, d: Extract<Event, { t: "reaction_add" }>["d"], isAdded: boolean): void {
  const line = findLine(world.rooms[d.channel_id], d.message_id);
  if (!line || line.gone) return;
  const known = line.reactions.find((reaction) => reaction.emoji === d.emoji);
  const isMine = d.user_id === world.me?.id;
  if (d.count <= 0) line.reactions = line.reactions.filter((reaction) => reaction.emoji !== d.emoji);
  else if (known) Object.assign(known, { count: d.count, me: isMine ? isAdded : known.me });
  else line.reactions.push({ emoji: d.emoji, count: d.count, me: isMine && isAdded });
}
