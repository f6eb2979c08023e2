/** Choosing what calls: levels and pauses of the account, of spaces, rooms and conversations. */
import { roomsInOrder } from "~/features/channels/state";
import type { Id, Level, NotificationLevel, SetLevel } from "~/lib/api/wire";
import type { Formats, I18n } from "~/lib/i18n";
import { inherited, mutedUntil } from "~/lib/levels";
import { shownConversations, titleOf, type Live, type World } from "~/lib/store";

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
/** What stands for "until I turn it on": the longest pause there is. */
const ALWAYS_MS = 10 * YEAR_MS;
const MORNING = 8;

export const LEVELS = ["all", "mentions", "nothing"] as const satisfies readonly Level[];

/** What a choice is for. */
export interface Scope {
  /** `account`, or the id of the space, room or conversation. */
  id: string;
  kind: NotificationLevel["kind"];
  name: string;
}

export function tomorrowMs(nowMs: number): number {
  const day = new Date(nowMs);
  day.setDate(day.getDate() + 1);
  return day.setHours(MORNING, 0, 0, 0);
}

export interface Pause {
  label: string;
  /** When it ends, chosen at a moment. */
  end: (nowMs: number) => number;
}

/** The pauses to choose from. */
export function pausesOf(t: I18n["t"], formats: Formats, nowMs: number): Pause[] {
  return [
    { label: t("level.hour"), end: (now) => now + HOUR_MS },
    { label: t("level.hours", { n: 8 }), end: (now) => now + 8 * HOUR_MS },
    { label: t("level.tomorrow", { time: formats.time(tomorrowMs(nowMs)) }), end: tomorrowMs },
    { label: t("level.always"), end: (now) => now + ALWAYS_MS },
  ];
}

/** True of a pause without an end that one would wait for. */
export const isAlways = (untilMs: number, nowMs: number): boolean => untilMs - nowMs > ALWAYS_MS / 2;

export function mutedText(t: I18n["t"], formats: Formats, untilMs: number, nowMs: number): string {
  return isAlways(untilMs, nowMs) ? t("level.muted_always") : t("level.muted_until", { time: formats.when(untilMs, nowMs) });
}

/** What was chosen for a scope, in words; null when nothing was. */
export function stateText(world: World, scope: string, i18n: Pick<I18n, "t" | "formats">, nowMs: number): string | null {
  const level = world.levels[scope]?.level;
  const untilMs = mutedUntil(world, scope, nowMs);
  const parts = [level ? i18n.t(`level.${level}`) : null, untilMs === null ? null : mutedText(i18n.t, i18n.formats(), untilMs, nowMs)];
  return parts.filter((part) => part !== null).join(" · ") || null;
}

/** What counts while nothing is chosen for a space, room or conversation. */
export function givenText(world: World, scope: Scope, t: I18n["t"]): string {
  const level = inherited(world, scope.kind === "space" ? { space: scope.id } : { room: scope.id });
  return t(scope.kind === "channel" ? "level.as_space" : "level.by_default", { level: t(`level.${level}`) });
}

/** A space, room or conversation that differs from the rest. */
export interface Difference {
  scope: Scope;
  /** Null: a conversation. */
  spaceId: Id | null;
}

/** In the order of the rail and the room list; conversations follow. */
export function differencesOf(world: World, i18n: Pick<I18n, "t" | "formats" | "dir">, nowMs: number): Difference[] {
  const isChosen = (id: Id) => (world.levels[id]?.level ?? null) !== null || mutedUntil(world, id, nowMs) !== null;
  const spaces = world.spaceOrder.flatMap((spaceId) => {
    const space: Scope = { id: spaceId, kind: "space", name: world.spaces[spaceId]?.name ?? "" };
    const rooms = roomsInOrder(world, spaceId).map((room): Scope => ({ id: room.id, kind: "channel", name: room.name ?? "" }));
    return [space, ...rooms].filter((scope) => isChosen(scope.id)).map((scope) => ({ scope, spaceId }));
  });
  const talks = shownConversations(world).filter((talk) => isChosen(talk.id))
    .map((talk) => ({ scope: { id: talk.id, kind: "conversation", name: titleOf(world, talk, i18n) } as const, spaceId: null }));
  return [...spaces, ...talks];
}

export interface Change {
  /** Null: what the next wider scope says. */
  level?: Level | null;
  /** Null: no pause. */
  untilMs?: number | null;
}

/** Sends choices one after the other, so that the last one wins; what is not changed stays. */
export function createChoosing(live: Pick<Live, "world" | "ask" | "apply">, clock: () => number = Date.now) {
  let last: Promise<unknown> = Promise.resolve();

  async function send(scope: Pick<Scope, "id" | "kind">, change: Change): Promise<void> {
    const known = live.world.levels[scope.id];
    const level = change.level === undefined ? (known?.level ?? null) : change.level;
    const untilMs = change.untilMs === undefined ? mutedUntil(live.world, scope.id, clock()) : change.untilMs;
    const until = untilMs === null ? null : new Date(untilMs).toISOString();
    const path = `/me/notification-levels/${scope.id}`;
    const body: SetLevel = { ...(level && { level }), ...(until && { mute_until: until }) };
    await (level || until ? live.ask("PUT", path, body) : live.ask("DELETE", path));
    live.apply({ t: "notification_level_update", d: { scope: scope.id, kind: scope.kind, level, mute_until: until } });
  }

  return (scope: Pick<Scope, "id" | "kind">, change: Change): Promise<void> => {
    const sent = last.then(() => send(scope, change));
    last = sent.catch(() => undefined);
    return sent;
  };
}
