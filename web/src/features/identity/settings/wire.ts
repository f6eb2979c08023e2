/** What the settings need from the session: requests with a reason, and uploads with progress. */

import { createContext, useContext } from "solid-js";
import type { Ask } from "~/lib/api";
import type { Upload } from "~/lib/api/wire";

export interface SettingsWire {
  ask: Ask;
  /** Sends a picture; `onProgress` hears shares from 0 to 1. */
  upload: (purpose: "avatar" | "space_icon", file: File, onProgress: (share: number) => void) => Promise<Upload>;
  signOut: () => void;
}

export const SettingsWireContext = createContext<SettingsWire>();

export function useSettingsWire(): SettingsWire {
  const wire = useContext(SettingsWireContext);
  if (!wire) throw new Error("settings stand outside of their session");
  return wire;
}
