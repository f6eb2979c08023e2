/** What was begun and not sent, per room, on this device. */
import type { Id } from "~/lib/api/wire";

const LONGEST = 16_000;

export interface Drafts {
  read: (channelId: Id) => string;
  write: (channelId: Id, text: string) => void;
}

/** Keeps drafts of one person; a storage that is full or forbidden costs only the draft. */
export function keepDrafts(storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | null, me: () => Id | undefined): Drafts {
  const key = (channelId: Id) => `snug.draft.${me() ?? ""}.${channelId}`;
  return {
    read: (channelId) => {
      try {
        return (storage?.getItem(key(channelId)) ?? "").slice(0, LONGEST);
      } catch {
        return "";
      }
    },
    write: (channelId, text) => {
      try {
        if (text.trim()) storage?.setItem(key(channelId), text.slice(0, LONGEST));
        else storage?.removeItem(key(channelId));
      } catch {
        // Nothing to save it in.
      }
    },
  };
}
