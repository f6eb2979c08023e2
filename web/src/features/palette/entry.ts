/** What stands in the palette, and what it takes to find it and to do it. */
import type { Channel, Id, Level, PresenceChoice, Space } from "~/lib/api/wire";
import type { Locale } from "~/lib/i18n";
import type { Prefs } from "~/lib/prefs";
import type { Marks, Person, World } from "~/lib/store";
import type { IconShape } from "~/ui/Icon";
import type { Findable } from "./match";
import type { usePaletteWords } from "./words";

export type PaletteWordsOf = ReturnType<typeof usePaletteWords>;
export type GroupName = "rooms" | "talks" | "spaces" | "people" | "do" | "messages";
export const PREFIXES = ["#", "@", ">"] as const;
export type Prefix = (typeof PREFIXES)[number];

/** What an entry can bring about; the shell and the session stand behind it. */
export interface Acts {
  go: (path: string) => void;
  showPerson: (id: Id) => void;
  makeSpace: () => void;
  /** Chooses how one is seen. */
  beSeen: (choice: PresenceChoice) => void;
  sayStatus: () => void;
  beginTalk: () => void;
  /** What calls of one room. */
  level: (room: Channel, level: Level) => void;
  readSpace: (space: Space) => void;
  readAll: () => void;
  look: (part: Partial<Omit<Prefs, "locale">>) => void;
  speak: (locale: Locale) => void;
  signOut: () => void;
}

export type Picture = { icon: IconShape } | { person: Person } | { space: Space };

export interface Entry extends Findable {
  /** Names it among all entries, and on the list of what was opened last. */
  key: string;
  /** Stands behind the name. */
  detail: string;
  picture: Picture;
  /** What waits there. */
  waits: "nothing" | "unread" | "mentions";
  /** One is there already. */
  isHere: boolean;
  run: (acts: Acts) => void;
}

/** What the sources read when the palette opens. */
export interface Sight {
  world: World;
  marks: Pick<Marks, "room" | "space">;
  titleOf: (channel: Channel) => string;
  words: PaletteWordsOf;
  prefs: Prefs;
  locale: Locale;
  /** The address of the page behind. */
  path: string;
  spaceId: Id | undefined;
  roomId: Id | undefined;
}

/** One kind of thing that can be found; another kind is one more of these in `sources.ts`. */
export interface Source {
  group: GroupName;
  /** Typed first, it leaves the others out. */
  prefix: Prefix | null;
  /** Shown before anything is typed even if it was never opened. */
  isOffered: boolean;
  entries: (sight: Sight) => Entry[];
}
