/** The main pane: head, room, and the aside beside it. */
import { createEffect, createSignal, on, Switch, type JSX } from "solid-js";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import PanelLeft from "lucide-solid/icons/panel-left";
import Pin from "lucide-solid/icons/pin";
import Search from "lucide-solid/icons/search";
import Settings from "lucide-solid/icons/settings";
import UsersRound from "lucide-solid/icons/users-round";
import X from "lucide-solid/icons/x";
import { useNavigate } from "@solidjs/router";
import { roomIcon } from "~/features/channels";
import { Pins, RoomView, useScene, type RoomState } from "~/features/messages";
import { Members } from "~/features/spaces/live";
import type { Channel, Id } from "~/lib/api/wire";
import { Match, Show } from "~/lib/flow";
import { Icon } from "~/ui/Icon";
import { IconButton } from "~/ui/IconButton";
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
  const [room, setRoom] = createSignal<RoomState | null>(null);
  const channel = () => scene.live.world.channels[props.channelId ?? ""];
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
      <Match when={channel()?.kind === "text" && channel()}>
        {(found) => (
          <>
            <Head channel={found()} {...props} />
            <div class="main-body">
              <Show when={found().id} keyed>{(id) => <RoomView channelId={id} at={props.at} onRoom={setRoom} />}</Show>
              <Show when={props.aside}>
                {(kind) => (
                  <aside class="aside" classList={{ wide: kind() === "pins" }} aria-label={scene.t(kind() === "pins" ? "room.pins" : "members.title")} data-region="aside">
                    <header class="aside-head">
                      <h2>{scene.t(kind() === "pins" ? "pins.title" : "members.title")}</h2>
                      <Show when={kind() === "members"}><span class="faint num">{scene.formats().number(scene.live.world.spaces[found().space_id]?.member_count ?? 0)}</span></Show>
                      <span class="grow" />
                      <IconButton size="sm" icon={X} label={scene.t("shell.close")} onClick={() => props.onAside(null)} />
                    </header>
                    <Show when={kind() === "pins"} fallback={<Members spaceId={found().space_id} />}>
                      <Show when={room()} keyed>{(it) => <Pins room={it} />}</Show>
                    </Show>
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
        <div class="pane-state"><h2>{scene.t("room.missing")}</h2><p class="soft">{scene.t("room.missing_text")}</p></div>
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
  const toggle = (kind: AsideKind) => props.onAside(props.aside === kind ? null : kind);
  const mayChange = () => props.channel.permissions.some((perm) => perm === "manage_channels" || perm === "manage_roles");
  return (
    <header class="head">
      <a class="icon-btn back-btn" href={props.paths.space(props.channel.space_id)} aria-label={scene.t("shell.back")}><Icon of={ChevronLeft} mirrored /></a>
      <span class="rooms-btn"><IconButton icon={PanelLeft} mirrored label={scene.t("shell.show_rooms")} onClick={props.onRooms} /></span>
      <span class="head-icon"><Icon of={roomIcon(props.channel)} /></span>
      <h1 class="cut" tabindex="-1"><bdi>{props.channel.name}</bdi></h1>
      <Show when={props.channel.topic} fallback={<span class="grow" />}>{(topic) => <span class="topic cut grow" dir="auto" title={topic()}>{topic()}</span>}</Show>
      <Show when={mayChange()}><IconButton icon={Settings} label={scene.t("room.settings")} onClick={() => navigate(props.paths.roomSettings(props.channel.space_id, props.channel.id))} /></Show>
      <Show when={props.channel.kind === "text"}>
        <IconButton icon={Search} label={scene.t("room.search")} shortcut="Ctrl+Shift+F" onClick={() => navigate(props.paths.search({ room: props.channel.id }))} />
        <IconButton icon={Pin} label={scene.t("room.pins")} pressed={props.aside === "pins"} onClick={() => toggle("pins")} />
        <IconButton icon={UsersRound} label={scene.t("room.people")} pressed={props.aside === "members"} onClick={() => toggle("members")} />
      </Show>
    </header>
  );
}
