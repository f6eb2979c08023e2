/** One room on screen: which stretch is shown, what is new, what is being answered, edited or lit. */
import { createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import type { Attachment, Id, Perm } from "~/lib/api/wire";
import { find_line, new_nonce, tail, trouble_of, window_at, type Line, type Live, type Window } from "~/lib/store";
import { build_rows, settle, type Row } from "./rows";

export const LIT_MS = 2000;
const ACK_MS = 400;

/** Makes the state of one open room. */
export function create_room(live: Live, channel_id: Id) {
  const { world } = live;
  const channel = () => world.channels[channel_id];
  const me = () => world.me?.id;
  const [eye, set_eye] = createSignal<number | null>(null);
  const [new_after, set_new_after] = createSignal<number | null>(first_mark());
  const [is_held, set_is_held] = createSignal(false);
  const [replying, set_replying] = createSignal<Line | null>(null);
  const [editing, set_editing] = createSignal<Id | null>(null);
  const [lit, set_lit] = createSignal<Id | null>(null);
  const [at_end, set_at_end] = createSignal(true);

  function first_mark(): number | null {
    const read = world.reads[channel_id];
    return read && read.unread > 0 ? read.last_read_seq : null;
  }

  const shown = createMemo((): Window | undefined => {
    const room = world.rooms[channel_id];
    const at = eye();
    return (at === null ? undefined : window_at(room, at)) ?? tail(room);
  });
  // The eye stays on the stretch that is read, so that a message beyond a gap cannot take its place.
  createEffect(on(shown, (window) => set_eye(window && window.lines.length > 0 ? window.to : null)));

  const is_newest = () => {
    const window = shown();
    return window !== undefined && window === tail(world.rooms[channel_id]) && window.to >= (channel()?.last_seq ?? 0);
  };
  const can = (perm: Perm) => channel()?.permissions.includes(perm) ?? false;
  const known = new Map<string, Row>();
  const rows = createMemo(() =>
    settle(
      build_rows({
        lines: shown()?.lines ?? [],
        parcels: is_newest() ? live.parcels().filter((one) => one.channel_id === channel_id && !arrived(one.nonce)) : [],
        me: me(),
        new_after: new_after(),
        is_beginning: shown()?.from === 1,
      }),
      known,
    ),
  );

  function arrived(nonce: string): boolean {
    return shown()?.lines.some((line) => line.nonce === nonce && line.author?.id === me()) ?? false;
  }

  let ack_timer: ReturnType<typeof setTimeout> | undefined;
  /** Says that the newest message was seen, soon. */
  function seen(): void {
    const read = world.reads[channel_id];
    const seq = channel()?.last_seq ?? 0;
    if (is_held() || !is_newest() || !read || read.last_read_seq >= seq || document.visibilityState !== "visible") return;
    clearTimeout(ack_timer);
    ack_timer = setTimeout(() => void ack(seq), ACK_MS);
  }

  async function ack(seq: number): Promise<void> {
    try {
      await live.ask("POST", `/channels/${channel_id}/ack`, { seq });
      live.change((draft) => {
        const read = draft.reads[channel_id];
        if (read && seq >= read.last_seq) Object.assign(read, { last_read_seq: seq, unread: 0, mentions: 0 });
      });
    } catch {
      // Asked again with the next message or the next look.
    }
  }

  /** What arrives while nobody looks gets the line of the new. */
  createEffect(on(() => channel()?.last_seq ?? 0, (seq, before) => {
    const read = world.reads[channel_id];
    if (before === undefined || seq <= before || new_after() !== null || !read || read.unread === 0) return;
    if (document.visibilityState !== "visible" || !at_end()) set_new_after(read.last_read_seq);
  }));

  onCleanup(() => {
    clearTimeout(ack_timer);
    live.leave(channel_id);
  });

  function send(content: string, uploads: ReturnType<import("./uploads").Uploads["take"]>): void {
    const line = replying();
    const reply_to = line ? { id: line.id, author_id: line.author?.id ?? null, excerpt: excerpt(line), deleted: false } : null;
    set_replying(null);
    if (!is_newest()) to_newest();
    set_new_after(null);
    live.post.send({
      nonce: new_nonce(), channel_id, content, reply_to, uploads, created_ms: Date.now(), state: "sending", failure: null, code: null,
    });
  }

  function to_newest(): void {
    set_eye(null);
    if (!is_newest()) void live.open(channel_id);
  }

  let lit_timer: ReturnType<typeof setTimeout> | undefined;
  function light(id: Id): void {
    clearTimeout(lit_timer);
    set_lit(id);
    lit_timer = setTimeout(() => set_lit(null), LIT_MS);
  }

  /** Brings a message in sight; false when it is gone. */
  async function jump(id: Id): Promise<boolean> {
    const seq = await live.locate(channel_id, id);
    if (seq === null) return false;
    set_eye(seq);
    light(id);
    return true;
  }

  async function react(line: Line, emoji: string): Promise<void> {
    const had = line.reactions.find((one) => one.emoji === emoji)?.me ?? false;
    change_reaction(line.id, emoji, !had);
    try {
      await live.ask(had ? "DELETE" : "PUT", `/messages/${line.id}/reactions/${encodeURIComponent(emoji)}`);
    } catch (thrown) {
      change_reaction(line.id, emoji, had);
      throw thrown;
    }
  }

  function change_reaction(id: Id, emoji: string, mine: boolean): void {
    live.change((draft) => {
      const line = find_line(draft.rooms[channel_id], id);
      if (!line) return;
      const known_one = line.reactions.find((one) => one.emoji === emoji);
      if (!known_one && mine) line.reactions.push({ emoji, count: 1, me: true });
      else if (known_one && known_one.me !== mine) Object.assign(known_one, { me: mine, count: known_one.count + (mine ? 1 : -1) });
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
      if (trouble_of(thrown).status !== 404) throw thrown;
    }
    live.apply({ t: "message_delete", d: { channel_id, id: line.id, seq: line.seq } });
  }

  async function mark_unread(line: Line): Promise<void> {
    clearTimeout(ack_timer);
    set_is_held(true);
    await live.ask("POST", `/channels/${channel_id}/ack`, { seq: line.seq - 1, unread: true });
    set_new_after(line.seq - 1);
  }

  /** Fresh addresses for files whose signed ones have ended. */
  async function renew(file: Attachment): Promise<void> {
    const answer = await live.ask<{ urls: Record<Id, Attachment["urls"]> }>("POST", "/files/urls", { ids: [file.id] });
    live.change((draft) => {
      for (const window of draft.rooms[channel_id]?.windows ?? []) {
        for (const line of window.lines) {
          for (const one of line.attachments) Object.assign(one.urls, answer.urls[one.id] ?? {});
        }
      }
    });
  }

  const own_last = () => shown()?.lines.findLast((line) => line.author?.id === me() && line.kind === "user" && !line.gone);
  const may_delete = (line: Line) => line.author?.id === me() || can("manage_messages");

  return {
    live, channel_id, channel, me, shown, rows, is_newest, can, new_after, set_new_after, replying, set_replying, editing, set_editing,
    lit, at_end, set_at_end, seen, send, to_newest, jump, light, react, edit, remove, mark_unread, renew, own_last, may_delete,
    pin: (line: Line) => live.ask<null>(line.pinned ? "DELETE" : "PUT", `/messages/${line.id}/pin`),
  };
}

export function excerpt(line: Line): string {
  return [...(line.content ?? line.attachments[0]?.name ?? "")].slice(0, 120).join("");
}

export type RoomState = ReturnType<typeof create_room>;
