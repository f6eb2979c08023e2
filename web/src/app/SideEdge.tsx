/** The edge of the sidebar: dragged, or moved by arrows; its place is kept on this device. */
import { createSignal, onMount, type JSX } from "solid-js";
import { useI18n } from "~/lib/i18n";

const KEY = "snug.side";
const LEAST = 216;
const MOST = 360;
const REST = 264;

export function SideEdge(): JSX.Element {
  const { t } = useI18n();
  const [width, setWidth] = createSignal(REST);
  const put = (value: number) => {
    const next = Math.round(Math.max(LEAST, Math.min(MOST, value)));
    setWidth(next);
    document.documentElement.style.setProperty("--side-w", `${String(next)}px`);
  };
  const save = () => {
    try {
      localStorage.setItem(KEY, String(width()));
    } catch {
      // Kept until the page is left.
    }
  };
  onMount(() => {
    const kept = Number(localStorage.getItem(KEY) ?? REST);
    if (Number.isFinite(kept) && kept !== REST) put(kept);
  });
  const side = () => (document.dir === "rtl" ? -1 : 1);
  const drag = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const from = event.clientX;
    const base = width();
    const edge = event.currentTarget;
    edge.setPointerCapture(event.pointerId);
    edge.onpointermove = (move) => put(base + (move.clientX - from) * side());
    edge.onpointerup = () => {
      edge.onpointermove = null;
      save();
    };
  };
  const key = (event: KeyboardEvent) => {
    const by = { ArrowRight: 8 * side(), ArrowLeft: -8 * side() }[event.key];
    if (by !== undefined) put(width() + by);
    else if (event.key === "Home") put(LEAST);
    else if (event.key === "End") put(MOST);
    else return;
    event.preventDefault();
    save();
  };
  return (
    <div class="side-edge" role="separator" tabindex="0" aria-orientation="vertical" aria-label={t("shell.resize")} aria-valuemin={LEAST} aria-valuemax={MOST} aria-valuenow={width()}
      onPointerDown={drag} onKeyDown={key} onDblClick={() => { put(REST); save(); }} />
  );
}
