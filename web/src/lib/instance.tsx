/** What anybody may know of this place before signing in; asked once and kept, and the session starts by it. */
import { type Accessor, type JSX, createContext, createSignal, useContext } from "solid-js";
import type { Instance } from "./api/wire";
import { useSession } from "./session-provider";

export interface Place {
  instance: Accessor<Instance | null>;
  /** True when the last try to ask failed. */
  isUnreachable: Accessor<boolean>;
  load: () => Promise<void>;
  /** Takes what is known to have changed. */
  change: (part: Partial<Instance>) => void;
}

const Context = createContext<Place>();

export function usePlace(): Place {
  const place = useContext(Context);
  if (!place) throw new Error("no PlaceProvider above");
  return place;
}

export function PlaceProvider(props: { children: JSX.Element }) {
  const session = useSession();
  const [instance, setInstance] = createSignal<Instance | null>(null);
  const [isUnreachable, setIsUnreachable] = createSignal(false);
  const load = async () => {
    setIsUnreachable(false);
    try {
      const found = await session.askAnyone<Instance>("GET", "/instance");
      setInstance(found);
      // Before set-up there is no session to go on with, and asking for one would be refused.
      if (found.setup_needed) session.rest();
      else if (session.me() === null) void session.boot();
    } catch {
      setIsUnreachable(true);
    }
  };
  const place: Place = {
    instance,
    isUnreachable,
    load,
    change: (part) => setInstance((now) => (now ? { ...now, ...part } : now)),
  };
  void load();
  return <Context.Provider value={place}>{props.children}</Context.Provider>;
}
