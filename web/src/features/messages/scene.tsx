/** What every part of the chat view needs: the store, the words, and the shared cards and menus. */
import { createContext, useContext, type Accessor, type JSX } from "solid-js";
import type { Reported } from "~/features/reports/state";
import type { Channel, Id } from "~/lib/api/wire";
import { titleOf, useLive, type Live, type Placed } from "~/lib/store";
import { useI18n, type I18n } from "~/lib/i18n";
import type { SendFile } from "~/lib/upload";

export type Text = I18n["t"];

export interface Doors {
  spaceId: Accessor<Id | undefined>;
  roomPath: (channel: Placed) => string;
  /** Opens the card of a person beside an element. */
  showPerson: (userId: Id, beside: HTMLElement) => void;
  /** Leads to the conversation with somebody, or asks with whom one shall begin. */
  writeTo: (userId: Id | null) => void;
  /** Asks what is wrong with something, and reports it. */
  report: (about: Reported) => void;
  showAside: (which: "pins" | "members") => void;
  notify: (text: string, kind?: "plain" | "bad") => void;
  sendFile: SendFile;
}

export interface Scene extends Doors, I18n {
  live: Live;
  /** What a channel is called; empty for one that is not there. */
  titleOf: (channel: Channel | undefined) => string;
}

const DoorsContext = createContext<Doors>();

export function DoorsProvider(props: { doors: Doors; children: JSX.Element }): JSX.Element {
  // eslint-disable-next-line solid/reactivity -- the doors are functions, fixed for the life of the shell
  return <DoorsContext.Provider value={props.doors}>{props.children}</DoorsContext.Provider>;
}

export function useScene(): Scene {
  const doors = useContext(DoorsContext);
  if (!doors) throw new Error("The chat view stands outside of its shell.");
  const [live, i18n] = [useLive(), useI18n()];
  return { ...doors, ...i18n, live, titleOf: (channel) => (channel ? titleOf(live.world, channel, i18n) : "") };
}
