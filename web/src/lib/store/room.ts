/** The messages of one room as windows without holes: placing, merging, and finding what is missing. */
import type { Id, Message, MessagePage } from "../api/wire";
import type { Line, Room, Window } from "./world";

/** What was asked for when a page came back. */
export type Asked = { before: number } | { after: number } | { around: number } | { newest: number };

/** The stretch of numbers that a page speaks for; null when it speaks for none. */
export function covered(page: MessagePage, asked: Asked): { from: number; to: number } | null {
  const seqs = page.items.map((message) => message.seq);
  const low = Math.min(...seqs);
  const high = Math.max(...seqs);
  const from = page.next_cursor === null && !("after" in asked) ? 1 : low;
  if ("before" in asked) return span(from, asked.before - 1);
  if ("after" in asked) return span(asked.after + 1, page.prev_cursor === null ? Math.max(high, asked.after) : high);
  if ("newest" in asked) return span(Number.isFinite(from) ? from : 1, Math.max(high, asked.newest));
  return span(from, Number.isFinite(high) ? high : 0);
}

function span(from: number, to: number): { from: number; to: number } | null {
  return Number.isFinite(from) && Number.isFinite(to) && from <= to + 1 ? { from, to } : null;
}

/** Adds a page; what is known already is kept when it is as new. */
export function addPage(room: Room, page: MessagePage, asked: Asked): void {
  const stretch = covered(page, asked);
  if (!stretch) return;
  addWindow(room, { ...stretch, lines: page.items.toSorted((one, two) => one.seq - two.seq) });
}

function addWindow(room: Room, fresh: Window): void {
  const apart = room.windows.filter((window) => window.to < fresh.from - 1 || window.from > fresh.to + 1);
  const touching = room.windows.filter((window) => !apart.includes(window));
  const merged: Window = { ...fresh };
  // The server left out what is deleted; a tombstone on screen stays, any other line it no longer names goes.
  for (const window of touching) {
    merged.from = Math.min(merged.from, window.from);
    merged.to = Math.max(merged.to, window.to);
    const kept = window.lines.filter((line) => line.seq < fresh.from || line.seq > fresh.to || line.gone);
    const known = new Map(window.lines.map((line) => [line.id, line]));
    const named = new Set(merged.lines.map((line) => line.id));
    merged.lines = [...merged.lines.map((line) => newer(known.get(line.id), line)), ...kept.filter((line) => !named.has(line.id))];
  }
  merged.lines.sort((one, two) => one.seq - two.seq);
  room.windows = [...apart, merged].sort((one, two) => one.from - two.from);
}

function newer(known: Line | undefined, fresh: Line): Line {
  if (!known) return fresh;
  return known.gone || known.revision > fresh.revision ? known : Object.assign(known, fresh);
}

/** Places a message that was just said. A number out of turn opens a window of its own, and so shows the gap. */
export function place(room: Room, message: Message): void {
  const inside = room.windows.find((window) => window.from <= message.seq && message.seq <= window.to + 1);
  if (!inside) return addWindow(room, { from: message.seq, to: message.seq, lines: [message] });
  const at = inside.lines.findIndex((line) => line.id === message.id);
  const known = inside.lines[at];
  if (known) {
    if (!known.gone && message.revision > known.revision) Object.assign(known, keepOwn(known, message));
    return;
  }
  if (message.seq <= inside.to && inside.lines.some((line) => line.seq === message.seq)) return;
  inside.lines.push(message);
  if (message.seq > inside.to) inside.to = message.seq;
  else inside.lines.sort((one, two) => one.seq - two.seq);
  join(room);
}

function join(room: Room): void {
  for (let at = room.windows.length - 1; at > 0; at--) {
    const [low, high] = [room.windows[at - 1], room.windows[at]];
    if (!low || !high || high.from > low.to + 1) continue;
    room.windows.splice(at, 1);
    const here = new Set(low.lines.map((line) => line.id));
    low.lines.push(...high.lines.filter((line) => !here.has(line.id)));
    low.to = Math.max(low.to, high.to);
  }
}

/** Events do not know which reactions are one's own: what was known stays. */
export function keepOwn(known: Line, message: Message): Message {
  const mine = new Set(known.reactions.filter((reaction) => reaction.me).map((reaction) => reaction.emoji));
  return {
    ...message,
    nonce: message.nonce ?? known.nonce,
    reactions: message.reactions.map((reaction) => ({ ...reaction, me: mine.has(reaction.emoji) })),
  };
}

export function findLine(room: Room | undefined, id: Id): Line | undefined {
  for (const window of room?.windows ?? []) {
    const found = window.lines.find((line) => line.id === id);
    if (found) return found;
  }
  return undefined;
}

/** The window with the newest messages that are known. */
export function tail(room: Room | undefined): Window | undefined {
  return room?.windows.at(-1);
}

/** The window that holds a number. */
export function windowAt(room: Room | undefined, seq: number): Window | undefined {
  return room?.windows.find((window) => window.from <= seq && seq <= window.to);
}

/** Marks a message deleted, and every answer to it; true when it was here. */
export function bury(room: Room, id: Id): Line | undefined {
  let found: Line | undefined;
  for (const window of room.windows) {
    for (const line of window.lines) {
      if (line.reply_to?.id === id) Object.assign(line.reply_to, { deleted: true, excerpt: "" });
      if (line.id !== id || line.gone) continue;
      found = line;
      Object.assign(line, { gone: true, content: null, attachments: [], reactions: [], pinned: false });
    }
  }
  return found;
}

/** Takes the rows of deleted messages away, when nobody looks. */
export function sweep(room: Room): void {
  for (const window of room.windows) {
    if (window.lines.some((line) => line.gone)) window.lines = window.lines.filter((line) => !line.gone);
  }
}

/** Keeps long rooms from growing for ever: only the newest lines of the last window stay. */
export function trim(room: Room, most: number): void {
  const last = tail(room);
  if (!last) return;
  if (last.lines.length > most) last.lines = last.lines.slice(-most);
  const first = last.lines[0];
  if (first && last.lines.length === most) last.from = first.seq;
  room.windows = [last];
}
