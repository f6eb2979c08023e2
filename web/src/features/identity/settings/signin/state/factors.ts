/** What the account is protected by, asked anew whenever the account changes. */

import { type Accessor, createSignal, onCleanup, onMount } from "solid-js";
import type { Ask } from "~/lib/api";
import type { Event, Factors } from "~/lib/api/wire";

export interface OwnFactors {
  now: Accessor<Factors | null>;
  error: Accessor<unknown>;
  load: () => Promise<void>;
}

/** So few recovery codes are left that new ones are due. */
export const FEW_CODES = 2;

export function createFactors(ask: Ask, listen: (listener: (event: Event) => void) => () => void): OwnFactors {
  const [now, setNow] = createSignal<Factors | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  const load = async () => {
    try {
      setNow(await ask<Factors>("GET", "/me/factors"));
      setError(null);
    } catch (cause) {
      setError(cause);
    }
  };
  onMount(() => void load());
  onCleanup(listen((event) => void (event.t === "me_update" && load())));
  return { now, error, load };
}
