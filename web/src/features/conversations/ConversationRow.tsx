/** A conversation in the list: who, when, what was last said, how much is new, and what can be done. */
import { createEffect, createMemo, type JSX } from "solid-js";
import Bell from "lucide-solid/icons/bell";
import BellOff from "lucide-solid/icons/bell-off";
import CheckCheck from "lucide-solid/icons/check-check";
import Ellipsis from "lucide-solid/icons/ellipsis";
import EyeOff from "lucide-solid/icons/eye-off";
import LogOut from "lucide-solid/icons/log-out";
import { useScene } from "~/features/messages/scene";
import { LevelEntries } from "~/features/notifications";
import { Show } from "~/lib/flow";
import { callsIn, isSilent } from "~/lib/levels";
import { partnerIn, saidBy, seenAs, titleDir, useMarks, type Conversation } from "~/lib/store";
import { Badge } from "~/ui/Badge";
import { Icon } from "~/ui/Icon";
import { IconButton } from "~/ui/IconButton";
import { Menu, MenuItem, MenuLine, MenuMore } from "~/ui/Menu";
import { createTalk } from "./deeds";
import { TalkFace } from "./TalkFace";
import { lastWords } from "./words";

export function ConversationRow(props: { channel: Conversation; isOpen: boolean; onLeave: (group: Conversation) => void }): JSX.Element {
  const scene = useScene();
  const talk = createTalk(scene);
  const marks = useMarks();
  const { world } = scene.live;
  createEffect(() => {
    const { id, last_seq, encryption } = props.channel;
    if (last_seq > 0 && encryption === "off" && world.latest[id] === undefined && scene.live.loading[`latest:${id}`] !== "failed") void scene.live.glance(id);
  });
  const title = () => scene.titleOf(props.channel);
  const unread = () => world.reads[props.channel.id]?.unread ?? 0;
  const mark = createMemo(() => marks.room(props.channel.id));
  const isNew = () => mark().unread && !props.isOpen;
  const isMuted = () => isSilent(world, props.channel.id, marks.nowMs());
  const calls = () => (props.isOpen ? 0 : callsIn(world, props.channel.id, marks.nowMs()));
  const partner = () => partnerIn(world, props.channel)?.id;
  const custom = () => saidBy(world, partner() ?? "");
  const seen = () => seenAs(world, partner() ?? "");
  /** Without a message yet, the row tells what the other one says of themselves. */
  const hasWords = () => props.channel.last_seq > 0;
  const at = () => props.channel.last_message_at;
  return (
    <li class="talk" classList={{ on: props.isOpen, unread: isNew() }}>
      <a class="talk-link" href={scene.roomPath(props.channel)} aria-current={props.isOpen ? "page" : undefined}>
        <TalkFace channel={props.channel} size={40} />
        <span class="talk-text">
          <span class="talk-line">
            <span class="talk-title cut" dir={titleDir(world, props.channel, scene)}>{title()}</span>
            <Show when={custom()?.emoji}>{(emoji) => <span class="talk-emoji" title={custom()?.text ?? undefined} aria-hidden="true">{emoji()}</span>}</Show>
            <Show when={at()}>{(when) => <time class="talk-when" datetime={when()} title={scene.formats().full(when())}>{scene.formats().brief(when(), Date.now())}</time>}</Show>
          </span>
          <Show when={hasWords() || custom()}><span class="talk-line">
            <span class="talk-words cut" dir="auto">{(hasWords() && lastWords(scene, props.channel)) || custom()?.text}</span>
            <Show when={calls() > 0}><Badge count={calls()} label={scene.t("talk.unread", { n: calls() })} /></Show>
            <Show when={mark().quiet > 0}><Badge count={mark().quiet} calm label={scene.t("shell.mentions", { n: mark().quiet })} /></Show>
            <Show when={isMuted()}><span class="talk-muted"><Icon of={BellOff} size="sm" /><span class="visually-hidden">{scene.t("level.muted")}</span></span></Show>
          </span></Show>
          <Show when={seen() !== "offline"}><span class="visually-hidden">{scene.t(`ui.${seen()}`)}</span></Show>
        </span>
      </a>
      <span class="talk-menu">
        <Menu placement="bottom-end" trigger={(attrs) => <IconButton {...attrs} size="sm" icon={Ellipsis} label={scene.t("talk.menu", { name: title() })} />}>
          <Show when={unread() > 0}><MenuItem icon={CheckCheck} onSelect={() => talk.markRead(props.channel)}>{scene.t("talk.mark_read")}</MenuItem></Show>
          <MenuMore icon={isMuted() ? BellOff : Bell} label={scene.t("level.title")}><LevelEntries scope={{ id: props.channel.id, kind: "conversation", name: title() }} /></MenuMore>
          <MenuItem icon={EyeOff} onSelect={() => talk.hide(props.channel, title())}>{scene.t("talk.hide")}</MenuItem>
          <Show when={props.channel.kind === "group"}>
            <MenuLine />
            <MenuItem danger icon={LogOut} onSelect={() => props.onLeave(props.channel)}>{scene.t("group.leave")}</MenuItem>
          </Show>
        </Menu>
      </span>
    </li>
  );
}
