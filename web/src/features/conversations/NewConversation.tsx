/** Opens the conversation with one person, or makes a group with several. */
import { createEffect, createSignal, on, type JSX } from "solid-js";
import { useScene } from "~/features/messages/scene";
import type { Channel, Id, NewConversation as Wanted } from "~/lib/api/wire";
import { LIMITS } from "~/lib/rules";
import { Show } from "~/lib/flow";
import { directWith } from "~/lib/store";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { Note } from "~/ui/Note";
import { Switch } from "~/ui/Switch";
import { TextField } from "~/ui/TextField";
import { createTalk, explainRefusal, PEOPLE_MAX } from "./deeds";
import { PeopleField } from "./PeopleField";

/** `asked`: who is chosen at the beginning; null while it is closed. */
export function NewConversation(props: { asked: readonly Id[] | null; onClose: () => void; onOpened: (channel: Channel) => void }): JSX.Element {
  const scene = useScene();
  const talk = createTalk(scene);
  const [chosen, setChosen] = createSignal<readonly Id[]>([]);
  const [name, setName] = createSignal("");
  const [isPlain, setIsPlain] = createSignal(true);
  const [isBusy, setIsBusy] = createSignal(false);
  const [error, setError] = createSignal<string | undefined>(undefined);
  createEffect(on(() => props.asked, (asked) => {
    if (!asked) return;
    setChosen(asked);
    setName("");
    setIsPlain(true);
    setError(undefined);
  }));
  const mayBePlain = () => scene.live.world.instance?.features.plain_conversations ?? false;
  const isGroup = () => chosen().length > 1;
  /** A direct conversation that is there is opened as it is. */
  const known = () => (chosen().length === 1 ? directWith(scene.live.world, chosen()[0] ?? "") : undefined);
  const choose = (ids: Id[]) => {
    setChosen(ids);
    setError(undefined);
  };
  const open = async (event: Event) => {
    event.preventDefault();
    if (isBusy() || chosen().length === 0) return;
    const there = known();
    if (there) {
      if (there.conversation.hidden) talk.show(there);
      props.onClose();
      return props.onOpened(there);
    }
    setIsBusy(true);
    setError(undefined);
    const body: Wanted = { user_ids: [...chosen()], encryption: mayBePlain() && isPlain() ? "off" : "required" };
    if (isGroup() && name().trim() !== "") body.name = name().trim();
    try {
      const channel = await talk.open(body);
      props.onClose();
      props.onOpened(channel);
    } catch (thrown) {
      const names = chosen().map((id) => scene.live.world.people[id]?.display_name ?? scene.t("person.unknown"));
      setError(explainRefusal(scene.t, names, thrown));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Dialog open={props.asked !== null} onOpenChange={(isOpen) => !isOpen && props.onClose()} title={scene.t("talk.new")} keepOpen={isBusy()}
      acts={<><Button kind="quiet" onClick={props.onClose}>{scene.t("ui.cancel")}</Button><Button kind="primary" type="submit" form="new-conversation" disabled={chosen().length === 0} busy={isBusy()} busyLabel={scene.t("meet.opening")}>{scene.t("meet.open")}</Button></>}>
      <form id="new-conversation" class="form" onSubmit={(event) => void open(event)}>
        <PeopleField chosen={chosen()} onChange={choose} most={PEOPLE_MAX - 1} error={error()} />
        <Show when={isGroup()}><TextField label={scene.t("meet.name")} hint={scene.t("meet.name_hint")} value={name()} onInput={setName} maxlength={LIMITS.channelName.max} autocomplete="off" dir="auto" /></Show>
        <Show when={!known()}>
          <Show when={mayBePlain()} fallback={<Note>{scene.t("meet.sealed")}</Note>}>
            <Switch label={scene.t("meet.plain")} hint={isPlain() ? undefined : scene.t("meet.sealed")} checked={isPlain()} onChange={setIsPlain} />
          </Show>
        </Show>
      </form>
    </Dialog>
  );
}
