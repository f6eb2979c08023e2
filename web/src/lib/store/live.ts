/** The living store: the world behind signals, the line that feeds it, and the few ways to change it from here. */
import { createSignal } from "solid-js";
import { createStore, produce } from "solid-js/store";
import type { Event, Id, Me, Member, Message, MessagePage, Page, ReadState, Ready, User } from "../api/wire";
import { Gateway, type Connection, type Surroundings } from "../gateway";
import { troubleOf, type Ask } from "../api";
import type { Parcel } from "./outbox";
import { Post } from "./post";
import { recount } from "./bonds";
import { begin, reduce } from "./reduce";
import { addPage, findLine, sweep, tail, trim, windowAt, type Asked } from "./room";
import { createTyping } from "./typing";
import { emptyWorld, meet, putMember, type World } from "./world";

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
export function createLive(parts: LiveParts) {
  const [world, setWorld] = createStore<World>(emptyWorld());
  const [connection, setConnection] = createSignal<Connection>({ kind: "connecting" });
  const [isReady, setIsReady] = createSignal(false);
  const [parcels, setParcels] = createSignal<Parcel[]>([]);
  const [loading, setLoading] = createStore<Record<string, Loading>>({});
  const typing = createTyping();
  const listeners = new Set<(event: Event) => void>();
  const change = (work: (draft: World) => void) => setWorld(produce(work));
  let focus: Id[] = [];
  /** So far the clock of the server is ahead of ours. */
  let aheadMs = 0;
  const running = new Map<string, Promise<void>>();

  const post = new Post({
    list: parcels,
    change: (work) => setParcels(work),
    arrived: (message) => change((draft) => reduce(draft, { t: "message_create", d: { message, access_version: 0 } })),
    ask: parts.ask,
    storage: parts.storage,
    key: () => (world.me ? `snug.outbox.${world.me.id}` : null),
    nowMs: parts.around.nowMs,
  });

  const gateway = new Gateway(parts.around, {
    connection: (state) => {
      setConnection(state);
      if (state.kind !== "live") typing.clear();
    },
    clock: (at) => void (aheadMs = Date.parse(at) - parts.around.nowMs()),
    ready: (ready) => startStream(ready),
    resumed: () => post.flush(),
    event: (event) => take(event),
  });

  function startStream(ready: Ready): void {
    typing.clear();
    change((draft) => begin(draft, ready));
    setIsReady(true);
    post.load();
    post.flush();
    for (const id of Object.keys(world.rooms)) {
      if (focus.includes(id)) void refresh(id);
      else change((draft) => void delete draft.rooms[id]);
    }
    for (const key of Object.keys(loading)) if (/^(?:members|latest):/.test(key)) setLoading(key, "none");
  }

  function take(event: Event): void {
    if (event.t === "resync") {
      for (const id of event.d.channel_ids ?? Object.keys(world.rooms)) {
        const last = tail(world.rooms[id]);
        if (last) void catchUp(id, last.to);
      }
      return;
    }
    change((draft) => reduce(draft, event));
    typing.hear(event);
    if (event.t === "typing") void learn(event.d.user_id);
    // What the blocked said before counts no more, and again after the block: only the server can tell how much that is.
    if (event.t === "block_update") counts = counts.then(askCounts).catch(() => undefined);
    if (event.t === "message_create") {
      post.seen(event.d.message, world.me?.id);
      const windows = world.rooms[event.d.message.channel_id]?.windows ?? [];
      const before = windows.at(-2);
      if (before && windows.at(-1)?.from === event.d.message.seq) void catchUp(event.d.message.channel_id, before.to);
    }
    for (const listener of listeners) listener(event);
  }

  /** Who writes in a room may never have said anything in it. */
  function learn(userId: Id): Promise<void> {
    if (world.people[userId]) return Promise.resolve();
    return once(`person:${userId}`, async () => {
      const found = await parts.ask<User>("GET", `/users/${userId}`);
      change((draft) => meet(draft, found));
    });
  }

  let counts: Promise<void> = Promise.resolve();
  async function askCounts(): Promise<void> {
    const reads = await parts.ask<ReadState[]>("GET", "/me/unread");
    change((draft) => recount(draft, reads));
  }

  /** Runs one piece of work at a time under a name, and says how it stands. */
  async function once(name: string, work: () => Promise<void>): Promise<void> {
    const known = running.get(name);
    if (known) return known;
    setLoading(name, "loading");
    const run = work().then(
      () => void setLoading(name, "loaded"),
      () => void setLoading(name, "failed"),
    );
    running.set(name, run);
    try {
      await run;
    } finally {
      running.delete(name);
    }
  }

  async function fetchPage(channelId: Id, query: string, asked: Asked): Promise<MessagePage> {
    const page = await parts.ask<MessagePage>("GET", `/channels/${channelId}/messages?limit=${String(PAGE)}${query}`);
    change((draft) => {
      if (!draft.channels[channelId]) return;
      for (const message of page.items) if (message.author) meet(draft, message.author);
      addPage((draft.rooms[channelId] ??= { windows: [] }), page, asked);
    });
    const me = world.me?.id;
    for (const message of page.items) post.seen(message, me);
    return page;
  }

  const newest = (channelId: Id) =>
    fetchPage(channelId, "", { newest: world.channels[channelId]?.last_seq ?? 0 });

  /** Loads the newest messages of a room unless they are here. */
  function open(channelId: Id): Promise<void> {
    const room = world.rooms[channelId];
    const last = tail(room);
    if (!last) return once(`room:${channelId}`, async () => void (await newest(channelId)));
    const lastSeq = world.channels[channelId]?.last_seq ?? 0;
    return last.to < lastSeq ? catchUp(channelId, last.to) : Promise.resolve();
  }

  /** Learns the newest message of a conversation, for its row in the list. */
  function glance(channelId: Id): Promise<void> {
    return once(`latest:${channelId}`, async () => {
      const page = await parts.ask<MessagePage>("GET", `/channels/${channelId}/messages?limit=1`);
      change((draft) => {
        const [message] = page.items;
        if (message?.author) meet(draft, message.author);
        if (draft.channels[channelId] && draft.latest[channelId] === undefined) draft.latest[channelId] = message ?? null;
      });
    });
  }

  /** Fetches what came after a number until nothing is missing; too far behind, the newest page. */
  function catchUp(channelId: Id, after: number): Promise<void> {
    return once(`room:${channelId}`, async () => {
      for (let round = 0; round < 4; round++) {
        const page = await fetchPage(channelId, `&after=${String(after)}`, { after });
        if (page.prev_cursor === null) return;
        after = Math.max(after, ...page.items.map((message) => message.seq));
      }
      await newest(channelId);
    });
  }

  /** After a new stream: what is kept may be stale, so the newest page is read again and a hole behind it filled. */
  function refresh(channelId: Id): Promise<void> {
    change((draft) => draft.rooms[channelId] && trim(draft.rooms[channelId], PAGE));
    const known = tail(world.rooms[channelId])?.to;
    return once(`room:${channelId}`, async () => void (await newest(channelId))).then(() => {
      const room = world.rooms[channelId];
      return known !== undefined && room && room.windows.length > 1 ? catchUp(channelId, known) : undefined;
    });
  }

  const older = (channelId: Id, seq: number) =>
    once(`older:${channelId}`, async () => void (await fetchPage(channelId, `&before=${String(seq)}`, { before: seq })));
  const newer = (channelId: Id, seq: number) =>
    once(`newer:${channelId}`, async () => void (await fetchPage(channelId, `&after=${String(seq)}`, { after: seq })));

  /** Makes sure that the surroundings of a number are here. */
  async function around(channelId: Id, seq: number): Promise<void> {
    if (windowAt(world.rooms[channelId], seq)) return;
    await fetchPage(channelId, `&around=${String(seq)}`, { around: seq });
  }

  /** Finds a message by id, here or at the server, and answers its number. */
  async function locate(channelId: Id, id: Id): Promise<number | null> {
    const known = findLine(world.rooms[channelId], id);
    if (known) return known.gone ? null : known.seq;
    try {
      const message = await parts.ask<Message>("GET", `/messages/${id}`);
      if (message.channel_id !== channelId) return null;
      await around(channelId, message.seq);
      return message.seq;
    } catch (thrown) {
      if (troubleOf(thrown).status === 404) return null;
      throw thrown;
    }
  }

  /** The view of a room was left: rows of deleted messages go, and long histories are cut. */
  function leave(channelId: Id): void {
    change((draft) => {
      const room = draft.rooms[channelId];
      if (!room) return;
      sweep(room);
      trim(room, KEPT_LINES);
    });
  }

  function members(spaceId: Id): Promise<void> {
    if (loading[`members:${spaceId}`] === "loaded") return Promise.resolve();
    return once(`members:${spaceId}`, async () => {
      let cursor: string | null = null;
      for (let page = 0; page < 20; page++) {
        const query: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
        const found: Page<Member> = await parts.ask("GET", `/spaces/${spaceId}/members?limit=100${query}`);
        change((draft) => found.items.forEach((member) => putMember(draft, spaceId, member)));
        cursor = found.next_cursor;
        if (cursor === null) return;
      }
    });
  }

  return {
    world,
    connection,
    isReady: isReady,
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
    glance,
    leave,
    members,
    setFocus: (ids: Id[]) => {
      focus = ids;
      gateway.setFocus(ids);
    },
    /** Those who write in a room just now, without oneself. */
    typing: (channelId: Id) => typing.of(channelId).filter((id) => id !== world.me?.id),
    /** Says that oneself writes there. */
    type: (channelId: Id) => gateway.type(channelId),
    setIdle: (isIdle: boolean) => gateway.setIdle(isIdle),
    start: () => gateway.start(),
    stop: () => {
      gateway.stop();
      typing.clear();
    },
    wake: () => gateway.wake(),
    sleep: () => gateway.sleep(),
    /** Puts the own account in place before the line is up, so that the shell can draw. */
    greet: (me: Me) => change((draft) => void (draft.me ??= me)),
    /** What the clock of the server shows. */
    serverMs: () => parts.around.nowMs() + aheadMs,
    listen: (listener: (event: Event) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export type Live = ReturnType<typeof createLive>;
