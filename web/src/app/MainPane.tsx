/** The main pane: head, room, and the aside beside it. */
import { createEffect, createSignal, on, Switch, type JSX } from "solid-js";
import Bell from "lucide-solid/icons/bell";
import BellOff from "lucide-solid/icons/bell-off";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import Ellipsis from "lucide-solid/icons/ellipsis";
import PanelLeft from "lucide-solid/icons/panel-left";
import Pin from "lucide-solid/icons/pin";
import Search from "lucide-solid/icons/search";
import Settings from "lucide-solid/icons/settings";
import UsersRound from "lucide-solid/icons/users-round";
import X from "lucide-solid/icons/x";
import { useNavigate } from "@solidjs/router";
import { roomIcon } from "~/features/channels";
import { Pins, RoomView, useScene, type RoomState } from "~/features/messages";
import { Details, TalkHead } from "~/features/conversations";
import { LevelEntries } from "~/features/notifications";
import { usePalette } from "~/features/palette";
import { Members } from "~/features/spaces/live";
import type { Channel, Id } from "~/lib/api/wire";
import { Match, Show } from "~/lib/flow";
import { isSilent } from "~/lib/levels";
import { isConversation, useMarks } from "~/lib/store";
import { Contained } from "~/ui/Contained";
import { Icon } from "~/ui/Icon";
import { IconButton } from "~/ui/IconButton";
import { Menu, MenuItem, MenuLine, MenuMore } from "~/ui/Menu";
import { Kbd } from "~/ui/Kbd";
import type { ShellPaths } from "./Shell";

export type AsideKind = "members" | "pins";

interface PaneProps {
  channelId: Id | undefined;
  at: number | null;
  paths: ShellPaths;
  aside: AsideKind | null;
  onAside: (aside: AsideKind | null) => void;
  onRooms: () => void;
}

export function MainPane(props: PaneProps): JSX.Element {
  const scene = useScene();
  const navigate = useNavigate();
  const [room, setRoom] = createSignal<RoomState | null>(null);
  const channel = () => scene.live.world.channels[props.channelId ?? ""];
  const talk = () => {
    const found = channel();
    return isConversation(found) ? found : undefined;
  };
  createEffect(on(() => props.at, (at, before) => {
    const it = room();
    if (at === null || at === before || !it) return;
    void scene.live.around(it.channelId, at).then(() => {
      const line = scene.live.world.rooms[it.channelId]?.windows.flatMap((window) => window.lines).find((one) => one.seq === at);
      if (line) void it.jump(line.id);
    }).catch(() => scene.notify(scene.t("stream.jump_lost")));
  }, { defer: true }));
  return (
    <Switch>
      <Match when={(channel()?.kind === "text" || isConversation(channel())) && channel()}>
        {(found) => (
          <>
            <Show when={talk()} fallback={<Head channel={found()} {...props} />}>
              {(it) => <TalkHead channel={it()} back={props.paths.conversations} aside={props.aside} onAside={props.onAside} onSearch={() => navigate(props.paths.search({ room: it().id }))} onSide={props.onRooms} />}
            </Show>
            <div class="main-body">
              <Show when={found().id} keyed>{(id) => <RoomView channelId={id} at={props.at} onRoom={setRoom} />}</Show>
              <Show when={props.aside}>
                {(kind) => (
                  <aside class="aside" classList={{ wide: kind() === "pins" }} aria-label={scene.t(kind() === "pins" ? "room.pins" : talk() ? "group.details" : "members.title")} data-region="aside">
                    <header class="aside-head">
                      <h2>{scene.t(kind() === "pins" ? "pins.title" : talk() ? "group.details" : "members.title")}</h2>
                      <Show when={kind() === "members" && !talk()}><span class="faint num">{scene.formats().number(scene.live.world.spaces[found().space_id ?? ""]?.member_count ?? 0)}</span></Show>
                      <span class="grow" />
                      <IconButton size="sm" icon={X} label={scene.t("shell.close")} onClick={() => props.onAside(null)} />
                    </header>
                    <Contained of={`${found().id} ${kind()}`}>
                      <Show when={kind() === "pins"} fallback={<Show when={talk()} fallback={<Members spaceId={found().space_id ?? ""} />}>{(it) => <Details channel={it()} />}</Show>}>
                        <Show when={room()} keyed>{(it) => <Pins room={it} />}</Show>
                      </Show>
                    </Contained>
                  </aside>
                )}
              </Show>
            </div>
          </>
        )}
      </Match>
      <Match when={channel()?.kind === "voice" && channel()}>
        {(found) => (
          <>
            <Head channel={found()} {...props} />
            <div class="pane-state"><span class="glow"><Icon of={roomIcon(found())} size="lg" /></span><h2>{scene.t("room.voice_title")}</h2><p class="soft">{scene.t("room.voice_text")}</p></div>
          </>
        )}
      </Match>
      <Match when={scene.live.isReady() && props.channelId}>
        <div class="pane-state">
          <h2>{scene.t(scene.spaceId() ? "room.missing" : "talk.missing")}</h2><p class="soft">{scene.t(scene.spaceId() ? "room.missing_text" : "talk.missing_text")}</p>
          <a class="btn btn--plain phone-only" href={scene.spaceId() ? props.paths.space(scene.spaceId() ?? "") : props.paths.conversations}>{scene.t(scene.spaceId() ? "shell.back" : "talk.back")}</a>
        </div>
      </Match>
      <Match when={scene.live.isReady() && scene.spaceId() && !Object.values(scene.live.world.channels).some((one) => one.space_id === scene.spaceId() && one.kind !== "category")}>
        <div class="pane-state"><h2>{scene.t("empty.no_rooms")}</h2><p class="soft">{scene.t("empty.no_rooms_text")}</p></div>
      </Match>
    </Switch>
  );
}

function Head(props: PaneProps & { channel: Channel }): JSX.Element {
  const scene = useScene();
  const navigate = useNavigate();
  const palette = usePalette();
  const toggle = (kind: AsideKind) => props.onAside(props.aside === kind ? null : kind);
  const marks = useMarks();
  const isMuted = () => isSilent(scene.live.world, props.channel.id, marks.nowMs());
  const mayChange = () => props.channel.permissions.some((perm) => perm === "manage_channels" || perm === "manage_roles");
  return (
    <header class="head">
      <a class="icon-btn back-btn" href={props.paths.space(props.channel.space_id ?? "")} aria-label={scene.t("shell.back")}><Icon of={ChevronLeft} mirrored /></a>
      <span class="rooms-btn"><IconButton icon={PanelLeft} mirrored label={scene.t("shell.show_rooms")} onClick={props.onRooms} /></span>
      <span class="head-icon"><Icon of={roomIcon(props.channel)} /></span>
      <h1 class="cut" tabindex="-1"><bdi>{props.channel.name}</bdi></h1>
      <Show when={props.channel.topic} fallback={<span class="grow" />}>{(topic) => <span class="topic cut grow" dir="auto" title={topic()}>{topic()}</span>}</Show>
      <Show when={props.channel.kind === "text"}>
        <IconButton icon={Search} label={scene.t("room.search")} shortcut="Ctrl+Shift+F" onClick={() => navigate(props.paths.search({ room: props.channel.id }))} />
        <IconButton icon={Pin} label={scene.t("room.pins")} pressed={props.aside === "pins"} onClick={() => toggle("pins")} />
        <IconButton icon={UsersRound} label={scene.t("room.people")} pressed={props.aside === "members"} onClick={() => toggle("members")} />
      </Show>
      <Menu placement="bottom-end" trigger={(attrs) => <IconButton {...attrs} icon={Ellipsis} label={scene.t("room.actions")} />}>
        <MenuMore icon={isMuted() ? BellOff : Bell} label={scene.t("level.title")}>
          <LevelEntries scope={{ id: props.channel.id, kind: "channel", name: props.channel.name ?? "" }} />
        </MenuMore>
        <Show when={mayChange()}>
          <MenuLine />
          <MenuItem icon={Settings} onSelect={() => navigate(props.paths.roomSettings(props.channel.space_id ?? "", props.channel.id))}>{scene.t("room.settings")}</MenuItem>
        </Show>
      </Menu>
      <button type="button" class="go-to" aria-label={scene.t("shell.go_to_what")} onClick={() => palette.open()}><span class="grow">{scene.t("shell.go_to")}</span><Kbd keys="Ctrl+K" /></button>
    </header>
  );
}
