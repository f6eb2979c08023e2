/** Codes that are shown once: whether they were kept, and the one question before they are gone. */

import { type Accessor, createSignal } from "solid-js";

export interface Keeping {
  /** They were copied, printed or saved, or looked at for a while. */
  isKept: Accessor<boolean>;
  keep: () => void;
  /** True once somebody wanted to close without keeping them. */
  isAsking: Accessor<boolean>;
  /** Whether the dialog may close now; the first try without keeping asks instead. */
  mayClose: () => boolean;
}

export function createKeeping(): Keeping {
  const [isKept, setIsKept] = createSignal(false);
  const [isAsking, setIsAsking] = createSignal(false);
  return {
    isKept,
    keep: () => {
      setIsKept(true);
      setIsAsking(false);
    },
    isAsking,
    mayClose: () => {
      const may = isKept() || isAsking();
      setIsAsking(true);
      return may;
    },
  };
}

/** The file that the codes are saved as. */
export const codesFile = (head: readonly string[], codes: readonly string[]): string => [...head, "", ...codes, ""].join("\n");
