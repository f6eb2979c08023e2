/** What the settings need from the session: requests with a reason, and uploads with progress. */

import { type ParentProps, createContext, useContext } from "solid-js";
import type { Ask } from "~/lib/api";
import type { Upload } from "~/lib/api/wire";
import { useSession } from "~/lib/session-provider";

export interface SettingsWire {
  ask: Ask;
  /** Sends a picture; `onProgress` hears shares from 0 to 1. */
  upload: (purpose: "avatar" | "space_icon", file: File, onProgress: (share: number) => void) => Promise<Upload>;
  signOut: () => void;
}

const Context = createContext<SettingsWire>();

export function SettingsWireProvider(props: ParentProps) {
  const session = useSession();
  const wire: SettingsWire = {
    ask: session.ask,
    upload: (purpose, file, onProgress) => session.sendFile({ purpose, file, onProgress }),
    signOut: () => void session.signOut(),
  };
  return <Context.Provider value={wire}>{props.children}</Context.Provider>;
}

export function useSettingsWire(): SettingsWire {
  const wire = useContext(Context);
  if (!wire) throw new Error("settings stand outside of their session");
  return wire;
}
