/** Dragging rows into another order: who is dragged, before or after whom, and the drop. Keys and menus do the same elsewhere. */

import { type Accessor, createSignal } from "solid-js";

export type Side = "before" | "after";

export interface Sort {
  dragged: Accessor<string | null>;
  /** Where the line stands, for the row with this id. */
  sideOf: (id: string) => Side | undefined;
  /** Spread onto a row. */
  row: (id: string, options?: { fixed?: boolean; accepts?: (dragged: string) => boolean }) => {
    draggable: boolean;
    onDragStart: (event: DragEvent) => void;
    onDragOver: (event: DragEvent) => void;
    onDragLeave: () => void;
    onDrop: (event: DragEvent) => void;
    onDragEnd: () => void;
  };
}

export function createSort(drop: (id: string, target: string, side: Side) => void): Sort {
  const [dragged, setDragged] = createSignal<string | null>(null);
  const [over, setOver] = createSignal<{ id: string; side: Side } | null>(null);
  const end = () => {
    setDragged(null);
    setOver(null);
  };
  return {
    dragged,
    sideOf: (id) => (over()?.id === id ? over()?.side : undefined),
    row: (id, options = {}) => ({
      draggable: !options.fixed,
      onDragStart: (event) => {
        event.dataTransfer?.setData("text/plain", "");
        if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
        setDragged(id);
      },
      onDragOver: (event) => {
        const moving = dragged();
        if (moving === null || moving === id || (options.accepts && !options.accepts(moving))) return;
        event.preventDefault();
        const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
        const side: Side = event.clientY < box.top + box.height / 2 ? "before" : "after";
        if (over()?.id !== id || over()?.side !== side) setOver({ id, side });
      },
      onDragLeave: () => over()?.id === id && setOver(null),
      onDrop: (event) => {
        event.preventDefault();
        const moving = dragged();
        const place = over();
        end();
        if (moving !== null && place?.id === id) drop(moving, id, place.side);
      },
      onDragEnd: end,
    }),
  };
}
