/** Gives a group another name. */
import { createEffect, createSignal, on, type JSX } from "solid-js";
import { useScene } from "~/features/messages/scene";
import { explain } from "~/features/messages/trouble";
import type { Conversation } from "~/lib/store";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { TextField } from "~/ui/TextField";
import { createTalk, NAME_MAX } from "./deeds";

export function RenameGroup(props: { open: boolean; group: Conversation; onClose: () => void }): JSX.Element {
  const scene = useScene();
  const talk = createTalk(scene);
  const [name, setName] = createSignal("");
  const [isBusy, setIsBusy] = createSignal(false);
  const [error, setError] = createSignal<string | undefined>(undefined);
  createEffect(on(() => props.open, (isOpen) => {
    if (!isOpen) return;
    setName(props.group.name ?? "");
    setError(undefined);
  }));
  const save = async (event: Event) => {
    event.preventDefault();
    const wanted = name().trim();
    if (isBusy() || wanted === "") return;
    if (wanted === props.group.name) return props.onClose();
    setIsBusy(true);
    try {
      await talk.rename(props.group, wanted);
      props.onClose();
    } catch (thrown) {
      setError(explain(scene.t, thrown));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Dialog open={props.open} onOpenChange={(isOpen) => !isOpen && props.onClose()} title={scene.t("group.name_title")} keepOpen={isBusy()}
      acts={<><Button kind="quiet" onClick={props.onClose}>{scene.t("ui.cancel")}</Button><Button kind="primary" type="submit" form="rename-group" busy={isBusy()} busyLabel={scene.t("group.saving")}>{scene.t("group.save")}</Button></>}>
      <form id="rename-group" class="form" onSubmit={(event) => void save(event)}>
        <TextField label={scene.t("group.name")} value={name()} onInput={setName} maxlength={NAME_MAX} required autocomplete="off" dir="auto" error={error()} />
      </form>
    </Dialog>
  );
}
