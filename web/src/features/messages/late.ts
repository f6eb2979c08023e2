/** A claim that is told only after it held for a while, so that quick things do not flicker. */
import { createEffect, createSignal, onCleanup, type Accessor } from "solid-js";

export const LATE_MS = 150;

export function createLate(claim: Accessor<boolean>, afterMs = LATE_MS): Accessor<boolean> {
  const [isLate, setIsLate] = createSignal(false);
  createEffect(() => {
    if (!claim()) return void setIsLate(false);
    const timer = setTimeout(() => setIsLate(true), afterMs);
    onCleanup(() => clearTimeout(timer));
  });
  return isLate;
}
