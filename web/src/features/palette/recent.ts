/** What was opened last, on this device: the newest first. */

export const RECENT_MOST = 20;

export interface Recent {
  /** From 1 for the newest to nearly 0; 0 for what is not remembered. */
  share: (key: string) => number;
  add: (key: string) => void;
}

function kept(text: string | null): string[] {
  try {
    const value: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string").slice(0, RECENT_MOST) : [];
  } catch {
    // Kept by something else, or cut short.
    return [];
  }
}

/** `storage` is null where the browser forbids it; then nothing outlives the page. */
export function createRecent(storage: Pick<Storage, "getItem" | "setItem"> | null, place: string): Recent {
  let keys = kept(storage?.getItem(place) ?? null);
  return {
    share: (key) => {
      const at = keys.indexOf(key);
      return at < 0 ? 0 : (RECENT_MOST - at) / RECENT_MOST;
    },
    add: (key) => {
      if (keys[0] === key) return;
      keys = [key, ...keys.filter((one) => one !== key)].slice(0, RECENT_MOST);
      try {
        storage?.setItem(place, JSON.stringify(keys));
      } catch {
        // Remembered until the page is left.
      }
    },
  };
}
