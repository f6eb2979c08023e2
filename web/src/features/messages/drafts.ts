/** What was begun and not sent, per room, on this device. */
import type { Id } from "~/lib/api/wire";

const LONGEST = 16_000;

export interface Drafts {
  read: (channel_id: Id) => string;
  write: (channel_id: Id, text: string) => void;
}

/** Keeps drafts of one person; a storage that is full or forbidden costs only the draft. */
export function keep_drafts(storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | null, me: () => Id | undefined): Drafts {
  const key = (channel_id: Id) => `snug.draft.${me() ?? ""}.${channel_id}`;
  return {
    read: (channel_id) => {
      try {
        return (storage?.getItem(key(channel_id)) ?? "").slice(0, LONGEST);
      } catch {
        return "";
      }
    },
    write: (channel_id, text) => {
      try {
        if (text.trim()) storage?.setItem(key(channel_id), text.slice(0, LONGEST));
        else storage?.removeItem(key(channel_id));
      } catch {
        // Nothing to save it in.
      }
    },
  };
}
