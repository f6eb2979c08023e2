/** The page of what waits: its rooms, the first lines of each, marking them read and taking that back. */
import { createMemo, createSignal, onCleanup } from "solid-js";
import { createStore, produce } from "solid-js/store";
import type { Id, MessagePage } from "~/lib/api/wire";
import { createLane } from "~/lib/lane";
import { isBlocked, meet, type Line, type Live, type Marks } from "~/lib/store";
import { isWaiting, keptOrder, waitingRooms } from "./state";

/** Lines of a room on the page, and as many as are asked for: some may be one's own or of the blocked. */
export const LINES = 3;
const ASKED_LINES = 10;
const AT_ONCE = 4;

export interface Preview {
  stand: "loading" | "here" | "failed";
  lines: Line[];
}

/** One press of "read": the rooms, and where each stood before. */
interface Step {
  rooms: { id: Id; before: number }[];
  sent: Promise<boolean>;
}

export function createCatchUp(live: Live, marks: Pick<Marks, "room">, failed: (thrown: unknown) => void) {
  const { world } = live;
  const [previews, setPreviews] = createStore<Record<Id, Preview>>({});
  /** On their way to be read. */
  const [leaving, setLeaving] = createSignal<ReadonlySet<Id>>(new Set());
  const [steps, setSteps] = createSignal<readonly Step[]>([]);
  const lane = createLane(AT_ONCE);

  const order = createMemo<Id[]>((known) => keptOrder(known, waitingRooms(world, marks)), []);
  const rooms = createMemo(() => order().filter((id) => world.channels[id] && isWaiting(marks, id) && !leaving().has(id)));

  /** What is said to oneself: neither one's own words, nor notes of the place, nor those of the blocked. */
  const isTold = (line: Line) => line.author !== null && line.author.id !== world.me?.id && !isBlocked(world, line.author.id);
  const linesOf = (id: Id) => (previews[id]?.lines ?? []).filter(isTold).slice(0, LINES);

  /** Loads the first unread lines of a room unless they are here or on their way. */
  async function load(id: Id): Promise<void> {
    const stand = previews[id]?.stand;
    if (stand === "loading" || stand === "here") return;
    setPreviews(id, { stand: "loading", lines: [] });
    try {
      const after = world.reads[id]?.last_read_seq ?? 0;
      const page = await lane(() => live.ask<MessagePage>("GET", `/channels/${id}/messages?limit=${String(ASKED_LINES)}&after=${String(after)}`));
      live.change((draft) => page.items.forEach((message) => message.author && meet(draft, message.author)));
      setPreviews(id, { stand: "here", lines: page.items.toSorted((one, two) => one.seq - two.seq) });
    } catch {
      setPreviews(id, { stand: "failed", lines: [] });
    }
  }

  const change = (id: Id, work: (lines: Line[]) => Line[]) => {
    if (previews[id]?.stand !== "here") return;
    setPreviews(id, produce((preview) => (preview.lines = work(preview.lines))));
  };
  onCleanup(live.listen((event) => {
    if (event.t === "message_create") {
      const { message } = event.d;
      change(message.channel_id, (lines) => (lines.length < ASKED_LINES && !lines.some((line) => line.id === message.id) ? [...lines, message] : lines));
    } else if (event.t === "message_update") {
      const { message } = event.d;
      change(message.channel_id, (lines) => lines.map((line) => (line.id === message.id ? message : line)));
    } else if (event.t === "message_delete") change(event.d.channel_id, (lines) => lines.filter((line) => line.id !== event.d.id));
    else if (event.t === "message_delete_bulk") change(event.d.channel_id, (lines) => lines.filter((line) => !event.d.ids.includes(line.id)));
  }));

  const settle = (ids: readonly Id[]) => setLeaving((now) => new Set([...now].filter((id) => !ids.includes(id))));

  async function mark(id: Id, seq: number): Promise<void> {
    await live.ask("POST", `/channels/${id}/ack`, { seq });
    live.change((draft) => {
      const state = draft.reads[id];
      if (state && seq >= state.last_seq) Object.assign(state, { last_read_seq: seq, unread: 0, mentions: 0 });
    });
    // What was read is no first line any more when the room comes back with something new.
    change(id, (lines) => lines.filter((line) => line.seq > seq));
  }

  /** Takes rooms off the page at once; one that could not be marked comes back. */
  function read(ids: readonly Id[]): void {
    const marked = ids.filter((id) => !leaving().has(id)).map((id) => ({ id, before: world.reads[id]?.last_read_seq ?? 0, seq: world.channels[id]?.last_seq ?? 0 }));
    if (marked.length === 0) return;
    setLeaving((now) => new Set([...now, ...ids]));
    const sent = Promise.all(marked.map(({ id, seq }) => lane(() => mark(id, seq)))).then(() => true, (thrown: unknown) => {
      failed(thrown);
      return false;
    });
    const step: Step = { rooms: marked, sent };
    setSteps((now) => [...now, step]);
    void sent.then((isDone) => {
      settle(ids);
      if (!isDone) setSteps((now) => now.filter((one) => one !== step));
    });
  }

  /** Takes the last press back; the rooms come as the place tells of them. Answers the first of them. */
  async function undo(): Promise<Id | null> {
    const step = steps().at(-1);
    if (!step) return null;
    setSteps((now) => now.slice(0, -1));
    if (!(await step.sent)) return null;
    try {
      for (const { id } of step.rooms) setPreviews(produce((all) => void delete all[id]));
      await Promise.all(step.rooms.map(({ id, before }) => lane(() => live.ask("POST", `/channels/${id}/ack`, { seq: before, unread: true }))));
      return step.rooms[0]?.id ?? null;
    } catch (thrown) {
      setSteps((now) => [...now, step]);
      failed(thrown);
      return null;
    }
  }

  return { rooms, previews, linesOf, load, read, undo, last: () => steps().at(-1)?.rooms.map(({ id }) => id) ?? [] };
}

export type CatchUp = ReturnType<typeof createCatchUp>;
