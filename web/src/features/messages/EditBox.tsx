/** Editing in place: Enter saves, Escape leaves, an empty text asks for nothing. */
import { createSignal, onMount, type JSX } from "solid-js";
import { Show } from "~/lib/flow";
import type { Line } from "~/lib/store";
import { CONTENT_MAX } from "./Composer";
import { lengthOf } from "./complete";
import type { RoomState } from "./room";
import { useScene } from "./scene";
import { explain } from "./trouble";
import { grow } from "./grow";

export function EditBox(props: { room: RoomState; line: Line }): JSX.Element {
  const scene = useScene();
  const [text, setText] = createSignal(props.line.content ?? "");
  const [isBusy, setIsBusy] = createSignal(false);
  const over = () => lengthOf(text()) - CONTENT_MAX;
  let field!: HTMLTextAreaElement;
  onMount(() => {
    grow(field);
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  });
  const leave = () => {
    props.room.setEditing(null);
    document.querySelector<HTMLElement>("[data-composer]")?.focus();
  };
  const save = async () => {
    const value = text().trim();
    if (isBusy() || over() > 0) return;
    if (value === (props.line.content ?? "") || (value === "" && props.line.attachments.length === 0)) return leave();
    setIsBusy(true);
    try {
      await props.room.edit(props.line, value);
      leave();
    } catch (thrown) {
      scene.notify(explain(scene.t, thrown), "bad");
    } finally {
      setIsBusy(false);
    }
  };
  const key = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Escape") leave();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void save();
    }
  };
  return (
    <div class="edit-box">
      <textarea
        ref={field} rows="1" dir="auto" aria-label={scene.t("write.editing")} aria-busy={isBusy()} value={text()} onKeyDown={key}
        onInput={(event) => {
          setText(event.currentTarget.value);
          grow(event.currentTarget);
        }}
      />
      <div class="edit-foot">
        <button type="button" onClick={leave}><kbd class="kbd">Esc</kbd> {scene.t("write.leave_edit")}</button>
        <button type="button" onClick={() => void save()}><kbd class="kbd">↵</kbd> {scene.t("write.save_edit")}</button>
        <Show when={over() > 0}><span class="over" role="alert">{scene.t("write.over", { n: over() })}</span></Show>
      </div>
    </div>
  );
}
