/** Who is writing where: told again each few seconds, over after a while, and at once with what they wrote. */
import { createStore, reconcile } from "solid-js/store";
import type { Event, Id } from "../api/wire";

/** So long one is writing after it was told. */
export const TYPING_MS = 8000;

export interface Typing {
  /** Those who write there, who began first first. */
  of: (channelId: Id) => readonly Id[];
  hear: (event: Event) => void;
  /** Nobody is known to write: the stream was cut, or it ended. */
  clear: () => void;
}

export function createTyping(): Typing {
  const [writers, setWriters] = createStore<Record<Id, Id[]>>({});
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function end(channelId: Id, userId: Id): void {
    const key = `${channelId}:${userId}`;
    if (!timers.has(key)) return;
    clearTimeout(timers.get(key));
    timers.delete(key);
    setWriters(channelId, (known) => known?.filter((id) => id !== userId) ?? []);
  }

  function begin(channelId: Id, userId: Id): void {
    const key = `${channelId}:${userId}`;
    clearTimeout(timers.get(key));
    timers.set(key, setTimeout(() => end(channelId, userId), TYPING_MS));
    setWriters(channelId, (known) => (known?.includes(userId) ? known : [...(known ?? []), userId]));
  }

  return {
    of: (channelId) => writers[channelId] ?? [],
    hear: (event) => {
      if (event.t === "typing") begin(event.d.channel_id, event.d.user_id);
      else if (event.t === "message_create" && event.d.message.author) end(event.d.message.channel_id, event.d.message.author.id);
      else if (event.t === "channel_delete") for (const id of [...(writers[event.d.channel_id] ?? [])]) end(event.d.channel_id, id);
    },
    clear: () => {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      setWriters(reconcile({}));
    },
  };
}
