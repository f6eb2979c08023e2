/** In the place of the composer while messages are being chosen: how many, what to do with them, and the way out. */
import { createSignal, onMount, type JSX } from "solid-js";
import { Button } from "~/ui/Button";
import { ConfirmDialog } from "~/ui/ConfirmDialog";
import type { Line } from "~/lib/store";
import type { RoomState } from "./room";
import { useScene } from "./scene";
import { SELECTED_MAX } from "./selection";
import { explain } from "./trouble";

export function SelectionBar(props: { room: RoomState }): JSX.Element {
  const scene = useScene();
  const [isAsking, setIsAsking] = createSignal(false);
  const [error, setError] = createSignal<string | null>(null);
  const count = () => props.room.selection.count();
  const remove = async () => {
    setError(null);
    try {
      await props.room.selection.remove();
    } catch (thrown) {
      setError(explain(scene.t, thrown));
      throw thrown;
    }
  };
  let bar!: HTMLDivElement;
  onMount(() => document.activeElement === document.body && bar.querySelector("button")?.focus());
  return (
    <div ref={bar} class="composer select-bar" role="toolbar" aria-label={scene.t("select.bar")} onKeyDown={(event) => event.key === "Escape" && !isAsking() && props.room.selection.stop()}>
      <span class="grow" role="status">{scene.t("select.count", { n: count() })}{props.room.selection.isFull() ? ` ${scene.t("select.full", { n: SELECTED_MAX })}` : ""}</span>
      <Button kind="quiet" onClick={() => props.room.selection.stop()}>{scene.t("ui.cancel")}</Button>
      <Button kind="danger" disabled={count() === 0} onClick={() => setIsAsking(true)}>{scene.t("act.delete")}</Button>
      <ConfirmDialog open={isAsking()} onOpenChange={setIsAsking} title={scene.t("select.title", { n: count() })} lead={scene.t("select.text")}
        keep={scene.t("select.keep")} act={scene.t("act.delete")} onConfirm={remove} error={error()} />
    </div>
  );
}

/** Covers a row while messages are being chosen: a click anywhere on it chooses it. */
export function SelectionBox(props: { room: RoomState; line: Line; name: string }): JSX.Element {
  const scene = useScene();
  const isChosen = () => props.room.selection.has(props.line.id);
  return (
    <label class="select-row" classList={{ on: isChosen() }}>
      <input type="checkbox" class="choice__box choice__box--check" checked={isChosen()} disabled={!isChosen() && props.room.selection.isFull()}
        aria-label={scene.t("select.one", { name: props.name })} onChange={() => props.room.selection.toggle(props.line)} />
    </label>
  );
}
