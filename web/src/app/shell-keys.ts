/** Keys that work everywhere in the shell. */
import { neighbour, roomsInOrder } from "~/features/channels/state";
import type { Id } from "~/lib/api/wire";
import { shownConversations, type Live, type Marks } from "~/lib/store";
import type { ShellPaths } from "./Shell";

interface KeysParts {
  live: Live;
  marks: Marks;
  navigate: (path: string) => void;
  paths: ShellPaths;
  spaceId: () => Id | undefined;
  channelId: () => Id | undefined;
  /** The sidebar lists conversations in place of rooms. */
  isHome: () => boolean;
  /** Closes the top layer of the shell; true when there was one. */
  close: () => boolean;
}

/** Listens until the answer is called. */
export function createKeys(parts: KeysParts): () => void {
  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return;
    if (press(event, parts)) event.preventDefault();
  };
  document.addEventListener("keydown", listen);
  return () => document.removeEventListener("keydown", listen);
}

function press(event: KeyboardEvent, parts: KeysParts): boolean {
  const spaceId = parts.spaceId();
  if (event.key === "F6") return nextRegion(event.shiftKey ? -1 : 1);
  if (event.key === "Escape" && !event.shiftKey) return parts.close();
  if (event.key === "Escape" && spaceId) {
    void parts.live.ask("POST", `/spaces/${spaceId}/ack`).catch(() => undefined);
    return true;
  }
  if (event.altKey && (spaceId || parts.isHome()) && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    const isMarked = (id: Id) => {
      const mark = parts.marks.room(id);
      return mark.unread || mark.mentions > 0;
    };
    const rooms = spaceId ? roomsInOrder(parts.live.world, spaceId) : shownConversations(parts.live.world);
    const room = neighbour(rooms, parts.channelId(), event.key === "ArrowUp" ? -1 : 1, event.shiftKey ? isMarked : undefined);
    if (room) parts.navigate(parts.paths.room(room));
    return true;
  }
  if (event.shiftKey && (event.ctrlKey || event.metaKey) && event.code === "KeyF") {
    const room = parts.channelId();
    // In an encrypted conversation nothing can be found.
    const isSearched = parts.live.world.channels[room ?? ""]?.encryption === "off" || spaceId !== undefined;
    parts.navigate(parts.paths.search(room && isSearched ? { room } : { space: spaceId }));
    return true;
  }
  const digit = event.altKey && event.shiftKey ? /^Digit(\d)$/.exec(event.code)?.[1] : undefined;
  if (digit !== undefined) {
    const id = parts.live.world.spaceOrder[Number(digit) - 1];
    if (digit === "0") parts.navigate(parts.paths.friends());
    else if (id) parts.navigate(parts.paths.space(id));
    return true;
  }
  if (event.key === "," && (event.ctrlKey || event.metaKey)) {
    parts.navigate(parts.paths.settings);
    return true;
  }
  return false;
}

/** Moves the focus through rail, rooms, main, composer and aside; after the last one the browser takes over. */
function nextRegion(by: 1 | -1): boolean {
  const regions = ['[data-region="rail"]', '[data-region="side"]', "#messages", '[data-region="page"]', "#composer", '[data-region="aside"]']
    .map((selector) => document.querySelector<HTMLElement>(selector))
    .filter((one): one is HTMLElement => one !== null && one.offsetParent !== null);
  const at = regions.findIndex((one) => one.contains(document.activeElement));
  const next = regions[at < 0 ? (by === 1 ? 0 : regions.length - 1) : at + by];
  if (!next) return false;
  const stop = next.matches("textarea") ? next : (next.querySelector<HTMLElement>('[tabindex="0"], a[aria-current], button, a, input') ?? next);
  stop.focus();
  return true;
}
