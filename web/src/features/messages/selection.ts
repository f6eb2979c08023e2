/** Several messages chosen at once, to be deleted together. */
import { createSignal } from "solid-js";
import type { Id } from "~/lib/api/wire";
import { findLine, type Line, type Live } from "~/lib/store";

/** As many as the server deletes in one request. */
export const SELECTED_MAX = 100;

/** Makes the selection of one room; null as long as nobody selects. */
export function createSelection(live: Live, channelId: Id) {
  const [ids, setIds] = createSignal<ReadonlySet<Id> | null>(null);
  /** What was deleted meanwhile counts no more. */
  const chosen = () => [...(ids() ?? [])].filter((id) => findLine(live.world.rooms[channelId], id)?.gone !== true);

  function toggle(line: Line): void {
    setIds((now) => {
      const next = new Set(now);
      if (!next.delete(line.id) && next.size < SELECTED_MAX) next.add(line.id);
      return next;
    });
  }

  async function remove(): Promise<void> {
    const list = chosen();
    if (list.length > 0) await live.ask("POST", `/channels/${channelId}/messages/bulk-delete`, { ids: list });
    live.apply({ t: "message_delete_bulk", d: { channel_id: channelId, ids: list } });
    setIds(null);
  }

  return {
    isOn: () => ids() !== null,
    has: (id: Id) => ids()?.has(id) ?? false,
    count: () => chosen().length,
    isFull: () => chosen().length >= SELECTED_MAX,
    toggle,
    stop: () => setIds(null),
    remove,
  };
}

export type Selection = ReturnType<typeof createSelection>;
