/** Conversations: who is in them, their order by what was last said, and which of them oneself hid. */
import type { Channel, Event, Id, Message, Ready } from "../api/wire";
import { isConversation, type Conversation } from "./rooms";
import { meet, type World } from "./world";

type Told<K extends Event["t"]> = Extract<Event, { t: K }>["d"];

export function beginConversations(world: World, ready: Pick<Ready, "conversations">): void {
  world.conversations = ready.conversations.map(({ channel }) => channel.id);
  world.latest = {};
  for (const { channel, read } of ready.conversations) {
    learn(world, channel);
    world.reads[channel.id] = read;
  }
}

function learn(world: World, channel: Channel): void {
  for (const one of channel.conversation?.participants ?? []) meet(world, one);
  world.channels[channel.id] = channel;
}

/** One that is new, or that one came back to; it stands by what was last said in it. */
export function putConversation(world: World, channel: Channel): void {
  const lastSeq = Math.max(world.channels[channel.id]?.last_seq ?? 0, channel.last_seq);
  learn(world, { ...channel, last_seq: lastSeq });
  const saidAt = (id: Id) => Date.parse(world.channels[id]?.last_message_at ?? world.channels[id]?.created_at ?? "");
  const others = world.conversations.filter((id) => id !== channel.id);
  const at = others.findIndex((id) => saidAt(id) <= saidAt(channel.id));
  world.conversations = others.toSpliced(at < 0 ? others.length : at, 0, channel.id);
}

export function dropConversation(world: World, id: Id): void {
  world.conversations = world.conversations.filter((known) => known !== id);
  delete world.latest[id];
}

/** What is said in a hidden conversation brings it back. */
export function saidIn(world: World, channel: Channel, message: Message): void {
  if (!isConversation(channel)) return;
  channel.conversation.hidden = false;
  world.latest[channel.id] = message;
  if (world.conversations[0] !== channel.id) world.conversations = [channel.id, ...world.conversations.filter((id) => id !== channel.id)];
}

/** The newest message is another one now: as it was changed, or unknown until somebody asks. */
export function changedIn(world: World, channelId: Id, id: Id, message?: Message): void {
  if (world.latest[channelId]?.id !== id) return;
  if (message) world.latest[channelId] = message;
  else delete world.latest[channelId];
}

function party(world: World, id: Id): Conversation | undefined {
  const channel = world.channels[id];
  return isConversation(channel) ? channel : undefined;
}

export function came(world: World, d: Told<"conversation_member_add">): void {
  const channel = party(world, d.channel_id);
  if (!channel) return;
  meet(world, d.user);
  const { participants } = channel.conversation;
  if (!participants.some((one) => one.id === d.user.id)) participants.push(d.user);
}

export function went(world: World, d: Told<"conversation_member_remove">): void {
  const channel = party(world, d.channel_id);
  if (!channel) return;
  channel.conversation.participants = channel.conversation.participants.filter((one) => one.id !== d.user_id);
  channel.conversation.creator_id = d.creator_id;
}

export function hid(world: World, d: Told<"conversation_hidden">): void {
  const channel = party(world, d.channel_id);
  if (channel) channel.conversation.hidden = d.hidden;
}

/** Those in the own list, newest activity first. */
export function shownConversations(world: World): Conversation[] {
  return world.conversations.map((id) => world.channels[id]).filter((one): one is Conversation => isConversation(one) && !one.conversation.hidden);
}

/** The direct conversation with somebody, hidden or not. */
export function directWith(world: World, userId: Id): Conversation | undefined {
  return world.conversations.map((id) => world.channels[id])
    .find((one): one is Conversation => isConversation(one) && one.kind === "direct" && one.conversation.participants.some((two) => two.id === userId));
}
