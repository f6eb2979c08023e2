/** How many reports of the space nobody looks after yet, for who handles them. */

import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";
import type { Id } from "~/lib/api/wire";
import { openAfter, toldOf } from "../reports";
import { useScope } from "./scope";

/** As many as are asked for; the badge says "99+" long before. */
const COUNTED = 100;

export function createOpenReports(): Accessor<number> {
  const scope = useScope();
  const [open, setOpen] = createSignal<ReadonlySet<Id>>(new Set());
  const load = async (space: Id) => {
    const page = await scope.ask().reports("open", null, COUNTED).catch(() => null);
    if (page && space === scope.id()) setOpen(new Set(page.items.map((one) => one.id)));
  };
  createEffect(on(() => (scope.can("handle_reports") ? scope.id() : null), (space) => {
    setOpen(new Set<Id>());
    if (space !== null) void load(space);
  }));
  onCleanup(scope.live.listen((event) => {
    const report = toldOf(event, scope.id());
    if (report) setOpen((now) => openAfter(now, report));
  }));
  return () => open().size;
}
