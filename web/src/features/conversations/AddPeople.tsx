/** Adds people to a group, one after the other; who could not be added stays chosen. */
import { createEffect, createSignal, on, type JSX } from "solid-js";
import { useScene } from "~/features/messages/scene";
import { troubleOf } from "~/lib/api";
import type { Id } from "~/lib/api/wire";
import type { Conversation } from "~/lib/store";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { createTalk, explainRefusal, PEOPLE_MAX } from "./deeds";
import { PeopleField } from "./PeopleField";

export function AddPeople(props: { open: boolean; group: Conversation; onClose: () => void }): JSX.Element {
  const scene = useScene();
  const talk = createTalk(scene);
  const [chosen, setChosen] = createSignal<readonly Id[]>([]);
  const [isBusy, setIsBusy] = createSignal(false);
  const [error, setError] = createSignal<string | undefined>(undefined);
  createEffect(on(() => props.open, (isOpen) => {
    if (!isOpen) return;
    setChosen([]);
    setError(undefined);
  }));
  const inside = () => props.group.conversation.participants.map((one) => one.id);
  const say = (id: Id, thrown: unknown) => {
    if (troubleOf(thrown).code === "limit_reached") return scene.t("meet.full");
    return explainRefusal(scene.t, [scene.live.world.people[id]?.display_name ?? scene.t("person.unknown")], thrown);
  };
  const add = async (event: Event) => {
    event.preventDefault();
    if (isBusy()) return;
    setIsBusy(true);
    setError(undefined);
    for (const id of chosen()) {
      try {
        await talk.add(props.group, id);
        setChosen((list) => list.filter((one) => one !== id));
      } catch (thrown) {
        setError(say(id, thrown));
        break;
      }
    }
    setIsBusy(false);
    if (chosen().length === 0) props.onClose();
  };
  return (
    <Dialog open={props.open} onOpenChange={(isOpen) => !isOpen && props.onClose()} title={scene.t("group.add_title", { name: scene.titleOf(props.group) })} lead={scene.t("group.add_text")} keepOpen={isBusy()}
      acts={<><Button kind="quiet" onClick={props.onClose}>{scene.t("ui.cancel")}</Button><Button kind="primary" type="submit" form="add-people" disabled={chosen().length === 0} busy={isBusy()} busyLabel={scene.t("group.adding")}>{scene.t("group.add")}</Button></>}>
      <form id="add-people" class="form" onSubmit={(event) => void add(event)}>
        <PeopleField chosen={chosen()} without={inside()} most={PEOPLE_MAX - inside().length} error={error()} onChange={(ids) => {
          setChosen(ids);
          setError(undefined);
        }} />
      </form>
    </Dialog>
  );
}
