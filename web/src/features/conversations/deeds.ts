/** What one can do with a conversation; each act tells the store before the stream does, and why it was refused. */
import { explain } from "~/features/messages/trouble";
import type { Scene } from "~/features/messages/scene";
import { troubleOf } from "~/lib/api";
import type { Channel, ChannelPatch, Id, NewConversation, ReadState } from "~/lib/api/wire";
import { LIMITS, tidy } from "~/lib/rules";
import type { Conversation } from "~/lib/store";

type Parts = Pick<Scene, "live" | "notify" | "t">;

const PART = "/conversations";
/** People of a group, oneself among them. */
export const PEOPLE_MAX = 10;

/** Says why somebody cannot be written to, or taken in; the server never tells a block from a setting, so neither do these words. */
export function explainRefusal(t: Scene["t"], names: readonly string[], thrown: unknown): string {
  const { code } = troubleOf(thrown);
  const [name] = names;
  if (code === "cannot_message") return name !== undefined && names.length === 1 ? t("talk.cannot", { name }) : t("talk.cannot_some");
  if (code === "limit_reached") return t("meet.many");
  return explain(t, thrown);
}

/** What differs from a group as it is; null when nothing does. `icon`: undefined leaves the picture as it is. */
export function changeOf(group: Pick<Conversation, "name">, name: string, icon: Id | null | undefined): Pick<ChannelPatch, "name" | "icon"> | null {
  const wanted = tidy(name, LIMITS.channelName) || null;
  const patch = { ...(wanted !== group.name && { name: wanted }), ...(icon !== undefined && { icon }) };
  return Object.keys(patch).length > 0 ? patch : null;
}

export function createTalk({ live, notify, t }: Parts) {
  /** Does it; a refusal becomes a notice. */
  const quietly = (work: Promise<unknown>) => void work.catch((thrown: unknown) => notify(explain(t, thrown), "bad"));

  async function hide(channel: Conversation, hidden: boolean): Promise<void> {
    await live.ask("PUT", `${PART}/${channel.id}/hidden`, { hidden });
    live.apply({ t: "conversation_hidden", d: { channel_id: channel.id, hidden } });
  }

  /** Opens the direct conversation or a new group; answers it once it stands in the store. */
  async function open(body: NewConversation): Promise<Channel> {
    const channel = await live.ask<Channel>("POST", PART, body);
    const known = live.world.channels[channel.id];
    const read: ReadState = live.world.reads[channel.id] ?? { channel_id: channel.id, last_read_seq: channel.last_seq, last_seq: channel.last_seq, unread: 0, mentions: 0 };
    if (!known) live.apply({ t: "channel_create", d: { channel, read } });
    else live.apply({ t: "conversation_hidden", d: { channel_id: channel.id, hidden: false } });
    return channel;
  }

  return {
    open,
    show: (channel: Conversation) => quietly(hide(channel, false)),
    hide: (channel: Conversation, name: string) => quietly(hide(channel, true).then(() => notify(t("talk.hidden", { name })))),
    markRead: (channel: Conversation) => quietly(live.ask("POST", `/channels/${channel.id}/ack`, { seq: channel.last_seq })),
    leave: async (channel: Conversation): Promise<void> => {
      await live.ask("DELETE", `${PART}/${channel.id}/members/${live.world.me?.id ?? ""}`);
      live.apply({ t: "channel_delete", d: { space_id: null, channel_id: channel.id, reason: "left" } });
    },
    take: (channel: Conversation, userId: Id) => live.ask("DELETE", `${PART}/${channel.id}/members/${userId}`),
    add: (channel: Conversation, userId: Id) => live.ask("PUT", `${PART}/${channel.id}/members/${userId}`),
    change: async (channel: Conversation, patch: Pick<ChannelPatch, "name" | "icon">): Promise<void> => {
      const changed = await live.ask<Channel>("PATCH", `/channels/${channel.id}`, patch);
      live.apply({ t: "channel_update", d: { channel: changed } });
    },
  };
}
