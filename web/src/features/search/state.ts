/** The search that was last asked and what it found; kept while the app is open, so that who comes back finds it again. */
import { createSignal, onCleanup, type Accessor } from "solid-js";
import { isProblem, type Ask } from "~/lib/api";
import type { Hit, Id, Page } from "~/lib/api/wire";
import { createPaged, type Paged } from "~/lib/paged";
import type { Live } from "~/lib/store";

/** Longer waits are told instead of waited. */
const WAIT_MOST_MS = 20_000;
const WAIT_LEAST_MS = 500;

export interface Search {
  list: Paged<Hit>;
  /** What is asked now; null: nothing. */
  address: Accessor<string | null>;
  look: (address: string | null) => void;
  /** The hits on screen answer what is asked now, not what was asked before. */
  isAnswered: Accessor<boolean>;
  /** The place asked for patience; it is asked once more by itself. */
  isWaiting: Accessor<boolean>;
  /** Where the list stood, and the hit that was opened. */
  place: { scroll: number; opened: Id | null };
}

const NOTHING: Page<Hit> = { items: [], next_cursor: null };

export function createSearch(ask: Ask): Search {
  const [address, setAddress] = createSignal<string | null>(null);
  const [answered, setAnswered] = createSignal<string | null>(null);
  const [isWaiting, setIsWaiting] = createSignal(false);
  const place: Search["place"] = { scroll: 0, opened: null };
  let isOver = false;
  onCleanup(() => (isOver = true));

  async function patient(of: string, path: string): Promise<Page<Hit>> {
    try {
      return await ask<Page<Hit>>("GET", path);
    } catch (thrown) {
      const waitMs = isProblem(thrown, "rate_limited") ? Math.max(WAIT_LEAST_MS, thrown.retryAfterMs ?? 1000) : Infinity;
      if (waitMs > WAIT_MOST_MS) throw thrown;
      setIsWaiting(true);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      // Who typed on meanwhile has asked for something else.
      if (isOver || address() !== of) throw thrown;
      return await ask<Page<Hit>>("GET", path);
    } finally {
      if (address() === of) setIsWaiting(false);
    }
  }

  const list = createPaged(address, async (of, cursor) => {
    if (of === null) return NOTHING;
    const page = await patient(of, cursor === null ? of : `${of}&cursor=${encodeURIComponent(cursor)}`);
    if (address() === of) setAnswered(of);
    return page;
  });

  return {
    list,
    address,
    look: (next) => {
      if (next === address()) return;
      setIsWaiting(false);
      Object.assign(place, { scroll: 0, opened: null });
      setAnswered(null);
      setAddress(next);
    },
    isAnswered: () => address() !== null && answered() === address(),
    isWaiting,
    place,
  };
}

/** What is deleted or goes out of sight leaves the list; what is edited shows its new words. */
export function follow(list: Paged<Hit>, live: Pick<Live, "listen">): () => void {
  return live.listen((event) => {
    if (event.t === "message_delete") list.remove((hit) => hit.message.id === event.d.id);
    else if (event.t === "message_delete_bulk") list.remove((hit) => event.d.ids.includes(hit.message.id));
    else if (event.t === "channel_delete") list.remove((hit) => hit.message.channel_id === event.d.channel_id);
    else if (event.t === "message_update") {
      const { message } = event.d;
      const isSame = (hit: Hit) => hit.message.id === message.id;
      const old = list.items.find(isSame);
      // The ranges belong to the words that were found.
      if (old) list.update(isSame, { message, ...(old.message.content === message.content ? {} : { highlights: [] }) });
    }
  });
}

export interface Group {
  roomId: Id;
  hits: Hit[];
}

/** Hits by room, the rooms in the order of their first hits. */
export function grouped(hits: readonly Hit[]): Group[] {
  const groups = new Map<Id, Group>();
  for (const hit of hits) {
    const roomId = hit.message.channel_id;
    const group = groups.get(roomId) ?? { roomId, hits: [] };
    group.hits.push(hit);
    groups.set(roomId, group);
  }
  return [...groups.values()];
}

/** How often each value occurs, the most frequent first. */
export function counted<T>(values: readonly T[]): { value: T; n: number }[] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, n]) => ({ value, n })).sort((one, two) => two.n - one.n);
}
