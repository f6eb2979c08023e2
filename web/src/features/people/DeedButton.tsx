/** A button that does one deed about one person. */
import type { JSX } from "solid-js";
import { useScene } from "~/features/messages/scene";
import { Button, type ButtonKind } from "~/ui/Button";
import type { Deed, Deeds, Whom } from "./deeds";

const WORDS = {
  ask: ["bond.add", "bond.asking"],
  accept: ["bond.accept", "bond.accepting"],
  decline: ["bond.decline", "bond.declining"],
  withdraw: ["bond.withdraw", "bond.withdrawing"],
  remove: ["bond.remove", "bond.removing"],
  block: ["bond.block", "bond.blocking"],
  unblock: ["bond.unblock", "bond.unblocking"],
} as const satisfies Record<Deed, readonly [string, string]>;

/** In a list the same word stands in many rows: there the button names the person. */
const NAMED = {
  accept: "bond.accept_of", decline: "bond.decline_of", withdraw: "bond.withdraw_of", remove: "bond.remove_of", block: "bond.block_of", unblock: "bond.unblock_of",
} as const;

export function DeedButton(props: { deed: Deed; whom: Whom; deeds: Deeds; named?: boolean; kind?: ButtonKind; onClick: () => void }): JSX.Element {
  const scene = useScene();
  const label = () => (props.named && props.deed !== "ask" ? scene.t(NAMED[props.deed], { name: props.whom.name }) : undefined);
  return (
    <Button size="sm" kind={props.kind ?? "plain"} aria-label={label()} busy={props.deeds.isBusy(props.deed, props.whom.id)} busyLabel={scene.t(WORDS[props.deed][1])} onClick={props.onClick}>
      {scene.t(WORDS[props.deed][0])}
    </Button>
  );
}
