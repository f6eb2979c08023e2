/** Oneself at the foot of the sidebar: how one is seen and what one says, with a menu to change both. */
import type { JSX } from "solid-js";
import BellOff from "lucide-solid/icons/bell-off";
import MessageCircleOff from "lucide-solid/icons/message-circle-off";
import Settings from "lucide-solid/icons/settings";
import Smile from "lucide-solid/icons/face-slightly-smiling";
import { Face } from "~/features/messages/Face";
import { useScene } from "~/features/messages/scene";
import { Show } from "~/lib/flow";
import { ACCOUNT, mutedUntil } from "~/lib/levels";
import { useMarks } from "~/lib/store";
import { Icon } from "~/ui/Icon";
import { Menu, MenuChoice, MenuItem, MenuLine } from "~/ui/Menu";
import { createSelf } from "./deeds";
import { CHOICES } from "./state";
import { StatusWords } from "./StatusWords";

export function OwnCard(props: { settings: string; notifications: string; onStatus: () => void }): JSX.Element {
  const scene = useScene();
  const self = createSelf(scene);
  const marks = useMarks();
  const isPaused = () => mutedUntil(scene.live.world, ACCOUNT, marks.nowMs()) !== null;
  return (
    <Show when={scene.live.world.me}>
      {(me) => (
        <div class="me">
          <Menu placement="top-start" trigger={(attrs) => (
            <button type="button" {...attrs} class="me-card grow">
              <Face person={me()} size={32} dot />
              <span class="grow nm">
                <span class="cut strong"><bdi>{me().display_name}</bdi></span>
                <span class="cut xs faint"><Show when={me().custom} fallback={<bdi>{me().username}</bdi>}>{(custom) => <StatusWords of={custom()} />}</Show></span>
              </span>
              <span class="visually-hidden">{scene.t("status.change")}</span>
            </button>
          )}>
            <MenuChoice label={scene.t("status.seen_as")} value={me().presence} options={CHOICES.map((value) => ({ value, label: scene.t(`status.${value}`) }))} onChange={(choice) => void self.choose(choice)} />
            <MenuLine />
            <MenuItem icon={Smile} onSelect={() => props.onStatus()}>{me().custom ? scene.t("status.edit") : scene.t("status.set")}</MenuItem>
            <Show when={me().custom}><MenuItem icon={MessageCircleOff} onSelect={() => void self.hush()}>{scene.t("status.clear")}</MenuItem></Show>
          </Menu>
          <Show when={isPaused()}><a class="icon-btn icon-btn--sm" href={props.notifications} aria-label={scene.t("level.paused")} title={scene.t("level.paused")}><Icon of={BellOff} /></a></Show>
          <a class="icon-btn icon-btn--sm" href={props.settings} aria-label={scene.t("shell.settings")} title={scene.t("shell.settings")}><Icon of={Settings} /></a>
        </div>
      )}
    </Show>
  );
}
