/** Asks before somebody is taken out of a group. */
import { createMemo, createSignal, type JSX } from "solid-js";
import { useScene } from "~/features/messages/scene";
import { explain } from "~/features/messages/trouble";
import { troubleOf } from "~/lib/api";
import type { Id } from "~/lib/api/wire";
import type { Conversation } from "~/lib/store";
import { ConfirmDialog } from "~/ui/ConfirmDialog";
import { createTalk } from "./deeds";

export function TakeOut(props: { group: Conversation; whom: Id | null; onClose: () => void }): JSX.Element {
  const scene = useScene();
  const talk = createTalk(scene);
  const [error, setError] = createSignal<string | null>(null);
  // The words stay while the dialog goes away.
  const name = createMemo((before: string) => (props.whom === null ? before : (scene.live.world.people[props.whom]?.display_name ?? scene.t("person.unknown"))), "");
  const take = async () => {
    if (props.whom === null) return;
    setError(null);
    try {
      await talk.take(props.group, props.whom);
    } catch (thrown) {
      // Gone already, which is what was wanted.
      if (troubleOf(thrown).status === 404) return;
      setError(explain(scene.t, thrown));
      throw thrown;
    }
  };
  return (
    <ConfirmDialog open={props.whom !== null} onOpenChange={(isOpen) => !isOpen && props.onClose()} title={scene.t("group.take_title", { name: name() })} lead={scene.t("group.take_text")}
      act={scene.t("group.take_act")} busyLabel={scene.t("group.taking")} error={error()} onConfirm={take} />
  );
}
