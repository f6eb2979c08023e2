/** The sidebar of home: the ways to people. */
import type { JSX } from "solid-js";
import UsersRound from "lucide-solid/icons/users-round";
import { useScene } from "~/features/messages/scene";
import { thoseWho } from "~/lib/store";
import { Show } from "~/lib/flow";
import { Icon } from "~/ui/Icon";
import { RequestBadge } from "./RequestBadge";

export function HomeSide(props: { friends: string }): JSX.Element {
  const scene = useScene();
  return (
    <>
      <div class="side-head"><b class="side-title">{scene.t("shell.home")}</b></div>
      <div class="side-body">
        <a class="ch on" href={props.friends} aria-current="page">
          <Icon of={UsersRound} />
          <span class="cut">{scene.t("friends.title")}</span>
          <Show when={thoseWho(scene.live.world, "incoming").length > 0}><span class="end"><RequestBadge /></span></Show>
        </a>
      </div>
    </>
  );
}
