/** Hands the living store down the tree, and ends it with the tree. */
import { createContext, onCleanup, onMount, useContext, type JSX } from "solid-js";
import { watchIdle, type Tabs } from "./idle";
import { createLive, type Live, type LiveParts } from "./live";
import { marksOf, type Marks } from "./marks";

const LiveContext = createContext<Live>();
const MarksContext = createContext<Marks>();

/** Speaks to the other tabs of this browser. */
function tabsOrNull(): Tabs | null {
  return typeof BroadcastChannel === "undefined" ? null : (new BroadcastChannel("snug.used") as Tabs);
}

export function LiveProvider(props: { parts: LiveParts; children: JSX.Element }): JSX.Element {
  // eslint-disable-next-line solid/reactivity -- the parts of a store are fixed for its life
  const live = createLive(props.parts);
  onMount(() => {
    const wake = () => live.wake();
    const sleep = () => live.sleep();
    window.addEventListener("online", wake);
    window.addEventListener("offline", sleep);
    live.start();
    const stopIdle = watchIdle({ page: window, tabs: tabsOrNull(), nowMs: Date.now, tell: (isIdle) => live.setIdle(isIdle) });
    onCleanup(() => {
      stopIdle();
      window.removeEventListener("online", wake);
      window.removeEventListener("offline", sleep);
      live.stop();
    });
  });
  return (
    <LiveContext.Provider value={live}>
      <MarksContext.Provider value={marksOf(live.world)}>{props.children}</MarksContext.Provider>
    </LiveContext.Provider>
  );
}

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error("The living store is used outside of its provider.");
  return live;
}

/** What is unread and what calls, as every list and badge shows it. */
export function useMarks(): Marks {
  const marks = useContext(MarksContext);
  if (!marks) throw new Error("The marks are used outside of their provider.");
  return marks;
}
