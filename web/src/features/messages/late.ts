/** A claim that is told only after it held for a while, so that quick things do not flicker. */
import { createEffect, createSignal, onCleanup, type Accessor } from "solid-js";

export const LATE_MS = 150;

export function create_late(claim: Accessor<boolean>, after_ms = LATE_MS): Accessor<boolean> {
  const [is_late, set_is_late] = createSignal(false);
  createEffect(() => {
    if (!claim()) return void set_is_late(false);
    const timer = setTimeout(() => set_is_late(true), after_ms);
    onCleanup(() => clearTimeout(timer));
  });
  return is_late;
}
