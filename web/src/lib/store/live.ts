/** The living store: the world behind signals, the line that feeds it, and the few ways to change it from here. */
import { createSignal } from "solid-js";
import { createStore, produce } from "solid-js/store";
import type { Event, Id, Me, Member, Message, MessagePage, Page, Ready } from "../api/wire";
import { Gateway, type Connection, type Surroundings } from "../gateway";
import { trouble_of, type Ask } from "./ask";
import type { Parcel } from "./outbox";
import { Post } from "./post";
import { begin, reduce } from "./reduce";
import { add_page, find_line, sweep, tail, trim, window_at, type Asked } from "./room";
import { empty_world, meet, put_member, type World } from "./world";

const PAGE = 50;
/** Lines kept of a room that nobody looks at. */
const KEPT_LINES = 200;

export type Loading = "none" | "loading" | "loaded" | "failed";

export interface LiveParts {
  ask: Ask;
  around: Surroundings;
  storage: Storage | null;
}

/** Makes the store of one signed-in person. A provider calls it; `stop` ends it. */
export function create_live(parts: LiveParts) {
  const [world, set_world] = createStore<World>(empty_world());
  const [connection, set_connection] = createSignal<Connection>({ kind: "connecting" });
  const [is_ready, set_is_ready] = createSignal(false);
  const [parcels, set_parcels] = createSignal<Parcel[]>([]);
  const [loading, set_loading] = createStore<Record<string, Loading>>({});
  const listeners = new Set<(event: Event) => void>();
  const change = (work: (draft: World) => void) => set_world(produce(work));
  let focus: Id[] = [];
  const running = new Map<string, Promise<void>>();

  const post = new Post({
    list: parcels,
    change: (work) => set_parcels(work),
    arrived: (message) => change((draft) => reduce(draft, { t: "message_create", d: { message, access_version: 0 } })),
    ask: parts.ask,
    storage: parts.storage,
    key: () => (world.me ? `snug.outbox.${world.me.id}` : null),
    now_ms: parts.around.now_ms,
  });

  const gateway = new Gateway(parts.around, {
    connection: set_connection,
    ready: (ready) => start_stream(ready),
    resumed: () => post.flush(),
    event: (event) => take(event),
  });

  function start_stream(ready: Ready): void {
    change((draft) => begin(draft, ready));
    set_is_ready(true);
    post.load();
    post.flush();
    for (const id of Object.keys(world.rooms)) {
      if (focus.includes(id)) void refresh(id);
      else change((draft) => void delete draft.rooms[id]);
    }
    for (const key of Object.keys(loading)) if (key.startsWith("members:")) set_loading(key, "none");
  }

  function take(event: Event): void {
    if (event.t === "resync") {
      for (const id of event.d.channel_ids ?? Object.keys(world.rooms)) {
        const last = tail(world.rooms[id]);
        if (last) void catch_up(id, last.to);
      }
      return;
    }
    change((draft) => reduce(draft, event));
    if (event.t === "message_create") {
      post.seen(event.d.message, world.me?.id);
      const windows = world.rooms[event.d.message.channel_id]?.windows ?? [];
      const before = windows.at(-2);
      if (before && windows.at(-1)?.from === event.d.message.seq) void catch_up(event.d.message.channel_id, before.to);
    }
    for (const listener of listeners) listener(event);
  }

  /** Runs one piece of work at a time under a name, and says how it stands. */
  async function once(name: string, work: () => Promise<void>): Promise<void> {
    const known = running.get(name);
    if (known) return known;
    set_loading(name, "loading");
    const run = work().then(
      () => void set_loading(name, "loaded"),
      () => void set_loading(name, "failed"),
    );
    running.set(name, run);
    try {
      await run;
    } finally {
      running.delete(name);
    }
  }

  async function fetch_page(channel_id: Id, query: string, asked: Asked): Promise<MessagePage> {
    const page = await parts.ask<MessagePage>("GET", `/channels/${channel_id}/messages?limit=${String(PAGE)}${query}`);
    change((draft) => {
      if (!draft.channels[channel_id]) return;
      for (const message of page.items) if (message.author) meet(draft, message.author);
      add_page((draft.rooms[channel_id] ??= { windows: [] }), page, asked);
    });
    const me = world.me?.id;
    for (const message of page.items) post.seen(message, me);
    return page;
  }

  const newest = (channel_id: Id) =>
    fetch_page(channel_id, "", { newest: world.channels[channel_id]?.last_seq ?? 0 });

  /** Loads the newest messages of a room unless they are here. */
  function open(channel_id: Id): Promise<void> {
    const room = world.rooms[channel_id];
    const last = tail(room);
    if (!last) return once(`room:${channel_id}`, async () => void (await newest(channel_id)));
    const last_seq = world.channels[channel_id]?.last_seq ?? 0;
    return last.to < last_seq ? catch_up(channel_id, last.to) : Promise.resolve();
  }

  /** Fetches what came after a number until nothing is missing; too far behind, the newest page. */
  function catch_up(channel_id: Id, after: number): Promise<void> {
    return once(`room:${channel_id}`, async () => {
      for (let round = 0; round < 4; round++) {
        const page = await fetch_page(channel_id, `&after=${String(after)}`, { after });
        if (page.prev_cursor === null) return;
        after = Math.max(after, ...page.items.map((message) => message.seq));
      }
      await newest(channel_id);
    });
  }

  /** After a new stream: what is kept may be stale, so the newest page is read again and a hole behind it filled. */
  function refresh(channel_id: Id): Promise<void> {
    change((draft) => draft.rooms[channel_id] && trim(draft.rooms[channel_id], PAGE));
    const known = tail(world.rooms[channel_id])?.to;
    return once(`room:${channel_id}`, async () => void (await newest(channel_id))).then(() => {
      const room = world.rooms[channel_id];
      return known !== undefined && room && room.windows.length > 1 ? catch_up(channel_id, known) : undefined;
    });
  }

  const older = (channel_id: Id, seq: number) =>
    once(`older:${channel_id}`, async () => void (await fetch_page(channel_id, `&before=${String(seq)}`, { before: seq })));
  const newer = (channel_id: Id, seq: number) =>
    once(`newer:${channel_id}`, async () => void (await fetch_page(channel_id, `&after=${String(seq)}`, { after: seq })));

  /** Makes sure that the surroundings of a number are here. */
  async function around(channel_id: Id, seq: number): Promise<void> {
    if (window_at(world.rooms[channel_id], seq)) return;
    await fetch_page(channel_id, `&around=${String(seq)}`, { around: seq });
  }

  /** Finds a message by id, here or at the server, and answers its number. */
  async function locate(channel_id: Id, id: Id): Promise<number | null> {
    const known = find_line(world.rooms[channel_id], id);
    if (known) return known.gone ? null : known.seq;
    try {
      const message = await parts.ask<Message>("GET", `/messages/${id}`);
      if (message.channel_id !== channel_id) return null;
      await around(channel_id, message.seq);
      return message.seq;
    } catch (thrown) {
      if (trouble_of(thrown).status === 404) return null;
      throw thrown;
    }
  }

  /** The view of a room was left: rows of deleted messages go, and long histories are cut. */
  function leave(channel_id: Id): void {
    change((draft) => {
      const room = draft.rooms[channel_id];
      if (!room) return;
      sweep(room);
      trim(room, KEPT_LINES);
    });
  }

  function members(space_id: Id): Promise<void> {
    if (loading[`members:${space_id}`] === "loaded") return Promise.resolve();
    return once(`members:${space_id}`, async () => {
      let cursor: string | null = null;
      for (let page = 0; page < 20; page++) {
        const query: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
        const found: Page<Member> = await parts.ask("GET", `/spaces/${space_id}/members?limit=100${query}`);
        change((draft) => found.items.forEach((member) => put_member(draft, space_id, member)));
        cursor = found.next_cursor;
        if (cursor === null) return;
      }
    });
  }

  return {
    world,
    connection,
    is_ready,
    parcels,
    loading,
    post,
    ask: parts.ask,
    change,
    apply: take,
    open,
    older,
    newer,
    around,
    locate,
    leave,
    members,
    set_focus: (ids: Id[]) => {
      focus = ids;
      gateway.set_focus(ids);
    },
    start: () => gateway.start(),
    stop: () => gateway.stop(),
    wake: () => gateway.wake(),
    sleep: () => gateway.sleep(),
    /** Puts the own account in place before the line is up, so that the shell can draw. */
    greet: (me: Me) => change((draft) => void (draft.me ??= me)),
    listen: (listener: (event: Event) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export type Live = ReturnType<typeof create_live>;
