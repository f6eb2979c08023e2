/** The keys of the stream: move between messages and act on the one that has the focus. */
import type { Line } from "~/lib/store";
import type { RoomState } from "./room";
import { isStop, type Row } from "./rows";
import { explain } from "./trouble";
import type { Text } from "./scene";

export interface Walk {
  rows: () => Row[];
  room: RoomState;
  current: () => string | null;
  go: (key: string) => void;
  onDelete: (line: Line) => void;
  /** Shows messages that were folded away. */
  onUnfold: (lines: Line[]) => void;
  /** Opens the emoji picker beside the message that has the focus. */
  onReact: (line: Line) => void;
  onEnd: () => void;
  onFailed: (text: string) => void;
  t: Text;
}

export function walk(event: KeyboardEvent, it: Walk): void {
  const target = event.target as HTMLElement;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
  if (move(event, it)) return event.preventDefault();
  const row = it.rows().find((one) => one.key === it.current());
  if (row?.kind === "folded" && event.key === "Enter" && target.tagName !== "BUTTON") {
    it.onUnfold(row.lines);
    return event.preventDefault();
  }
  if (row?.kind !== "message" || row.line.gone) return;
  if (event.key.toLowerCase() === "a" && it.room.can("add_reactions")) it.onReact(row.line);
  else if (!act(event.key, row.line, it)) return;
  event.preventDefault();
}

function move(event: KeyboardEvent, it: Walk): boolean {
  const stops = it.rows().filter(isStop);
  const at = stops.findIndex((row) => row.key === it.current());
  const to = { ArrowUp: at < 0 ? stops.length - 1 : at - 1, ArrowDown: at + 1, Home: 0, End: stops.length - 1 }[event.key];
  if (event.key === "Escape" && it.room.selection.isOn()) {
    it.room.selection.stop();
    return true;
  }
  if (event.key === "Escape") {
    it.onEnd();
    document.querySelector<HTMLElement>("[data-composer]")?.focus();
    return true;
  }
  if (to === undefined) return false;
  if (event.key === "ArrowDown" && at === stops.length - 1) {
    document.querySelector<HTMLElement>("[data-composer]")?.focus();
    return true;
  }
  const next = stops[Math.max(0, Math.min(to, stops.length - 1))];
  if (next) it.go(next.key);
  return true;
}

/** Runs the act of a single letter; true when there is one. */
export function act(key: string, line: Line, it: Pick<Walk, "room" | "onDelete" | "onFailed" | "t">): boolean {
  const { room } = it;
  const isOwn = line.author?.id === room.me();
  const run = (work: Promise<unknown>) => void work.catch((thrown: unknown) => it.onFailed(explain(it.t, thrown)));
  switch (key.toLowerCase()) {
    case "r":
      if (!room.can("send_messages") || line.kind === "system") return false;
      room.setReplying(line);
      document.querySelector<HTMLElement>("[data-composer]")?.focus();
      return true;
    case "e":
      if (!isOwn || line.kind === "system") return false;
      room.setEditing(line.id);
      return true;
    case "p":
      if (!room.can("pin_messages") || line.kind === "system") return false;
      run(room.pin(line));
      return true;
    case "u":
      run(room.markUnread(line));
      return true;
    case "c":
      run(navigator.clipboard.writeText(line.content ?? ""));
      return true;
    case "x":
      if (!room.can("manage_messages")) return false;
      room.selection.toggle(line);
      return true;
    case "delete":
      if (!room.mayDelete(line)) return false;
      it.onDelete(line);
      return true;
    default:
      return false;
  }
}
