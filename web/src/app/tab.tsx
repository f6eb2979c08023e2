/** The tab of the browser and the icon of the app: the page's name, and what calls from any page behind the door. */
import { type Accessor, type ParentProps, createContext, createEffect, createSignal, onCleanup, useContext } from "solid-js";
import type { Calls } from "~/lib/levels";
import { useMarks } from "~/lib/store";

const ICON = "/favicon.svg";
const ICON_UNREAD = "/favicon-unread.svg";

/** "(2) general · Snug" with mentions, "• general · Snug" with what else notifies. */
export function titleOf(calls: Calls, name: string | null): string {
  const front = calls.mentions > 0 ? `(${String(calls.mentions)}) ` : calls.dot ? "• " : "";
  return `${front}${name === null ? "" : `${name} · `}Snug`;
}

function setIcon(href: string): void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (icon && icon.getAttribute("href") !== href) icon.href = href;
}

/** Only an installed app has a badge; everywhere else the browser declines, which changes nothing. */
function setAppBadge(count: number): void {
  if (!("setAppBadge" in navigator)) return;
  void (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge()).catch(() => undefined);
}

const NameContext = createContext<(name: string | null) => void>();

export function TabProvider(props: ParentProps) {
  const marks = useMarks();
  const [name, setName] = createSignal<string | null>(null);
  const mentions = () => marks.calls().mentions;
  createEffect(() => (document.title = titleOf(marks.calls(), name())));
  createEffect(() => {
    setIcon(mentions() > 0 ? ICON_UNREAD : ICON);
    setAppBadge(mentions());
  });
  onCleanup(() => {
    document.title = "Snug";
    setIcon(ICON);
    setAppBadge(0);
  });
  return <NameContext.Provider value={setName}>{props.children}</NameContext.Provider>;
}

/** Names the page in the tab for as long as its owner lives. */
export function useTitle(name: Accessor<string | null>): void {
  const setName = useContext(NameContext);
  if (!setName) throw new Error("A title is set outside of its tab.");
  createEffect(() => setName(name()));
  onCleanup(() => setName(null));
}
