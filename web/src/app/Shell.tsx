/** The shell: rail, sidebar, main pane and aside, and which of them are shown at which width. */
import { createEffect, createMemo, createSignal, on, onCleanup, onMount, Show, type JSX } from "solid-js";
import { useLocation, useNavigate } from "@solidjs/router";
import { DoorsProvider, EmojiPickerProvider, LightboxProvider, type Doors } from "~/features/messages";
import { create_card, CreateSpace, PersonCard, Rail } from "~/features/spaces/live";
import { first_room } from "~/features/channels";
import { useI18n } from "~/lib/i18n";
import type { Id } from "~/lib/api/wire";
import { useLive } from "~/lib/store";
import { useToaster } from "~/ui/toaster";
import { EmptyHome } from "./EmptyHome";
import { LineBanner } from "./LineBanner";
import { MainPane, type AsideKind } from "./MainPane";
import { OwnCard, Sidebar } from "./Sidebar";
import { SideEdge } from "./SideEdge";
import { create_badge, create_keys } from "./shell-keys";
import { Tabs } from "./PhoneTabs";
import "./shell.css";
import "~/features/messages/messages.css";
import "~/features/messages/composer.css";

export interface ShellPaths {
  home: string;
  settings: string;
  space: (space_id: Id) => string;
  room: (space_id: Id, channel_id: Id) => string;
  space_settings: (space_id: Id) => string;
  room_settings: (space_id: Id, channel_id: Id) => string;
  join: (code: string) => string;
}

const LAST = (space_id: Id) => `snug.last.${space_id}`;

export function Shell(props: { space_id: Id | undefined; channel_id: Id | undefined; paths: ShellPaths; token: () => Promise<string | null> }): JSX.Element {
  const live = useLive();
  const { t } = useI18n();
  const navigate = useNavigate();
  const location = useLocation();
  const toaster = useToaster();
  const [card, set_card] = create_card();
  const [aside, set_aside] = createSignal<AsideKind | null>(matchMedia("(min-width: 1200px)").matches ? "members" : null);
  const [is_side_open, set_is_side_open] = createSignal(false);
  const [is_creating, set_is_creating] = createSignal(false);
  const space = () => live.world.spaces[props.space_id ?? ""];
  const channel = () => live.world.channels[props.channel_id ?? ""];
  const at = () => {
    const value = Number(new URLSearchParams(location.search).get("at"));
    return Number.isInteger(value) && value > 0 ? value : null;
  };

  // eslint-disable-next-line solid/reactivity -- the doors read their signals when they are used
  const doors: Doors = {
    space_id: () => props.space_id,
    room_path: props.paths.room,
    show_person: (user_id, beside) => set_card({ user_id, beside }),
    show_aside: (which) => set_aside(which),
    notify: (text, kind) => toaster.show({ text, kind: kind === "bad" ? "error" : "info" }),
    token: props.token,
  };

  // An address that names too little leads on: home to the first space, a space to its last room.
  createEffect(() => {
    if (!live.is_ready()) return;
    const first = live.world.space_order[0];
    if (!props.space_id) {
      if (first && !is_phone()) navigate(props.paths.space(first), { replace: true });
      return;
    }
    if (props.channel_id || !space() || is_phone()) return;
    const room = first_room(live.world, props.space_id, localStorage.getItem(LAST(props.space_id)));
    if (room) navigate(props.paths.room(props.space_id, room.id), { replace: true });
  });
  createEffect(on(() => [props.space_id, channel()?.id] as const, ([space_id, id]) => {
    set_is_side_open(false);
    if (!space_id || !id) return;
    try {
      localStorage.setItem(LAST(space_id), id);
    } catch {
      // Remembered until the page is left.
    }
  }));
  createEffect(on(() => [props.space_id, space()] as const, ([id, now], before) => {
    const old = before?.[1];
    if (id && before?.[0] === id && old && !now && live.is_ready()) {
      doors.notify(t("space.gone", { name: old.name }));
      navigate(props.paths.home, { replace: true });
    }
  }));
  onMount(() => {
    const stop = create_keys({ live, navigate, paths: props.paths, space_id: () => props.space_id, channel_id: () => props.channel_id, close: () => (is_side_open() ? (set_is_side_open(false), true) : false) });
    onCleanup(stop);
  });
  create_badge(live, () => channel()?.name ?? space()?.name ?? live.world.instance?.name ?? "Snug");
  const pane = createMemo(() => (props.channel_id ? "room" : "list"));

  return (
    <DoorsProvider doors={doors}>
      <LightboxProvider>
        <EmojiPickerProvider>
          <div class="app" data-pane={pane()} classList={{ "with-aside": aside() !== null && channel()?.kind === "text", "side-open": is_side_open() }}>
            <a class="skip" href="#messages" onClick={(event) => { event.preventDefault(); document.getElementById("messages")?.focus(); }}>{t("skip.messages")}</a>
            <a class="skip" href="#composer" onClick={(event) => { event.preventDefault(); document.getElementById("composer")?.focus(); }}>{t("skip.composer")}</a>
            <Rail space_id={props.space_id} path_of={props.paths.space} home={props.paths.home} on_add={() => set_is_creating(true)} />
            <nav class="side" aria-label={t("shell.rooms")} data-region="side" id="rooms">
              <Show when={space()}>{(found) => <Sidebar space={found()} channel_id={props.channel_id} paths={props.paths} />}</Show>
              <Show when={!space()}><div class="side-body" /></Show>
              <OwnCard settings={props.paths.settings} />
              <SideEdge />
            </nav>
            <Show when={is_side_open()}><button type="button" class="side-scrim" aria-label={t("shell.close")} onClick={() => set_is_side_open(false)} /></Show>
            <main class="main" data-region="main">
              <LineBanner />
              <Show when={props.space_id || !live.is_ready() || live.world.space_order.length > 0} fallback={<EmptyHome join={props.paths.join} on_create={() => set_is_creating(true)} />}>
                <MainPane channel_id={props.channel_id} at={at()} paths={props.paths} aside={aside()} on_aside={set_aside} on_rooms={() => set_is_side_open(true)} />
              </Show>
            </main>
            <Tabs home={props.paths.home} settings={props.paths.settings} />
          </div>
          <PersonCard asked={card()} on_close={() => set_card(null)} />
          <CreateSpace open={is_creating()} on_close={() => set_is_creating(false)} on_made={(made) => navigate(props.paths.space(made.id))} />
        </EmojiPickerProvider>
      </LightboxProvider>
    </DoorsProvider>
  );
}

function is_phone(): boolean {
  return matchMedia("(max-width: 639px)").matches;
}
