/** The virtual list of a room: keeps its place while things arrive, loads both ways, and is walked by keyboard. */
import { createEffect, createMemo, createSignal, For, Match, on, onCleanup, onMount, Show, Switch, untrack, type JSX } from "solid-js";
import { createVirtualizer } from "@tanstack/solid-virtual";
import ArrowDown from "lucide-solid/icons/arrow-down";
import type { Line } from "~/lib/store";
import { create_late } from "./late";
import { MessageRow, ParcelRow } from "./MessageRow";
import { MessageTools } from "./MessageTools";
import { Beginning, DayLine, NewLine, StreamState, SystemRow } from "./StreamParts";
import type { RoomState } from "./room";
import type { Row } from "./rows";
import { useScene } from "./scene";
import { walk } from "./walk";

const NEAR_EDGE_PX = 600;

export function Stream(props: { room: RoomState; on_delete: (line: Line) => void; on_revisions: (line: Line) => void }): JSX.Element {
  const scene = useScene();
  const room = () => props.room;
  const rows = () => room().rows();
  // Not a signal: the list must look at its element only once that stands in the page.
  let scroller: HTMLDivElement | null = null;
  const [focus_key, set_focus_key] = createSignal<string | null>(null);
  const [hover, set_hover] = createSignal<{ key: string; element: HTMLElement } | null>(null);

  const virtual = createVirtualizer<HTMLDivElement, HTMLElement>({
    get count() {
      return rows().length;
    },
    getScrollElement: () => (scroller?.isConnected ? scroller : null),
    estimateSize: (at) => estimate(rows()[at]),
    getItemKey: (at) => rows()[at]?.key ?? at,
    overscan: 10,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: 60,
    paddingEnd: 8,
    rangeExtractor: (range) => {
      const from = Math.max(0, range.startIndex - range.overscan);
      const to = Math.min(range.count - 1, range.endIndex + range.overscan);
      const list = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
      const focused = focus_index();
      if (focused >= 0 && !list.includes(focused)) list.push(focused);
      return list.sort((one, two) => one - two);
    },
  });
  const focus_index = () => untrack(() => rows().findIndex((row) => row.key === focus_key()));
  const visible = createMemo(() => virtual.getVirtualItems().map((item) => ({ row: rows()[item.index], start: item.start, index: item.index })).filter((one) => one.row !== undefined) as { row: Row; start: number; index: number }[]);
  const visible_rows = createMemo(() => visible().map((one) => one.row));
  const starts = createMemo(() => new Map(visible().map((one) => [one.row.key, one])));

  let has_begun = false;
  createEffect(on(rows, (list) => {
    if (has_begun || !list.some((row) => row.kind !== "begin")) return;
    has_begun = true;
    const at = list.findIndex((row) => row.kind === "new");
    queueMicrotask(() => (at > 0 ? virtual.scrollToIndex(at, { align: "start" }) : virtual.scrollToEnd()));
  }));
  createEffect(on(() => room().lit(), (id) => {
    const at = id === null ? -1 : rows().findIndex((row) => row.kind === "message" && row.line.id === id);
    if (at >= 0) requestAnimationFrame(() => virtual.scrollToIndex(at, { align: "center" }));
  }));
  createEffect(on(() => room().live.parcels().length, (count, before) => {
    if (before !== undefined && count > before) requestAnimationFrame(() => virtual.scrollToEnd());
  }));
  createEffect(() => {
    void room().channel()?.last_seq;
    if (room().at_end()) room().seen();
  });
  onMount(() => {
    const look = () => room().at_end() && room().seen();
    document.addEventListener("visibilitychange", look);
    onCleanup(() => document.removeEventListener("visibilitychange", look));
  });

  const scrolled = (event: Event & { currentTarget: HTMLDivElement }) => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
    const left = scrollHeight - scrollTop - clientHeight;
    room().set_at_end(left < 60 && room().is_newest());
    set_hover(null);
    const window = room().shown();
    if (!window || !has_begun) return;
    if (scrollTop < NEAR_EDGE_PX && window.from > 1) void room().live.older(room().channel_id, window.from);
    if (left < NEAR_EDGE_PX && !room().is_newest()) void room().live.newer(room().channel_id, window.to);
  };
  const to_newest = () => {
    room().to_newest();
    requestAnimationFrame(() => virtual.scrollToEnd());
  };
  const go = (key: string) => {
    set_focus_key(key);
    const at = rows().findIndex((row) => row.key === key);
    virtual.scrollToIndex(at, { align: "auto" });
    requestAnimationFrame(() => scroller?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true }));
  };
  const name = () => room().channel()?.name ?? "";
  const is_slow = create_late(() => room().live.loading[`room:${room().channel_id}`] === "loading" && rows().length === 0, 300);
  const unread = () => room().live.world.reads[room().channel_id]?.unread ?? 0;

  return (
    <div class="stream-box">
      <div
        ref={(element) => (scroller = element)} class="stream" id="messages" role="feed" tabindex="-1" aria-label={scene.t("stream.label", { room: name() })}
        aria-busy={is_slow()} onScroll={scrolled} onPointerLeave={() => set_hover(null)}
        onKeyDown={(event) => walk(event, { rows, room: room(), go, current: focus_key, on_delete: (line) => props.on_delete(line), on_end: to_newest, on_failed: (text) => scene.notify(text, "bad"), t: scene.t })}
      >
        <StreamState room={room()} is_slow={is_slow()} is_empty={rows().length === 0} />
        <div class="stream-space" style={{ "--size": `${String(virtual.getTotalSize())}px` }}>
          <For each={visible_rows()}>
            {(row) => (
              <article
                class="row" data-key={row.key} data-index={starts().get(row.key)?.index ?? 0}
                ref={(element) => queueMicrotask(() => element.isConnected && virtual.measureElement(element))}
                tabindex={is_stop(row) ? (focus_key() ?? last_stop()) === row.key ? 0 : -1 : undefined} aria-setsize={-1} aria-posinset={(starts().get(row.key)?.index ?? 0) + 1}
                aria-label={label(row)} style={{ "--start": `${String(starts().get(row.key)?.start ?? 0)}px` }}
                onFocusIn={(event) => {
                  set_focus_key(row.key);
                  set_hover({ key: row.key, element: event.currentTarget });
                }}
                onPointerEnter={(event) => event.pointerType === "mouse" && set_hover({ key: row.key, element: event.currentTarget })}
                classList={{ hov: hover()?.key === row.key }}
              >
                <RowView row={row} room={room()} on_revisions={props.on_revisions} />
              </article>
            )}
          </For>
          <MessageTools room={room()} hover={hover()} rows={rows} starts={starts} on_delete={props.on_delete} />
        </div>
      </div>
      <Show when={rows().length > 0 && (!room().at_end() || !room().is_newest())}>
        <button type="button" class="newest-pill" onClick={to_newest}>
          <ArrowDown class="ic s" aria-hidden="true" />
          {unread() > 0 ? scene.t("stream.count", { n: unread() }) : scene.t("stream.newest")}
        </button>
      </Show>
    </div>
  );

  function last_stop(): string | undefined {
    return rows().findLast(is_stop)?.key;
  }

  function label(row: Row): string | undefined {
    if (row.kind !== "message") return undefined;
    const who = row.line.author ? (scene.live.world.people[row.line.author.id]?.display_name ?? "") : "";
    return `${who}, ${scene.formats().full(row.line.created_at)}`;
  }
}

function is_stop(row: Row): boolean {
  return row.kind === "message" || row.kind === "parcel" || row.kind === "system";
}

function estimate(row: Row | undefined): number {
  if (row?.kind === "message") return (row.is_head ? 60 : 27) + (row.line.attachments.length > 0 ? 200 : 0) + Math.floor((row.line.content?.length ?? 0) / 90) * 23;
  return row?.kind === "begin" ? 120 : 36;
}

function RowView(props: { row: Row; room: RoomState; on_revisions: (line: Line) => void }): JSX.Element {
  const row = () => props.row;
  const as = <K extends Row["kind"]>(kind: K) => (row().kind === kind ? (row() as Extract<Row, { kind: K }>) : null);
  return (
    <Switch>
      <Match when={as("message")}>{(it) => <MessageRow room={props.room} line={it().line} is_head={it().is_head} on_revisions={props.on_revisions} />}</Match>
      <Match when={as("parcel")}>{(it) => <ParcelRow room={props.room} parcel={it().parcel} is_head={it().is_head} on_revisions={props.on_revisions} />}</Match>
      <Match when={as("system")}>{(it) => <SystemRow line={it().line} />}</Match>
      <Match when={as("day")}>{(it) => <DayLine at={it().at} />}</Match>
      <Match when={as("new")}><NewLine /></Match>
      <Match when={as("begin")}><Beginning room={props.room} /></Match>
    </Switch>
  );
}
