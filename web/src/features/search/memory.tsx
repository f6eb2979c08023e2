/** Keeps the last search above the pages, so that the way back from a room leads to the same list. */
import { createContext, onCleanup, useContext, type ParentProps } from "solid-js";
import { useLive } from "~/lib/store";
import { createSearch, follow, type Search } from "./state";

const Context = createContext<Search>();

export function SearchMemory(props: ParentProps) {
  const live = useLive();
  const search = createSearch(live.ask);
  onCleanup(follow(search.list, live));
  return <Context.Provider value={search}>{props.children}</Context.Provider>;
}

export function useSearch(): Search {
  const search = useContext(Context);
  if (!search) throw new Error("searching stands outside of its memory");
  return search;
}
