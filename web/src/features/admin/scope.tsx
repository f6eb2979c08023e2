/** What every page of the administration stands on: the own rank, admin mode, and requests that ask for it. */

import { type Accessor, type ParentProps, createContext, createEffect, on, onCleanup, useContext } from "solid-js";
import type { Ask } from "~/lib/api";
import type { AdminEvent, AdminKind, Id, InstanceRole } from "~/lib/api/wire";
import { useSession } from "~/lib/session-provider";
import { useLive } from "~/lib/store";
import { type Elevation, createElevation } from "./state/elevation";

export interface AdminScope {
  /** Requests that ask for admin mode where the server wants it, and then go on. */
  ask: Ask;
  elevation: Elevation;
  /** The own rank; moderators see fewer pages. */
  role: Accessor<InstanceRole | null>;
  selfId: Accessor<Id>;
  /** Admins and owners. */
  isAdmin: Accessor<boolean>;
  /** Hears what the others do, for as long as the page stands. */
  listen: (kinds: readonly AdminKind[], hear: (event: AdminEvent) => void) => void;
}

const Context = createContext<AdminScope>();

export function useAdmin(): AdminScope {
  const scope = useContext(Context);
  if (!scope) throw new Error("a page of the administration stands outside of it");
  return scope;
}

export function AdminProvider(props: ParentProps) {
  const session = useSession();
  const live = useLive();
  const elevation = createElevation({ ask: session.ask, serverMs: live.serverMs });
  const role = () => elevation.status()?.role ?? null;
  // Also when the own rank or the second step changes while the area is open.
  createEffect(on(() => [live.world.me?.instance_role, live.world.me?.second_factor], () => void elevation.load()));
  const scope: AdminScope = {
    ask: (...request) => elevation.run(() => session.ask(...request)),
    elevation,
    role,
    selfId: () => session.me()?.id ?? "",
    isAdmin: () => role() === "admin" || role() === "owner",
    listen: (kinds, hear) => onCleanup(live.listen((event) => event.t === "admin_event" && kinds.includes(event.d.kind) && hear(event.d))),
  };
  return <Context.Provider value={scope}>{props.children}</Context.Provider>;
}
