/** One room on screen: which stretch is shown, what is new, what is being answered, edited or lit. */
import { createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import type { Attachment, Id, Perm } from "~/lib/api/wire";
import { troubleOf } from "~/lib/api";
import { findLine, isBlocked, newNonce, tail, windowAt, type Line, type Live, type Window } from "~/lib/store";
import { buildRows, settle, type Row } from "./rows";
import { createSelection } from "./selection";

export const LIT_MS = 2000;
const ACK_MS = 400;

/** Makes the state of one open room. */
export function createRoom(live: Live, channelId: Id) {
  const { world } = live;
  const channel = () => world.channels[channelId];
  const me = () => world.me?.id;
  const [eye, setEye] = createSignal<number | null>(null);
  const [newAfter, setNewAfter] = createSignal<number | null>(firstMark());
  const [isHeld, setIsHeld] = createSignal(false);
  const [replying, setReplying] = createSignal<Line | null>(null);
  const [editing, setEditing] = createSignal<Id | null>(null);
  const [lit, setLit] = createSignal<Id | null>(null);
  const [atEnd, setAtEnd] = createSignal(true);
  /** Messages of the blocked that were asked for; they fold again when the room is left. */
  const [unfolded, setUnfolded] = createSignal<ReadonlySet<Id>>(new Set());
  const isFolded = (line: Line) => isBlocked(world, line.author?.id) && !unfolded().has(line.id);
  const selection = createSelection(live, channelId);

  function firstMark(): number | null {
    const read = world.reads[channelId];
    return read && read.unread > 0 ? read.last_read_seq : null;
  }

  const shown = createMemo((): Window | undefined => {
    const room = world.rooms[channelId];
    const at = eye();
    return (at === null ? undefined : windowAt(room, at)) ?? tail(room);
  });
  // The eye stays on the stretch that is read, so that a message beyond a gap cannot take its place.
  createEffect(on(shown, (window) => setEye(window && window.lines.length > 0 ? window.to : null)));

  const isNewest = () => {
    const window = shown();
    return window !== undefined && window === tail(world.rooms[channelId]) && window.to >= (channel()?.last_seq ?? 0);
  };
  const can = (perm: Perm) => channel()?.permissions.includes(perm) ?? false;
  const known = new Map<string, Row>();
  const rows = createMemo(() =>
    settle(
      buildRows({
        lines: shown()?.lines ?? [],
        parcels: isNewest() ? live.parcels().filter((one) => one.channelId === channelId && !arrived(one.nonce)) : [],
        me: me(),
        isFolded,
        newAfter: newAfter(),
        from: shown()?.from ?? 2,
      }),
      known,
    ),
  );

  function arrived(nonce: string): boolean {
    return shown()?.lines.some((line) => line.nonce === nonce && line.author?.id === me()) ?? false;
  }

  let ackTimer: ReturnType<typeof setTimeout> | undefined;
  /** Says that the newest message was seen, soon. */
  function seen(): void {
    const read = world.reads[channelId];
    const seq = channel()?.last_seq ?? 0;
    if (isHeld() || !isNewest() || !read || read.last_read_seq >= seq || document.visibilityState !== "visible") return;
    clearTimeout(ackTimer);
    ackTimer = setTimeout(() => void ack(seq), ACK_MS);
  }

  async function ack(seq: number): Promise<void> {
    try {
      await live.ask("POST", `/channels/${channelId}/ack`, { seq });
      live.change((draft) => {
        const read = draft.reads[channelId];
        if (read && seq >= read.last_seq) Object.assign(read, { last_read_seq: seq, unread: 0, mentions: 0 });
      });
    } catch {
      // Asked again with the next message or the next look.
    }
  }

  /** What arrives while nobody looks gets the line of the new. */
  createEffect(on(() => channel()?.last_seq ?? 0, (seq, before) => {
    const read = world.reads[channelId];
    if (before === undefined || seq <= before || newAfter() !== null || !read || read.unread === 0) return;
    if (document.visibilityState !== "visible" || !atEnd()) setNewAfter(read.last_read_seq);
  }));

  onCleanup(() => {
    clearTimeout(ackTimer);
    live.leave(channelId);
  });

  function send(content: string, uploads: ReturnType<import("./uploads").Uploads["take"]>): void {
    const line = replying();
    const replyTo = line ? { id: line.id, author_id: line.author?.id ?? null, excerpt: excerpt(line), deleted: false } : null;
    setReplying(null);
    if (!isNewest()) toNewest();
    setNewAfter(null);
    live.post.send({
      nonce: newNonce(), channelId, content, replyTo, uploads, createdMs: Date.now(), state: "sending", failure: null, code: null,
    });
  }

  function toNewest(): void {
    setEye(null);
    if (!isNewest()) void live.open(channelId);
  }

  let litTimer: ReturnType<typeof setTimeout> | undefined;
  function light(id: Id): void {
    clearTimeout(litTimer);
    setLit(id);
    litTimer = setTimeout(() => setLit(null), LIT_MS);
  }

  const unfold = (ids: Id[]) => setUnfolded((open) => new Set([...open, ...ids]));

  /** Brings a message in sight; false when it is gone. */
  async function jump(id: Id): Promise<boolean> {
    const seq = await live.locate(channelId, id);
    if (seq === null) return false;
    setEye(seq);
    unfold([id]);
    light(id);
    return true;
  }

  async function react(line: Line, emoji: string): Promise<void> {
    const had = line.reactions.find((one) => one.emoji === emoji)?.me ?? false;
    changeReaction(line.id, emoji, !had);
    try {
      await live.ask(had ? "DELETE" : "PUT", `/messages/${line.id}/reactions/${encodeURIComponent(emoji)}`);
    } catch (thrown) {
      changeReaction(line.id, emoji, had);
      throw thrown;
    }
  }

  function changeReaction(id: Id, emoji: string, mine: boolean): void {
    live.change((draft) => {
      const line = findLine(draft.rooms[channelId], id);
      if (!line) return;
      const knownOne = line.reactions.find((one) => one.emoji === emoji);
      if (!knownOne && mine) line.reactions.push({ emoji, count: 1, me: true });
      else if (knownOne && knownOne.me !== mine) Object.assign(knownOne, { me: mine, count: knownOne.count + (mine ? 1 : -1) });
      line.reactions = line.reactions.filter((one) => one.count > 0);
    });
  }

  async function edit(line: Line, content: string): Promise<void> {
    const message = await live.ask<Line>("PATCH", `/messages/${line.id}`, { content });
    live.apply({ t: "message_update", d: { message, access_version: 0 } });
  }

  async function remove(line: Line): Promise<void> {
    try {
      await live.ask("DELETE", `/messages/${line.id}`);
    } catch (thrown) {
      if (troubleOf(thrown).status !== 404) throw thrown;
    }
    live.apply({ t: "message_delete", d: { channel_id: channelId, id: line.id, seq: line.seq } });
  }

  async function markUnread(line: Line): Promise<void> {
    clearTimeout(ackTimer);
    setIsHeld(true);
    await live.ask("POST", `/channels/${channelId}/ack`, { seq: line.seq - 1, unread: true });
    setNewAfter(line.seq - 1);
  }

  /** Fresh addresses for files whose signed ones have ended. */
  async function renew(file: Attachment): Promise<void> {
    const answer = await live.ask<{ urls: Record<Id, Attachment["urls"]> }>("POST", "/files/urls", { ids: [file.id] });
    live.change((draft) => {
      for (const window of draft.rooms[channelId]?.windows ?? []) {
        for (const line of window.lines) {
          for (const one of line.attachments) Object.assign(one.urls, answer.urls[one.id] ?? {});
        }
      }
    });
  }

  const ownLast = () => shown()?.lines.findLast((line) => line.author?.id === me() && line.kind === "user" && !line.gone);
  const mayDelete = (line: Line) => line.author?.id === me() || can("manage_messages");

  return {
    live, channelId, channel, me, shown, rows, isNewest, can, newAfter, setNewAfter, replying, setReplying, editing, setEditing,
    lit, selection, atEnd, setAtEnd, seen, send, toNewest, jump, isFolded, unfold, light, react, edit, remove, markUnread, renew, ownLast, mayDelete,
    clearReactions: (line: Line) => live.ask<null>("DELETE", `/messages/${line.id}/reactions`),
    takeReaction: (line: Line, emoji: string, of: Id) =>
      live.ask<null>("DELETE", `/messages/${line.id}/reactions/${encodeURIComponent(emoji)}${of === me() ? "" : `/${of}`}`),
    pin: (line: Line) => live.ask<null>(line.pinned ? "DELETE" : "PUT", `/messages/${line.id}/pin`),
  };
}

export function excerpt(line: Line): string {
  return [...(line.content ?? line.attachments[0]?.name ?? "")].slice(0, 120).join("");
}

export type RoomState = ReturnType<typeof createRoom>;
/** All that files need of the place where they are shown. */
export type FilesPlace = Pick<RoomState, "renew">;
