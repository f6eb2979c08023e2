/** Search, groups and a virtual grid of emoji that is walked by arrows; name and skin tone below. */
import { createMemo, createResource, createSignal, For, onMount, type JSX } from "solid-js";
import { createVirtualizer } from "@tanstack/solid-virtual";
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { loadEmoji, searchEmoji, withTone, type Emoji } from "./data";
import { keepTone, readTone, recentEmoji } from "./recent";

const COLUMNS = 9;
const CELL_PX = 34;
const HEAD_PX = 30;
const GROUPS = [[0, "😀"], [1, "👋"], [3, "🌿"], [4, "🍵"], [5, "🏠"], [6, "⚽"], [7, "💡"], [8, "💬"], [9, "🏳️"]] as const;
const HAND = ["✋", "✋🏻", "✋🏼", "✋🏽", "✋🏾", "✋🏿"];

type Head = "emoji.recent" | `emoji.g${(typeof GROUPS)[number][0]}`;
type GridRow = { head: Head; group: number } | { cells: Emoji[] };

export default function EmojiGrid(props: { onChoose: (emoji: string) => void }): JSX.Element {
  const { t, locale } = useI18n();
  const [all] = createResource(() => locale().slice(0, 2), loadEmoji);
  const [query, setQuery] = createSignal("");
  const [tone, setTone] = createSignal(readTone());
  const [current, setCurrent] = createSignal({ row: 0, column: 0 });
  // Not a signal: the list must look at its element only once that stands in the page.
  let scroller: HTMLDivElement | null = null;
  let field!: HTMLInputElement;
  onMount(() => field.focus());

  const rows = createMemo((): GridRow[] => {
    const list = all.state === "ready" ? all() : [];
    if (query().trim()) return lines(searchEmoji(list, query()));
    const byEmoji = new Map(list.map((one) => [one.emoji, one]));
    const recent = recentEmoji().map((emoji) => byEmoji.get(emoji) ?? { emoji, group: -1, name: emoji, words: "", tones: [] });
    return [
      { head: "emoji.recent", group: -1 } as GridRow, ...lines(recent),
      ...GROUPS.flatMap(([group]) => [{ head: `emoji.g${group}` as const, group }, ...lines(list.filter((one) => one.group === group))]),
    ];
  });
  const virtual = createVirtualizer({
    get count() {
      return rows().length;
    },
    getScrollElement: () => (scroller?.isConnected ? scroller : null),
    estimateSize: (at) => { const row = rows()[at]; return row && "head" in row ? HEAD_PX : CELL_PX; },
    getItemKey: (at) => `${query()}:${String(at)}`,
    overscan: 6,
  });
  const at = () => {
    const { row, column } = current();
    const cells = rows()[row];
    return cells && "cells" in cells ? cells.cells[column] : undefined;
  };
  const firstRow = () => rows().findIndex((row) => "cells" in row);
  const searched = (text: string) => {
    setQuery(text);
    setCurrent({ row: Math.max(0, firstRow()), column: 0 });
    virtual.scrollToIndex(0);
  };
  const show = (row: number, column: number) => {
    setCurrent({ row, column });
    virtual.scrollToIndex(row, { align: "auto" });
  };
  const step = (by: number) => {
    let row = current().row + by;
    while (rows()[row] && "head" in (rows()[row] ?? {})) row += by;
    const found = rows()[row];
    if (found && "cells" in found) show(row, Math.min(current().column, found.cells.length - 1));
  };
  const side = (by: number) => {
    const found = rows()[current().row];
    const column = current().column + by;
    if (found && "cells" in found && column >= 0 && column < found.cells.length) show(current().row, column);
    else step(by);
  };
  const key = (event: KeyboardEvent) => {
    const forward = document.dir === "rtl" ? -1 : 1;
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "ArrowRight" && query() === "") side(forward);
    else if (event.key === "ArrowLeft" && query() === "") side(-forward);
    else if (event.key === "Enter") {
      const chosen = at() ?? firstCell();
      if (chosen) props.onChoose(withTone(chosen, tone()));
    } else return;
    event.preventDefault();
  };
  const firstCell = () => {
    const row = rows()[firstRow()];
    return row && "cells" in row ? row.cells[0] : undefined;
  };

  return (
    <div class="emoji" onKeyDown={key}>
      <input ref={field} class="emoji-find" type="search" placeholder={t("emoji.find")} aria-label={t("emoji.find")} value={query()}
        aria-controls="emoji-grid" aria-activedescendant={at() ? `emoji-${String(current().row)}-${String(current().column)}` : undefined} onInput={(event) => searched(event.currentTarget.value)} />
      <div class="emoji-groups" role="toolbar" aria-label={t("write.emoji")}>
        <For each={GROUPS}>
          {([group, face]) => (
            <button type="button" tabindex={group === 0 ? 0 : -1} aria-label={t(`emoji.g${group}` as const)} title={t(`emoji.g${group}` as const)}
              onClick={() => { setQuery(""); virtual.scrollToIndex(rows().findIndex((row) => "head" in row && row.group === group), { align: "start" }); }}>
              <span class="em" aria-hidden="true">{face}</span>
            </button>
          )}
        </For>
      </div>
      <div ref={(element) => (scroller = element)} class="emoji-grid" id="emoji-grid" role="grid" aria-label={t("write.emoji")}>
        <Show when={all.state !== "errored"} fallback={<p class="emoji-wait" role="alert">{t("emoji.failed")}</p>}>
          <Show when={rows().length > 0 || all.loading} fallback={<p class="emoji-wait">{t("emoji.none")}</p>}>
            <div class="emoji-space" style={{ "--size": `${String(virtual.getTotalSize())}px` }}>
              <For each={virtual.getVirtualItems()}>{(item) => <Line row={rows()[item.index]} index={item.index} start={item.start} />}</For>
            </div>
          </Show>
        </Show>
      </div>
      <div class="emoji-foot">
        <Show when={at()}>{(one) => <><span class="em big" aria-hidden="true">{withTone(one(), tone())}</span><b class="cut">{one().name}</b></>}</Show>
        <span class="grow" />
        <button type="button" class="emoji-tone" aria-label={t("emoji.tone")} title={t("emoji.tone")} onClick={() => { setTone((tone() + 1) % 6); keepTone(tone()); }}>
          <span class="em" aria-hidden="true">{HAND[tone()]}</span>
        </button>
      </div>
    </div>
  );

  function Line(line: { row: GridRow | undefined; index: number; start: number }): JSX.Element {
    const head = () => (line.row && "head" in line.row ? line.row : null);
    const cells = () => (line.row && "cells" in line.row ? line.row.cells : []);
    return (
      <div class="emoji-row" role="row" style={{ "--start": `${String(line.start)}px` }}>
        <Show when={head()} fallback={
          <For each={cells()}>
            {(one, column) => (
              <button type="button" role="gridcell" tabindex="-1" id={`emoji-${String(line.index)}-${String(column())}`} aria-label={one.name} title={one.name}
                classList={{ on: current().row === line.index && current().column === column() }}
                onPointerEnter={() => setCurrent({ row: line.index, column: column() })} onClick={() => props.onChoose(withTone(one, tone()))}>
                <span class="em" aria-hidden="true">{withTone(one, tone())}</span>
              </button>
            )}
          </For>
        }>
          {(found) => <span class="emoji-head" role="rowheader">{t(found().head)}</span>}
        </Show>
      </div>
    );
  }
}

function lines(list: Emoji[]): GridRow[] {
  return Array.from({ length: Math.ceil(list.length / COLUMNS) }, (_, at) => ({ cells: list.slice(at * COLUMNS, (at + 1) * COLUMNS) }));
}
