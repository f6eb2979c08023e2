/** Runs one act of a page: busy while it lasts, its trouble in words, a toast when it is done. */

import { type Accessor, createSignal } from "solid-js";
import { Declined } from "~/lib/reauth";
import { useToaster } from "~/ui";
import { explain } from "./explain";
import { useSettingsWords } from "./words";

export interface Act {
  busy: Accessor<boolean>;
  /** Why the last try failed. */
  error: Accessor<string | null>;
  clear: () => void;
  /**
   * Runs `work`; `done` is the toast of success. Answers whether it worked; trouble stands in `error`, or in a toast
   * with `loud`.
   */
  run: (work: () => Promise<unknown>, options?: { done?: () => string; loud?: boolean; words?: (cause: unknown) => string | null }) => Promise<boolean>;
}

export function createAct(): Act {
  const words = useSettingsWords();
  const toaster = useToaster();
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<string | null>(null);
  return {
    busy,
    error,
    clear: () => setError(null),
    run: async (work, options = {}) => {
      if (busy()) return false;
      setBusy(true);
      setError(null);
      try {
        await work();
        if (options.done) toaster.show({ text: options.done() });
        return true;
      } catch (cause) {
        if (cause instanceof Declined) return false;
        const text = options.words?.(cause) ?? explain(words, cause);
        if (options.loud) toaster.show({ text, kind: "error" });
        else setError(text);
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}

/** For `ConfirmDialog`, which stays open when its act throws. */
export async function orThrow(ok: Promise<boolean>): Promise<void> {
  if (!(await ok)) throw new Error("not done");
}
