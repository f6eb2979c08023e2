/** The head of a conversation: its faces and people, and whether it can be read by others. */
import type { JSX } from "solid-js";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import LockKeyhole from "lucide-solid/icons/lock-keyhole";
import LockOpen from "lucide-solid/icons/lock-keyhole-open";
import PanelLeft from "lucide-solid/icons/panel-left";
import PanelRight from "lucide-solid/icons/panel-right";
import Pin from "lucide-solid/icons/pin";
import Search from "lucide-solid/icons/search";
import { useScene } from "~/features/messages/scene";
import { Show } from "~/lib/flow";
import type { Conversation } from "~/lib/store";
import { Icon } from "~/ui/Icon";
import { IconButton } from "~/ui/IconButton";
import { Tag } from "~/ui/Tag";
import { TalkFace } from "./TalkFace";
import { TalkTitle } from "./TalkTitle";

type Aside = "members" | "pins";

export function TalkHead(props: { channel: Conversation; back: string; aside: Aside | null; onAside: (aside: Aside | null) => void; onSearch: () => void; onSide: () => void }): JSX.Element {
  const scene = useScene();
  const toggle = (kind: Aside) => props.onAside(props.aside === kind ? null : kind);
  const isSealed = () => props.channel.encryption === "required";
  return (
    <header class="head talk-head">
      <a class="icon-btn back-btn" href={props.back} aria-label={scene.t("talk.back")}><Icon of={ChevronLeft} mirrored /></a>
      <span class="rooms-btn"><IconButton icon={PanelLeft} mirrored label={scene.t("talk.title")} onClick={() => props.onSide()} /></span>
      <TalkFace channel={props.channel} size={32} />
      <h1 class="cut" tabindex="-1"><TalkTitle channel={props.channel} /></h1>
      <Show when={isSealed()} fallback={<span class="talk-open" title={scene.t("talk.plain_text")}><Tag icon={LockOpen}>{scene.t("talk.plain")}</Tag></span>}><Tag kind="ok" icon={LockKeyhole}>{scene.t("talk.encrypted")}</Tag></Show>
      <span class="grow" />
      <Show when={!isSealed()}><IconButton icon={Search} label={scene.t("talk.search")} shortcut="Ctrl+Shift+F" onClick={() => props.onSearch()} /></Show>
      <IconButton icon={Pin} label={scene.t("room.pins")} pressed={props.aside === "pins"} onClick={() => toggle("pins")} />
      <IconButton icon={PanelRight} mirrored label={scene.t("group.details")} pressed={props.aside === "members"} onClick={() => toggle("members")} />
    </header>
  );
}
