/** A list that comes in pages: loads the first on a key, more on demand, and lets live events touch what is shown. */

import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";
import { createStore, produce, reconcile } from "solid-js/store";
import type { Page } from "./api/wire";

export interface Paged<T> {
  items: T[];
  /** The first page is on its way. */
  loading: Accessor<boolean>;
  /** A further page is on its way. */
  adding: Accessor<boolean>;
  error: Accessor<unknown>;
  hasMore: Accessor<boolean>;
  more: () => Promise<void>;
  reload: () => Promise<void>;
  /** Changes the first item that matches; false when none does. */
  update: (match: (item: T) => boolean, change: Partial<T>) => boolean;
  remove: (match: (item: T) => boolean) => void;
  prepend: (item: T) => void;
}

/** `key` names what is listed; whenever it changes the list starts anew. */
export function createPaged<K, T extends object>(
  key: Accessor<K>,
  fetchPage: (key: K, cursor: string | null) => Promise<Page<T>>,
): Paged<T> {
  const [state, setState] = createStore<{ items: T[] }>({ items: [] });
  const [cursor, setCursor] = createSignal<string | null>(null);
  const [loading, setLoading] = createSignal(true);
  const [adding, setAdding] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  let turn = 0;
  onCleanup(() => (turn = -1));

  const load = async (from: string | null) => {
    const mine = from === null ? ++turn : turn;
    (from === null ? setLoading : setAdding)(true);
    setError(null);
    try {
      const page = await fetchPage(key(), from);
      if (mine !== turn) return;
      if (from === null) setState("items", reconcile(page.items, { key: null }));
      else setState(produce((draft) => void draft.items.push(...page.items)));
      setCursor(page.next_cursor);
    } catch (cause) {
      if (mine === turn) setError(() => cause);
    } finally {
      if (mine === turn) {
        setLoading(false);
        setAdding(false);
      }
    }
  };
  createEffect(on(key, () => void load(null)));

  return {
    get items() {
      return state.items;
    },
    loading,
    adding,
    error,
    hasMore: () => cursor() !== null,
    more: async () => {
      if (cursor() !== null && !adding()) await load(cursor());
    },
    reload: () => load(null),
    update: (match, change) => {
      const at = state.items.findIndex(match);
      if (at >= 0) setState("items", at, (item) => ({ ...item, ...change }));
      return at >= 0;
    },
    remove: (match) => setState("items", (items) => items.filter((item) => !match(item))),
    prepend: (item) => setState("items", (items) => [item, ...items]),
  };
}
