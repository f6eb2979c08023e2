/** The main pane: head, room, and the aside beside it. */
import { createEffect, createSignal, Match, on, Show, Switch, type JSX } from "solid-js";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import PanelLeft from "lucide-solid/icons/panel-left";
import Pin from "lucide-solid/icons/pin";
import Settings from "lucide-solid/icons/settings";
import UsersRound from "lucide-solid/icons/users-round";
import X from "lucide-solid/icons/x";
import { useNavigate } from "@solidjs/router";
import { room_icon } from "~/features/channels";
import { Pins, RoomView, useScene, type RoomState } from "~/features/messages";
import { Members } from "~/features/spaces/live";
import type { Channel, Id } from "~/lib/api/wire";
import { Icon } from "~/ui/Icon";
import { IconButton } from "~/ui/IconButton";
import type { ShellPaths } from "./Shell";

export type AsideKind = "members" | "pins";

interface PaneProps {
  channel_id: Id | undefined;
  at: number | null;
  paths: ShellPaths;
  aside: AsideKind | null;
  on_aside: (aside: AsideKind | null) => void;
  on_rooms: () => void;
}

export function MainPane(props: PaneProps): JSX.Element {
  const scene = useScene();
  const [room, set_room] = createSignal<RoomState | null>(null);
  const channel = () => scene.live.world.channels[props.channel_id ?? ""];
  createEffect(on(() => props.at, (at, before) => {
    const it = room();
    if (at === null || at === before || !it) return;
    void scene.live.around(it.channel_id, at).then(() => {
      const line = scene.live.world.rooms[it.channel_id]?.windows.flatMap((window) => window.lines).find((one) => one.seq === at);
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
              <Show when={found().id} keyed>{(id) => <RoomView channel_id={id} at={props.at} on_room={set_room} />}</Show>
              <Show when={props.aside}>
                {(kind) => (
                  <aside class="aside" classList={{ wide: kind() === "pins" }} aria-label={scene.t(kind() === "pins" ? "room.pins" : "members.title")} data-region="aside">
                    <header class="aside-head">
                      <h2>{scene.t(kind() === "pins" ? "pins.title" : "members.title")}</h2>
                      <Show when={kind() === "members"}><span class="faint num">{scene.formats().number(scene.live.world.spaces[found().space_id]?.member_count ?? 0)}</span></Show>
                      <span class="grow" />
                      <IconButton size="sm" icon={X} label={scene.t("shell.close")} onClick={() => props.on_aside(null)} />
                    </header>
                    <Show when={kind() === "pins"} fallback={<Members space_id={found().space_id} />}>
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
            <div class="pane-state"><span class="glow"><Icon of={room_icon(found())} size="lg" /></span><h2>{scene.t("room.voice_title")}</h2><p class="soft">{scene.t("room.voice_text")}</p></div>
          </>
        )}
      </Match>
      <Match when={scene.live.is_ready() && props.channel_id}>
        <div class="pane-state"><h2>{scene.t("room.missing")}</h2><p class="soft">{scene.t("room.missing_text")}</p></div>
      </Match>
      <Match when={scene.live.is_ready() && scene.space_id() && !Object.values(scene.live.world.channels).some((one) => one.space_id === scene.space_id() && one.kind !== "category")}>
        <div class="pane-state"><h2>{scene.t("empty.no_rooms")}</h2><p class="soft">{scene.t("empty.no_rooms_text")}</p></div>
      </Match>
    </Switch>
  );
}

function Head(props: PaneProps & { channel: Channel }): JSX.Element {
  const scene = useScene();
  const navigate = useNavigate();
  const toggle = (kind: AsideKind) => props.on_aside(props.aside === kind ? null : kind);
  const may_change = () => props.channel.permissions.some((perm) => perm === "manage_channels" || perm === "manage_roles");
  return (
    <header class="head">
      <a class="icon-btn back-btn" href={props.paths.space(props.channel.space_id)} aria-label={scene.t("shell.back")}><Icon of={ChevronLeft} mirrored /></a>
      <span class="rooms-btn"><IconButton icon={PanelLeft} mirrored label={scene.t("shell.show_rooms")} onClick={props.on_rooms} /></span>
      <span class="head-icon"><Icon of={room_icon(props.channel)} /></span>
      <h1 class="cut" tabindex="-1"><bdi>{props.channel.name}</bdi></h1>
      <Show when={props.channel.topic} fallback={<span class="grow" />}>{(topic) => <span class="topic cut grow" dir="auto" title={topic()}>{topic()}</span>}</Show>
      <Show when={may_change()}><IconButton icon={Settings} label={scene.t("room.settings")} onClick={() => navigate(props.paths.room_settings(props.channel.space_id, props.channel.id))} /></Show>
      <Show when={props.channel.kind === "text"}>
        <IconButton icon={Pin} label={scene.t("room.pins")} pressed={props.aside === "pins"} onClick={() => toggle("pins")} />
        <IconButton icon={UsersRound} label={scene.t("room.people")} pressed={props.aside === "members"} onClick={() => toggle("members")} />
      </Show>
    </header>
  );
}
