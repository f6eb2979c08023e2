/** Asks before one leaves a group, and names what is lost. */
import { createMemo, createSignal, type JSX } from "solid-js";
import { useScene } from "~/features/messages/scene";
import { explain } from "~/features/messages/trouble";
import { troubleOf } from "~/lib/api";
import type { Conversation } from "~/lib/store";
import { ConfirmDialog } from "~/ui/ConfirmDialog";
import { createTalk } from "./deeds";

export function LeaveGroup(props: { group: Conversation | null; onClose: () => void }): JSX.Element {
  const scene = useScene();
  const talk = createTalk(scene);
  const [error, setError] = createSignal<string | null>(null);
  // The words stay while the dialog goes away.
  const name = createMemo((before: string) => (props.group ? scene.titleOf(props.group) : before), "");
  const leave = async () => {
    const { group } = props;
    if (!group) return;
    setError(null);
    const left = name();
    try {
      await talk.leave(group);
      scene.notify(scene.t("group.left", { name: left }));
    } catch (thrown) {
      // Taken out meanwhile, which is as good.
      if (troubleOf(thrown).status === 404) return;
      setError(explain(scene.t, thrown));
      throw thrown;
    }
  };
  return (
    <ConfirmDialog open={props.group !== null} onOpenChange={(isOpen) => !isOpen && props.onClose()} title={scene.t("group.leave_title", { name: name() })}
      lead={scene.t("group.leave_text")} act={scene.t("group.leave")} busyLabel={scene.t("group.leaving")} error={error()} onConfirm={leave} />
  );
}
