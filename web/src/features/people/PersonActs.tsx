/** On the card of a person: how they stand to oneself, and what can be done about it. */
import Flag from "lucide-solid/icons/flag";
import { Switch, type JSX } from "solid-js";
import { useScene } from "~/features/messages/scene";
import { Match, Show } from "~/lib/flow";
import { isBlocked } from "~/lib/store";
import { Button } from "~/ui/Button";
import type { BondAsked } from "./ConfirmBond";
import { DeedButton } from "./DeedButton";
import { WriteButton } from "./WriteButton";
import { createDeeds, type Deed, type Whom } from "./deeds";

export function PersonActs(props: { whom: Whom; onAsk: (asked: BondAsked) => void; onReport: () => void }): JSX.Element {
  const scene = useScene();
  const deeds = createDeeds(scene);
  let acts: HTMLDivElement | undefined;
  const state = () => scene.live.world.friends[props.whom.id];
  const blocked = () => isBlocked(scene.live.world, props.whom.id);
  const act = async (deed: Deed) => {
    await deeds.act(deed, props.whom);
    // The button that was pressed may have gone; the keyboard stays on the card.
    if (document.activeElement === document.body) acts?.querySelector("button")?.focus();
  };
  const button = (deed: Deed, kind?: "primary" | "danger-quiet") => <DeedButton deed={deed} whom={props.whom} deeds={deeds} {...(kind ? { kind } : {})} onClick={() => void act(deed)} />;
  const ask = (deed: BondAsked["deed"]) => <DeedButton deed={deed} whom={props.whom} deeds={deeds} kind="danger-quiet" onClick={() => props.onAsk({ deed, ...props.whom })} />;
  const words = () => {
    if (blocked()) return scene.t("bond.blocked_note", { name: props.whom.name });
    if (state() === "friends") return scene.t("bond.is_friend");
    if (state() === "incoming") return scene.t("bond.wants", { name: props.whom.name });
    return state() === "outgoing" ? scene.t("bond.waits", { name: props.whom.name }) : null;
  };
  return (
    <>
      <Show when={words()}>{(text) => <p class="sm soft">{text()}</p>}</Show>
      <div class="person-acts" ref={acts}>
        <Switch fallback={button("ask", "primary")}>
          <Match when={blocked()}>{button("unblock")}</Match>
          <Match when={state() === "friends"}>{ask("remove")}</Match>
          <Match when={state() === "incoming"}>{button("accept", "primary")}{button("decline")}</Match>
          <Match when={state() === "outgoing"}>{button("withdraw")}</Match>
        </Switch>
        <Show when={!blocked()}><WriteButton whom={props.whom} />{ask("block")}</Show>
        <Button size="sm" kind="danger-quiet" icon={Flag} aria-label={scene.t("report.person", { name: props.whom.name })} onClick={() => props.onReport()}>{scene.t("report.act")}</Button>
      </div>
    </>
  );
}
