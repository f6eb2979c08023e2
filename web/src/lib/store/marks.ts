/** The marks of all rooms and spaces behind signals: reckoned once for every list and badge, and anew when a pause ends. */
import { createEffect, createMemo, createSignal, mapArray, onCleanup, type Accessor } from "solid-js";
import type { Id } from "../api/wire";
import { callsOf, nextEnd, roomMark, sumOf, type Calls, type Mark, type Sum } from "../levels";
import type { World } from "./world";

/** Longer waits overflow the timers of browsers and end at once. */
const LONGEST_MS = 2 ** 31 - 1;

export interface Marks {
  /** The time that pauses are measured by; it moves on when one ends. */
  nowMs: Accessor<number>;
  room: (id: Id) => Mark;
  space: (id: Id) => Sum;
  /** All spaces together. */
  spaces: Accessor<Sum>;
  /** What calls in the title, the icon and on the app. */
  calls: Accessor<Calls>;
}

const same = (one: Partial<Sum>, two: Partial<Sum>) => one.unread === two.unread && one.dot === two.dot && one.mentions === two.mentions;

/** `marksOf(world)` for as long as its owner lives; a message reckons its own space only. */
export function marksOf(world: World, clock: () => number = Date.now): Marks {
  const [nowMs, setNowMs] = createSignal(clock(), { equals: false });
  createEffect(() => {
    const end = nextEnd(world, nowMs());
    if (end === null) return;
    const timer = setTimeout(() => setNowMs(clock()), Math.min(LONGEST_MS, Math.max(1, end - clock())));
    onCleanup(() => clearTimeout(timer));
  });
  const rooms = createMemo(() => {
    const bySpace = new Map<Id, Id[]>(world.spaceOrder.map((id) => [id, []]));
    for (const channel of Object.values(world.channels)) bySpace.get(channel.space_id ?? "")?.push(channel.id);
    return bySpace;
  });
  const spaces = mapArray(
    () => world.spaceOrder,
    (id) => ({ id, sum: createMemo(() => sumOf((rooms().get(id) ?? []).map((room) => roomMark(world, room, nowMs()))), undefined, { equals: same }) }),
  );
  const bySpace = createMemo(() => new Map(spaces().map((space) => [space.id, space.sum])));
  const all = createMemo(() => sumOf([...bySpace().values()].map((sum) => sum())), undefined, { equals: same });
  return {
    nowMs,
    room: (id) => roomMark(world, id, nowMs()),
    space: (id) => bySpace().get(id)?.() ?? sumOf([]),
    spaces: all,
    calls: createMemo(() => callsOf(world, all(), nowMs()), undefined, { equals: same }),
  };
}
