/** What the settings need from the session: requests with a reason, and the way out. */

import { type ParentProps, createContext, useContext } from "solid-js";
import type { Ask } from "~/lib/api";
import { useSession } from "~/lib/session-provider";

export interface SettingsWire {
  ask: Ask;
  signOut: () => void;
}

const Context = createContext<SettingsWire>();

export function SettingsWireProvider(props: ParentProps) {
  const session = useSession();
  const wire: SettingsWire = {
    ask: session.ask,
    signOut: () => void session.signOut(),
  };
  return <Context.Provider value={wire}>{props.children}</Context.Provider>;
}

export function useSettingsWire(): SettingsWire {
  const wire = useContext(Context);
  if (!wire) throw new Error("settings stand outside of their session");
  return wire;
}
