/** Gives a group another name and picture, or takes them away. */
import { createEffect, createSignal, on, type JSX } from "solid-js";
import UsersRound from "lucide-solid/icons/users-round";
import { useScene } from "~/features/messages/scene";
import { explain } from "~/features/messages/trouble";
import { type ChosenPicture, PictureField } from "~/features/pictures";
import { troubleOf } from "~/lib/api";
import type { Conversation } from "~/lib/store";
import { LIMITS } from "~/lib/rules";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { Icon } from "~/ui/Icon";
import { TextField } from "~/ui/TextField";
import { changeOf, createTalk } from "./deeds";

type Picture = ChosenPicture | null | undefined;

export function ChangeGroup(props: { open: boolean; group: Conversation; onClose: () => void }): JSX.Element {
  const scene = useScene();
  const talk = createTalk(scene);
  const [name, setName] = createSignal("");
  const [picture, setPicture] = createSignal<Picture>(undefined);
  const [isBusy, setIsBusy] = createSignal(false);
  const [fault, setFault] = createSignal<{ at: "name" | "icon"; text: string } | null>(null);
  const icon = () => props.group.conversation.icon;
  createEffect(on(() => props.open, (isOpen) => {
    if (!isOpen) return;
    setName(props.group.name ?? "");
    setPicture(undefined);
    setFault(null);
  }));
  const save = async (event: Event) => {
    event.preventDefault();
    if (isBusy()) return;
    const chosen = picture();
    const patch = changeOf(props.group, name(), chosen && chosen.id);
    if (!patch) return props.onClose();
    setIsBusy(true);
    try {
      await talk.change(props.group, patch);
      props.onClose();
    } catch (thrown) {
      const at = troubleOf(thrown).field === "icon" ? "icon" : "name";
      setFault({ at, text: at === "icon" ? scene.t("upload.unreadable") : explain(scene.t, thrown) });
    } finally {
      setIsBusy(false);
    }
  };
  const faultAt = (at: "name" | "icon") => (fault()?.at === at ? fault()?.text : undefined);
  return (
    <Dialog open={props.open} onOpenChange={(isOpen) => !isOpen && props.onClose()} title={scene.t("group.change_title")} keepOpen={isBusy()}
      acts={<><Button kind="quiet" onClick={props.onClose}>{scene.t("ui.cancel")}</Button><Button kind="primary" type="submit" form="change-group" busy={isBusy()} busyLabel={scene.t("group.saving")}>{scene.t("group.save")}</Button></>}>
      <form id="change-group" class="form" onSubmit={(event) => void save(event)}>
        <PictureField label={scene.t("group.picture")} hint={(limit) => scene.t("group.picture_hint", { limit })} chooseLabel={scene.t("group.picture_choose")} removeLabel={scene.t("group.picture_remove")}
          purpose="group_icon" saved={icon()?.[128] ?? null} chosen={picture()} onChange={(chosen) => setPicture(chosen === null && !icon() ? undefined : chosen)}
          blank={<Icon of={UsersRound} size="lg" />} error={faultAt("icon")} />
        <TextField label={scene.t("group.name")} hint={scene.t("meet.name_hint")} value={name()} onInput={setName} maxlength={LIMITS.channelName.max} autocomplete="off" dir="auto" error={faultAt("name")} />
      </form>
    </Dialog>
  );
}
