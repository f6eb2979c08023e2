/** What a channel is called and where it stands: a room of a space has a name, a conversation its people. */
import type { Channel, ConversationPart, Id } from "../api/wire";
import type { I18n } from "../i18n";
import { isolated } from "../i18n/isolate";
import type { Person, World } from "./world";

/** As much of a channel as its address needs. */
export type Placed = Pick<Channel, "id" | "space_id">;
export type Conversation = Channel & { conversation: ConversationPart };

export function isConversation(channel: Channel | undefined): channel is Conversation {
  return Boolean(channel?.conversation);
}

/** The space of a room; conversations stand in none. */
export function spaceOf(channel: Channel | undefined): Id | undefined {
  return channel?.space_id ?? undefined;
}

/** Everybody in a conversation but oneself, as they are called now; first come first. */
export function othersIn(world: World, channel: Conversation): Person[] {
  return channel.conversation.participants.filter((one) => one.id !== world.me?.id).map((one) => world.people[one.id] ?? one);
}

/** The one with whom a direct conversation is. */
export function partnerIn(world: World, channel: Channel | undefined): Person | undefined {
  return isConversation(channel) && channel.kind === "direct" ? othersIn(world, channel)[0] : undefined;
}

/** The name, else the names of the others. */
export function titleOf(world: World, channel: Channel, { t, formats, dir }: Pick<I18n, "t" | "formats" | "dir">): string {
  if (channel.name) return channel.name;
  if (!isConversation(channel)) return "";
  const names = othersIn(world, channel).map((one) => one.display_name);
  if (names.length > 1) return formats().list(names.map((name) => isolated(name, dir())));
  if (names[0] !== undefined) return names[0];
  return channel.kind === "direct" ? t("person.unknown") : t("talk.alone");
}

/** Which way a title runs: a name has its own direction, a list of names that of the page. */
export function titleDir(world: World, channel: Channel, { dir }: Pick<I18n, "dir">): "auto" | "ltr" | "rtl" {
  return !channel.name && isConversation(channel) && othersIn(world, channel).length > 1 ? dir() : "auto";
}
