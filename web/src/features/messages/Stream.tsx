/** The virtual list of a room: keeps its place while things arrive, loads both ways, and is walked by keyboard. */
import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Switch, untrack, type JSX } from "solid-js";
import { createVirtualizer, elementScroll } from "@tanstack/solid-virtual";
import ArrowDown from "lucide-solid/icons/arrow-down";
import { Match, Show } from "~/lib/flow";
import type { Line } from "~/lib/store";
import { Contained } from "~/ui/Contained";
import { createLate } from "./late";
import { MessageRow, ParcelRow } from "./MessageRow";
import { MessageTools } from "./MessageTools";
import { Beginning, DayLine, FoldedRow, NewLine, StreamState, SystemRow } from "./StreamParts";
import { useEmojiPicker } from "./emoji/picker";
import type { RoomState } from "./room";
import { isStop, keyOf, type Row } from "./rows";
import { useScene } from "./scene";
import { explain } from "./trouble";
import { walk } from "./walk";

const NEAR_EDGE_PX = 600;

export function Stream(props: { room: RoomState; onDelete: (line: Line) => void; onReactions: (line: Line) => void; onRevisions: (line: Line) => void }): JSX.Element {
  const scene = useScene();
  const picker = useEmojiPicker();
  const room = () => props.room;
  const rows = () => room().rows();
  // Not a signal: the list must look at its element only once that stands in the page.
  let scroller: HTMLDivElement | null = null;
  let space: HTMLDivElement | undefined;
  let toldTop = 0;
  const [focusKey, setFocusKey] = createSignal<string | null>(null);
  const [hover, setHover] = createSignal<{ key: string; element: HTMLElement } | null>(null);

  const virtual = createVirtualizer<HTMLDivElement, HTMLElement>({
    get count() {
      return rows().length;
    },
    getScrollElement: () => (scroller?.isConnected ? scroller : null),
    // As tall as it will be before it is scrolled: otherwise the browser would cut the way to where it ended until now.
    // And a way that corrects, unlike one that leads somewhere, begins where the eye is, also when no event has told that yet.
    scrollToFn: (offset, options, all) => {
      space?.style.setProperty("--size", `${String(all.getTotalSize())}px`);
      const untold = options.behavior === undefined && scroller ? scroller.scrollTop - toldTop : 0;
      all.scrollOffset = (all.scrollOffset ?? 0) + untold;
      elementScroll(offset + untold, options, all);
      toldTop = scroller?.scrollTop ?? 0;
    },
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
      const focused = focusIndex();
      if (focused >= 0 && !list.includes(focused)) list.push(focused);
      return list.sort((one, two) => one - two);
    },
  });
  // What grows or shrinks above the eye, as a picture that arrives, must not move what is read; in both directions of scrolling.
  virtual.shouldAdjustScrollPositionOnItemSizeChange = (item, _delta, all) => item.start < (all.scrollOffset ?? 0);
  const focusIndex = () => untrack(() => rows().findIndex((row) => row.key === focusKey()));
  const visible = createMemo(() => virtual.getVirtualItems().map((item) => ({ row: rows()[item.index], start: item.start, index: item.index })).filter((one) => one.row !== undefined) as { row: Row; start: number; index: number }[]);
  const visibleRows = createMemo(() => visible().map((one) => one.row));
  const starts = createMemo(() => new Map(visible().map((one) => [one.row.key, one])));

  let hasBegun = false;
  createEffect(on(rows, (list) => {
    if (hasBegun || !list.some((row) => row.kind !== "begin")) return;
    hasBegun = true;
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
    if (room().atEnd()) room().seen();
  });
  onMount(() => {
    const look = () => room().atEnd() && room().seen();
    document.addEventListener("visibilitychange", look);
    onCleanup(() => document.removeEventListener("visibilitychange", look));
  });

  const scrolled = (event: Event & { currentTarget: HTMLDivElement }) => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
    toldTop = scrollTop;
    const left = scrollHeight - scrollTop - clientHeight;
    room().setAtEnd(left < 60 && room().isNewest());
    setHover(null);
    const window = room().shown();
    if (!window || !hasBegun) return;
    if (scrollTop < NEAR_EDGE_PX && window.from > 1) void room().live.older(room().channelId, window.from);
    if (left < NEAR_EDGE_PX && !room().isNewest()) void room().live.newer(room().channelId, window.to);
  };
  const toNewest = () => {
    room().toNewest();
    requestAnimationFrame(() => virtual.scrollToEnd());
  };
  const go = (key: string) => {
    setFocusKey(key);
    const at = rows().findIndex((row) => row.key === key);
    virtual.scrollToIndex(at, { align: "auto" });
    requestAnimationFrame(() => scroller?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true }));
  };
  const unfold = (lines: Line[]) => {
    room().unfold(lines.map((line) => line.id));
    const first = lines[0];
    if (first) queueMicrotask(() => go(keyOf(first, room().me())));
  };
  const onReact = (line: Line) => {
    const beside = document.activeElement;
    if (!(beside instanceof HTMLElement)) return;
    picker.open(beside, (emoji) => void room().react(line, emoji).catch((thrown: unknown) => scene.notify(explain(scene.t, thrown), "bad")));
  };
  const name = () => scene.titleOf(room().channel());
  const isSlow = createLate(() => room().live.loading[`room:${room().channelId}`] === "loading" && rows().length === 0, 300);
  const unread = () => room().live.world.reads[room().channelId]?.unread ?? 0;

  return (
    <div class="stream-box">
      <div
        ref={(element) => (scroller = element)} class="stream" id="messages" tabindex="-1" onScroll={scrolled} onPointerLeave={() => setHover(null)}
        onKeyDown={(event) => walk(event, { rows, room: room(), go, current: focusKey, onDelete: (line) => props.onDelete(line), onUnfold: unfold, onReact, onEnd: toNewest, onFailed: (text) => scene.notify(text, "bad"), t: scene.t })}
      >
        <StreamState room={room()} isSlow={isSlow()} isEmpty={rows().length === 0} />
        <div ref={space} class="stream-space" style={{ "--size": `${String(virtual.getTotalSize())}px` }}>
          <div role="feed" aria-label={scene.t("stream.label", { room: name() })} aria-busy={isSlow()}>
            <For each={visibleRows()}>
              {(row) => (
                <article
                  class="row" data-key={row.key} data-index={starts().get(row.key)?.index ?? 0}
                  ref={(element) => queueMicrotask(() => element.isConnected && virtual.measureElement(element))}
                  tabindex={isStop(row) ? (focusKey() ?? lastStop()) === row.key ? 0 : -1 : undefined} aria-setsize={-1} aria-posinset={(starts().get(row.key)?.index ?? 0) + 1}
                  aria-label={label(row)} style={{ "--start": `${String(starts().get(row.key)?.start ?? 0)}px` }}
                  onFocusIn={(event) => {
                    setFocusKey(row.key);
                    setHover({ key: row.key, element: event.currentTarget });
                  }}
                  onPointerEnter={(event) => event.pointerType === "mouse" && setHover({ key: row.key, element: event.currentTarget })}
                  classList={{ hov: hover()?.key === row.key }}
                >
                  <Contained small of={row}><RowView row={row} room={room()} onUnfold={unfold} onRevisions={props.onRevisions} /></Contained>
                </article>
              )}
            </For>
          </div>
          <MessageTools room={room()} hover={hover()} rows={rows} starts={starts} onDelete={props.onDelete} onReactions={props.onReactions} />
        </div>
      </div>
      <Show when={rows().length > 0 && (!room().atEnd() || !room().isNewest())}>
        <button type="button" class="newest-pill" onClick={toNewest}>
          <ArrowDown class="ic s" aria-hidden="true" />
          {unread() > 0 ? scene.t("stream.count", { n: unread() }) : scene.t("stream.newest")}
        </button>
      </Show>
    </div>
  );

  function lastStop(): string | undefined {
    return rows().findLast(isStop)?.key;
  }

  function label(row: Row): string | undefined {
    if (row.kind !== "message") return undefined;
    const who = row.line.author ? (scene.live.world.people[row.line.author.id]?.display_name ?? "") : "";
    return `${who}, ${scene.formats().full(row.line.created_at)}`;
  }
}

function estimate(row: Row | undefined): number {
  if (row?.kind === "message") return (row.isHead ? 60 : 27) + (row.line.attachments.length > 0 ? 200 : 0) + Math.floor((row.line.content?.length ?? 0) / 90) * 23;
  return row?.kind === "begin" ? 120 : 36;
}

function RowView(props: { row: Row; room: RoomState; onUnfold: (lines: Line[]) => void; onRevisions: (line: Line) => void }): JSX.Element {
  const row = () => props.row;
  const as = <K extends Row["kind"]>(kind: K) => (row().kind === kind ? (row() as Extract<Row, { kind: K }>) : null);
  return (
    <Switch>
      <Match when={as("message")}>{(it) => <MessageRow room={props.room} line={it().line} isHead={it().isHead} onRevisions={props.onRevisions} />}</Match>
      <Match when={as("parcel")}>{(it) => <ParcelRow room={props.room} parcel={it().parcel} isHead={it().isHead} onRevisions={props.onRevisions} />}</Match>
      <Match when={as("system")}>{(it) => <SystemRow line={it().line} />}</Match>
      <Match when={as("folded")}>{(it) => <FoldedRow lines={it().lines} onUnfold={props.onUnfold} />}</Match>
      <Match when={as("day")}>{(it) => <DayLine at={it().at} />}</Match>
      <Match when={as("new")}><NewLine /></Match>
      <Match when={as("begin")}><Beginning room={props.room} /></Match>
    </Switch>
  );
}
