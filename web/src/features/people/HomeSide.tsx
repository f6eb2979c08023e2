/** The sidebar of home: what waits, the ways to people, and the conversations with them. */
import { useLocation } from "@solidjs/router";
import type { JSX } from "solid-js";
import Compass from "lucide-solid/icons/compass";
import SquarePen from "lucide-solid/icons/square-pen";
import UsersRound from "lucide-solid/icons/users-round";
import { CatchUpLink } from "~/features/catch-up/CatchUpLink";
import { useScene } from "~/features/messages/scene";
import { ConversationList } from "~/features/conversations";
import { usePalette } from "~/features/palette";
import type { Id } from "~/lib/api/wire";
import { thoseWho } from "~/lib/store";
import { Show } from "~/lib/flow";
import { Icon } from "~/ui/Icon";
import { IconButton } from "~/ui/IconButton";
import { RequestBadge } from "./RequestBadge";

export function HomeSide(props: { friends: string; catchUp: string; channelId: Id | undefined }): JSX.Element {
  const scene = useScene();
  const palette = usePalette();
  const location = useLocation();
  const isFriends = () => location.pathname.startsWith(props.friends);
  return (
    <>
      <div class="side-head">
        <b class="side-title grow">{scene.t("shell.home")}</b>
        <IconButton size="sm" icon={Compass} label={scene.t("shell.go_to_what")} shortcut="Ctrl+K" onClick={() => palette.open()} />
        <IconButton size="sm" icon={SquarePen} label={scene.t("talk.new")} onClick={() => scene.writeTo(null)} />
      </div>
      <div class="side-body">
        <CatchUpLink path={props.catchUp} />
        <a class="ch" classList={{ on: isFriends() }} href={props.friends} aria-current={isFriends() ? "page" : undefined}>
          <Icon of={UsersRound} />
          <span class="cut">{scene.t("friends.title")}</span>
          <Show when={thoseWho(scene.live.world, "incoming").length > 0}><span class="end"><RequestBadge /></span></Show>
        </a>
        <h2 class="talks-head">{scene.t("talk.title")}</h2>
        <ConversationList channelId={props.channelId} />
      </div>
    </>
  );
}
