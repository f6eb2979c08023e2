/** Asks before a block or the end of a friendship, and names what follows from it. */
import { createEffect, createMemo, createSignal, on, type JSX } from "solid-js";
import { useScene } from "~/features/messages/scene";
import { ConfirmDialog } from "~/ui/ConfirmDialog";
import { createDeeds, type Whom } from "./deeds";

export interface BondAsked extends Whom {
  deed: "block" | "remove";
}

export function ConfirmBond(props: { asked: BondAsked | null; onClose: () => void; onDone?: () => void }): JSX.Element {
  const scene = useScene();
  const deeds = createDeeds(scene);
  const [error, setError] = createSignal<string | null>(null);
  createEffect(on(() => props.asked, () => setError(null)));
  // The words stay while the dialog goes away.
  const asked = createMemo((before: BondAsked | null) => props.asked ?? before, null);
  const isBlock = () => asked()?.deed === "block";
  const name = () => asked()?.name ?? "";
  const lead = () => {
    if (!isBlock()) return scene.t("bond.remove_text");
    const hasBond = scene.live.world.friends[asked()?.id ?? ""] !== undefined;
    return hasBond ? `${scene.t("bond.block_text")} ${scene.t("bond.block_friend")}` : scene.t("bond.block_text");
  };
  const confirm = async () => {
    const whom = asked();
    if (!whom) return;
    try {
      await deeds.attempt(whom.deed, whom);
    } catch (refused) {
      setError((refused as Error).message);
      throw refused;
    }
    props.onDone?.();
  };
  return (
    <ConfirmDialog open={props.asked !== null} onOpenChange={(isOpen) => !isOpen && props.onClose()} title={scene.t(isBlock() ? "bond.block_title" : "bond.remove_title", { name: name() })}
      lead={lead()} act={scene.t(isBlock() ? "bond.block" : "bond.remove")} busyLabel={scene.t(isBlock() ? "bond.blocking" : "bond.removing")} error={error()} onConfirm={confirm} />
  );
}
