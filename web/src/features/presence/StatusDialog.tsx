/** Says something of oneself for a while: an emoji, a line, and when it ends. */
import { createEffect, createSignal, lazy, on, Suspense, type JSX } from "solid-js";
import Smile from "lucide-solid/icons/face-slightly-smiling";
import X from "lucide-solid/icons/x";
import { rememberEmoji } from "~/features/messages/emoji/recent";
import { useScene } from "~/features/messages/scene";
import { explain } from "~/features/messages/trouble";
import { Show } from "~/lib/flow";
import { LIMITS } from "~/lib/rules";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { IconButton } from "~/ui/IconButton";
import { Select } from "~/ui/Select";
import { TextField } from "~/ui/TextField";
import { createSelf } from "./deeds";
import { ENDS, newStatus, secondsOf, type End } from "./state";
import "./presence.css";

const EmojiGrid = lazy(() => import("~/features/messages/emoji/EmojiGrid"));

export function StatusDialog(props: { open: boolean; onClose: () => void }): JSX.Element {
  const scene = useScene();
  const self = createSelf(scene);
  const [text, setText] = createSignal("");
  const [emoji, setEmoji] = createSignal<string | null>(null);
  const [end, setEnd] = createSignal<End>("never");
  // The grid stands in the dialog: what opens over a dialog cannot be reached from it.
  const [isPicking, setIsPicking] = createSignal(false);
  const [isBusy, setIsBusy] = createSignal(false);
  const [error, setError] = createSignal<string | undefined>(undefined);
  const said = () => scene.live.world.me?.custom ?? null;
  createEffect(on(() => props.open, (isOpen) => {
    if (!isOpen) return;
    setText(said()?.text ?? "");
    setEmoji(said()?.emoji ?? null);
    setEnd(said()?.expires_at ? "same" : "never");
    setError(undefined);
    setIsPicking(false);
  }));
  let pick: HTMLSpanElement | undefined;
  const stopPicking = () => {
    setIsPicking(false);
    queueMicrotask(() => pick?.querySelector("button")?.focus());
  };
  /** Esc leaves the grid and not the dialog. */
  const leavePicking = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    stopPicking();
  };
  const choose = (chosen: string) => {
    rememberEmoji(chosen);
    setEmoji(chosen);
    stopPicking();
  };
  const until = () => said()?.expires_at ?? null;
  const ends = (): { value: End; label: string }[] => {
    const known = until();
    const same = known === null ? [] : [{ value: "same" as const, label: scene.t("status.until", { time: scene.formats().when(known, Date.now()) }) }];
    return [...same, ...ENDS.map((value) => ({ value, label: scene.t(`status.${value}`) }))];
  };
  const save = async (event: Event) => {
    event.preventDefault();
    if (isBusy()) return;
    setIsBusy(true);
    setError(undefined);
    try {
      await self.say(newStatus(text(), emoji(), secondsOf(end(), Date.now(), said())));
      props.onClose();
    } catch (thrown) {
      setError(explain(scene.t, thrown));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Dialog open={props.open} onOpenChange={(isOpen) => !isOpen && props.onClose()} title={scene.t("status.title")} lead={scene.t("status.lead")} keepOpen={isBusy()}
      acts={<><Button kind="quiet" onClick={() => props.onClose()}>{scene.t("ui.cancel")}</Button><Button kind="primary" type="submit" form="own-status" busy={isBusy()} busyLabel={scene.t("status.saving")}>{scene.t("status.save")}</Button></>}>
      <form id="own-status" class="form" onSubmit={(event) => void save(event)}>
        <TextField label={scene.t("status.text")} placeholder={scene.t("status.example")} value={text()} onInput={setText} maxlength={LIMITS.status.max} autocomplete="off" dir="auto" error={error()} end={
          <span class="status-end" ref={pick}>
            <Show when={emoji()} fallback={<IconButton size="sm" icon={Smile} label={scene.t("status.emoji")} aria-expanded={isPicking()} onClick={() => setIsPicking((is) => !is)} />}>
              {(chosen) => (
                <>
                  <button type="button" class="status-pick" aria-label={scene.t("status.emoji_now", { emoji: chosen() })} aria-expanded={isPicking()} onClick={() => setIsPicking((is) => !is)}>{chosen()}</button>
                  <IconButton size="sm" icon={X} label={scene.t("status.no_emoji")} onClick={() => {
                    setEmoji(null);
                    stopPicking();
                  }} />
                </>
              )}
            </Show>
          </span>
        } />
        <Select label={scene.t("status.ends")} value={end()} options={ends()} onChange={setEnd} />
      </form>
      <Show when={isPicking()}>
        <div class="status-emojis" role="group" aria-label={scene.t("write.emoji")} on:keydown={leavePicking}>
          <Suspense fallback={<p class="emoji-wait" role="status">{scene.t("emoji.loading")}</p>}><EmojiGrid onChoose={choose} /></Suspense>
        </div>
      </Show>
    </Dialog>
  );
}
