/** Admin mode: whether this session may act now, until when, and the proof that raises it. */

import { type Accessor, createSignal, onCleanup } from "solid-js";
import { type Ask, Problem, isProblem } from "~/lib/api";
import type { AdminStatus, Elevate, Elevation as Raised } from "~/lib/api/wire";
import { createReauth } from "~/lib/reauth";

/** So long admin mode lasts. */
const WHOLE_MS = 15 * 60_000;
/** From then on one is told that it ends. */
const LAST_MS = 60_000;
const TICK_MS = 1000;

export interface Elevation {
  /** Null until the server was asked. */
  status: Accessor<AdminStatus | null>;
  /** Why the server could not be asked. */
  error: Accessor<unknown>;
  load: () => Promise<void>;
  /** Inside the area: raised since it was opened, and not left. What runs out meanwhile leaves the page standing. */
  isInside: Accessor<boolean>;
  leftMs: Accessor<number>;
  /** What is left of the whole time, from 1 to 0. */
  share: Accessor<number>;
  isLast: Accessor<boolean>;
  isOver: Accessor<boolean>;
  /** The dialog of the proof stands over the page. */
  asking: Accessor<boolean>;
  /** Runs the act; when it wants admin mode, asks for the proof and runs it once more. */
  run: <T>(act: () => Promise<T>) => Promise<T>;
  /** Sends the proof; throws what the server refuses. */
  elevate: (proof: Elevate) => Promise<void>;
  /** Asks for a new proof before the time is over. */
  stay: () => void;
  /** Closes the dialog without a proof. */
  decline: () => void;
  leave: () => Promise<void>;
}

export function createElevation(parts: { ask: Ask; serverMs: () => number }): Elevation {
  const [status, setStatus] = createSignal<AdminStatus | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  const [nowMs, setNowMs] = createSignal(parts.serverMs());
  const [isInside, setIsInside] = createSignal(false);
  const timer = setInterval(() => setNowMs(parts.serverMs()), TICK_MS);
  onCleanup(() => clearInterval(timer));

  const change = (part: Partial<AdminStatus>) => setStatus((now) => now && { ...now, ...part });
  const leftMs = () => Math.max(0, Date.parse(status()?.elevated_until ?? "") - nowMs() || 0);
  /** Notes a refusal that changes what this account may ask for. */
  const noting = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      if (isProblem(thrown, "second_factor_setup")) {
        change({ second_factor: false, elevated_until: null });
        setIsInside(false);
      } else if (isProblem(thrown, "elevation_required")) change({ elevated_until: null });
      throw thrown;
    }
  };
  const reauth = createReauth(
    async (proof) => {
      const raised = await noting(() => parts.ask<Raised>("POST", "/admin/elevation", proof));
      setNowMs(parts.serverMs());
      change({ elevated_until: raised.expires_at });
      setIsInside(true);
    },
    (thrown) => isProblem(thrown, "elevation_required", "reauth_required"),
  );
  return {
    status,
    error,
    load: async () => {
      setError(null);
      try {
        const now = await parts.ask<AdminStatus>("GET", "/admin/status");
        setNowMs(parts.serverMs());
        setStatus(now);
        if (leftMs() > 0) setIsInside(true);
        else if (!now.role || !now.second_factor) setIsInside(false);
      } catch (thrown) {
        setError(() => thrown);
      }
    },
    isInside,
    leftMs,
    share: () => Math.min(1, leftMs() / WHOLE_MS),
    isLast: () => leftMs() > 0 && leftMs() <= LAST_MS,
    isOver: () => leftMs() === 0,
    asking: reauth.asking,
    run: (act) => reauth.withReauth(() => noting(act)),
    elevate: (proof) => reauth.answer(proof),
    stay: () => {
      let isAsked = false;
      const once = () => {
        if (isAsked) return Promise.resolve();
        isAsked = true;
        return Promise.reject(new Problem("elevation_required", 0, "asked for"));
      };
      reauth.withReauth(once).catch(() => undefined);
    },
    decline: () => {
      reauth.decline();
      if (leftMs() === 0) setIsInside(false);
    },
    leave: async () => {
      await parts.ask("DELETE", "/admin/elevation");
      change({ elevated_until: null });
      setIsInside(false);
    },
  };
}
