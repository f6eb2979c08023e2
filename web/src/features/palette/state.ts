/** The open palette: what was typed, what answers it, and which answer is chosen. */
import { createMemo, createSignal } from "solid-js";
import SearchIcon from "lucide-solid/icons/search";
import { PREFIXES, type Entry, type GroupName, type Prefix, type Sight } from "./entry";
import { askedOf, createIndex, find, type Asked, type Indexed } from "./match";
import type { Recent } from "./recent";
import { SOURCES } from "./sources";

/** Rows of one group beside others, and alone. */
const BESIDE = 6;
const ALONE = 40;
const RECENT_BONUS = 4;
const WAITING_BONUS = { nothing: 0, unread: 1.5, mentions: 3 } as const;
/** Where one is already is no place to go to. */
const HERE_BONUS = -0.5;

export interface Group {
  name: GroupName;
  entries: Entry[];
}

export interface Wish {
  prefix: Prefix | null;
  /** What stands behind the prefix. */
  text: string;
}

export function wishOf(typed: string): Wish {
  const text = typed.trimStart();
  const prefix = PREFIXES.find((one) => text.startsWith(one)) ?? null;
  return { prefix, text: (prefix ? text.slice(prefix.length) : text).trim() };
}

type Shelf = readonly { group: GroupName; prefix: Prefix | null; isOffered: boolean; index: Indexed<Entry>[] }[];

/** Reads and folds every source once. */
export function shelfOf(sight: Sight): Shelf {
  return SOURCES.map(({ entries, ...source }) => ({ ...source, index: createIndex(entries(sight)) }));
}

/** The answers by group, the group with the best answer first; before anything is typed, in their own order. */
export function answersOf(shelf: Shelf, wish: Wish, asked: Asked, recent: Recent): Group[] {
  const bonusOf = (entry: Entry) => (entry.isHere ? HERE_BONUS : RECENT_BONUS * recent.share(entry.key) + WAITING_BONUS[entry.waits]);
  const isBlank = asked.words.length === 0;
  const groups = shelf
    .filter((one) => wish.prefix === null || one.prefix === wish.prefix)
    .map((one) => {
      const isAlone = wish.prefix !== null;
      const found = find(one.index, asked, bonusOf);
      const shown = isBlank && !isAlone && !one.isOffered ? found.filter(({ item }) => bonusOf(item) > 0) : found;
      return { name: one.group, best: shown[0]?.score ?? 0, entries: shown.slice(0, isAlone ? ALONE : BESIDE).map(({ item }) => item) };
    })
    .filter((group) => group.entries.length > 0);
  return isBlank ? groups : groups.sort((one, two) => two.best - one.best);
}

export interface PaletteParts {
  first: string;
  sight: () => Sight;
  recent: Recent;
  searchPath: (words: string) => string;
}

export function createPaletteState(parts: PaletteParts) {
  const [typed, setTyped] = createSignal(parts.first);
  const [at, setAt] = createSignal(0);
  const wish = createMemo(() => wishOf(typed()));
  const asked = createMemo(() => askedOf(wish().text));
  const shelf = createMemo(() => shelfOf(parts.sight()));
  const search = (text: string): Entry => ({
    key: "search", name: parts.sight().words.t("palette.search", { words: text }), also: [], detail: "", picture: { icon: SearchIcon }, waits: "nothing", isHere: false,
    run: (acts) => acts.go(parts.searchPath(text)),
  });
  const groups = createMemo((): Group[] => {
    const { prefix, text } = wish();
    const answers = answersOf(shelf(), wish(), asked(), parts.recent);
    return prefix === null && text !== "" ? [...answers, { name: "messages", entries: [search(text)] }] : answers;
  });
  const entries = createMemo(() => groups().flatMap((group) => group.entries));
  const chosen = () => entries()[Math.min(at(), entries().length - 1)];
  return {
    typed, asked, groups, entries, chosen,
    type: (text: string) => {
      setTyped(text);
      setAt(0);
    },
    choose: (entry: Entry) => void setAt(Math.max(0, entries().indexOf(entry))),
    /** Down and up in a ring; by pages it stops at the ends. */
    move: (by: number) => {
      const count = entries().length;
      if (count === 0) return;
      const next = Math.min(at(), count - 1) + by;
      setAt(Math.abs(by) === 1 ? (next + count) % count : Math.max(0, Math.min(count - 1, next)));
    },
  };
}

export type PaletteState = ReturnType<typeof createPaletteState>;
