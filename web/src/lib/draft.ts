/** Edits that wait to be saved: untouched fields follow the source live, touched ones are counted and can be undone. */

import { type Accessor, createMemo } from "solid-js";
import { createStore, reconcile } from "solid-js/store";

export interface Draft<T extends object> {
  /** The value to show: the edit if there is one, else the source. */
  get: <K extends keyof T>(key: K) => T[K];
  /** Edits a field; the value of the source takes the edit back. */
  set: <K extends keyof T>(key: K, value: T[K]) => void;
  /** Only what was changed. */
  changes: Accessor<Partial<T>>;
  count: Accessor<number>;
  /** Forgets every edit. */
  undo: () => void;
}

export function createDraft<T extends object>(source: Accessor<T>): Draft<T> {
  const [held, setHeld] = createStore<{ edits: Partial<T> }>({ edits: {} });
  const changes = createMemo(() => {
    const now = source();
    const keys = (Object.keys(held.edits) as (keyof T)[]).filter((key) => !same(held.edits[key], now[key]));
    return Object.fromEntries(keys.map((key) => [key, held.edits[key]])) as Partial<T>;
  });
  return {
    get: <K extends keyof T>(key: K) => (key in held.edits ? (held.edits[key] as T[K]) : source()[key]),
    set: (key, value) => {
      const edits = { ...held.edits };
      if (same(value, source()[key])) delete edits[key];
      else edits[key] = value;
      setHeld("edits", reconcile(edits, { key: null }));
    },
    changes,
    count: () => Object.keys(changes()).length,
    undo: () => setHeld("edits", reconcile({} as Partial<T>)),
  };
}

/** Equal by content; what travels as JSON is all that a draft holds. */
export function same(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b);
}
