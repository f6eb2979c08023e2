/** The shell: rail, sidebar, main pane and aside, and which of them are shown at which width. */
import { createEffect, createMemo, createSignal, on, onCleanup, onMount, Suspense, Switch, type Component, type JSX } from "solid-js";
import { useLocation, useNavigate } from "@solidjs/router";
import { DoorsProvider, EmojiPickerProvider, LightboxProvider, type Doors } from "~/features/messages";
import { createCard, CreateSpace, PersonCard, Rail } from "~/features/spaces/live";
import { createTalk, NewConversation } from "~/features/conversations";
import { HomeSide } from "~/features/people";
import { OwnCard, StatusDialog } from "~/features/presence";
import { usePalette } from "~/features/palette";
import { ReportDialog, type Reported } from "~/features/reports";
import { firstRoom } from "~/features/channels";
import { Dynamic } from "solid-js/web";
import { Match, Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import type { Id } from "~/lib/api/wire";
import { directWith, isConversation, shownConversations, titleOf, useLive, useMarks, type Placed } from "~/lib/store";
import type { SendFile } from "~/lib/upload";
import { Contained } from "~/ui/Contained";
import { Skeleton } from "~/ui/Skeleton";
import { useToaster } from "~/ui/toaster";
import { EmptyHome } from "./EmptyHome";
import { LineBanner } from "./LineBanner";
import { MainPane, type AsideKind } from "./MainPane";
import { Sidebar } from "./Sidebar";
import { SideEdge } from "./SideEdge";
import { createKeys } from "./shell-keys";
import { useTitle } from "./tab";
import { Tabs } from "./PhoneTabs";
import "./shell.css";
import "~/features/messages/messages.css";
import "~/features/messages/composer.css";

export interface ShellPaths {
  home: string;
  friends: (tab?: string) => string;
  catchUp: string;
  settings: string;
  admin: string;
  notifications: string;
  conversations: string;
  space: (spaceId: Id) => string;
  room: (channel: Placed) => string;
  spaceSettings: (spaceId: Id) => string;
  roomSettings: (spaceId: Id, channelId: Id) => string;
  join: (code: string) => string;
  search: (where: { room?: Id | undefined; space?: Id | undefined }) => string;
}

const LAST = (spaceId: Id) => `snug.last.${spaceId}`;

/** What stands in the main pane in place of a room. */
export interface ShellPage {
  title: "shell.search" | "shell.catch_up" | "friends.title";
  /** It belongs to no space: the sidebar is that of the home. */
  isHome: boolean;
  view: Component<{ onSide: () => void }>;
}

interface ShellProps {
  spaceId: Id | undefined;
  channelId: Id | undefined;
  paths: ShellPaths;
  sendFile: SendFile;
  page?: ShellPage;
  /** It shows a conversation, or the list of them. */
  isHome?: boolean;
}

export function Shell(props: ShellProps): JSX.Element {
  const live = useLive();
  const marks = useMarks();
  const i18n = useI18n();
  const { t } = i18n;
  const navigate = useNavigate();
  const location = useLocation();
  const toaster = useToaster();
  const palette = usePalette();
  const [card, setCard] = createCard();
  const [aside, setAside] = createSignal<AsideKind | null>(matchMedia("(min-width: 1200px)").matches ? "members" : null);
  const [isSideOpen, setIsSideOpen] = createSignal(false);
  const [meeting, setMeeting] = createSignal<Id[] | null>(null);
  const [isSaying, setIsSaying] = createSignal(false);
  const [reported, setReported] = createSignal<Reported | null>(null);
  const [isCreating, setIsCreating] = createSignal(false);
  const isHome = () => props.isHome ?? props.page?.isHome ?? false;
  const space = () => live.world.spaces[props.spaceId ?? ""];
  const channel = () => live.world.channels[props.channelId ?? ""];
  const title = () => {
    const found = channel();
    return found && titleOf(live.world, found, i18n);
  };
  const at = () => {
    const value = Number(new URLSearchParams(location.search).get("at"));
    return Number.isInteger(value) && value > 0 ? value : null;
  };

  // eslint-disable-next-line solid/reactivity -- the doors read their signals when they are used
  const doors: Doors = {
    spaceId: () => props.spaceId,
    roomPath: props.paths.room,
    showPerson: (userId, beside) => setCard({ userId, beside }),
    writeTo: (userId) => {
      setCard(null);
      const known = userId === null ? undefined : directWith(live.world, userId);
      if (!known) return setMeeting(userId === null ? [] : [userId]);
      if (known.conversation.hidden) createTalk({ live, notify: doors.notify, t }).show(known);
      navigate(props.paths.room(known));
    },
    report: (about) => setReported(about),
    showAside: (which) => setAside(which),
    notify: (text, kind) => toaster.show({ text, kind: kind === "bad" ? "error" : "info" }),
    sendFile: props.sendFile,
  };

  // An address that names too little leads on: home to the first space, a space to its last room.
  createEffect(() => {
    if (!live.isReady() || props.page) return;
    if (isHome()) {
      const [newest] = shownConversations(live.world);
      if (!props.channelId && !isPhone()) navigate(newest ? props.paths.room(newest) : props.paths.friends(), { replace: true });
      return;
    }
    const first = live.world.spaceOrder[0];
    if (!props.spaceId) {
      if (first && !isPhone()) navigate(props.paths.space(first), { replace: true });
      return;
    }
    if (props.channelId || !space() || isPhone()) return;
    const room = firstRoom(live.world, props.spaceId, localStorage.getItem(LAST(props.spaceId)));
    if (room) navigate(props.paths.room(room), { replace: true });
  });
  createEffect(on(() => [props.spaceId, channel()?.id] as const, ([spaceId, id]) => {
    setIsSideOpen(false);
    if (!spaceId || !id) return;
    try {
      localStorage.setItem(LAST(spaceId), id);
    } catch {
      // Remembered until the page is left.
    }
  }));
  createEffect(on(() => [props.spaceId, space()] as const, ([id, now], before) => {
    const old = before?.[1];
    if (id && before?.[0] === id && old && !now && live.isReady()) {
      doors.notify(t("space.gone", { name: old.name }));
      navigate(props.paths.home, { replace: true });
    }
  }));
  onMount(() => {
    onCleanup(palette.serve({
      showPerson: (userId, beside) => setCard({ userId, beside: beside ?? document.querySelector<HTMLElement>(".main h1") ?? document.body }),
      makeSpace: () => setIsCreating(true),
      sayStatus: () => setIsSaying(true),
      beginTalk: () => doors.writeTo(null),
    }));
    const stop = createKeys({ live, marks, navigate, paths: props.paths, spaceId: () => props.spaceId, channelId: () => props.channelId, isHome, close: () => (isSideOpen() ? (setIsSideOpen(false), true) : false) });
    onCleanup(stop);
  });
  useTitle(() => (props.page ? t(props.page.title) : title()) ?? space()?.name ?? live.world.instance?.name ?? null);
  const pane = createMemo(() => (props.page ? "page" : props.channelId ? "room" : "list"));

  return (
    <DoorsProvider doors={doors}>
      <LightboxProvider>
        <EmojiPickerProvider>
          <div class="app" data-pane={pane()} classList={{ "with-aside": aside() !== null && (channel()?.kind === "text" || isConversation(channel())), "side-open": isSideOpen() }}>
            <Show when={props.page === undefined || !isHome()}><a class="skip" href="#messages" onClick={(event) => { event.preventDefault(); document.getElementById("messages")?.focus(); }}>{t("skip.messages")}</a></Show>
            <Show when={!props.page}><a class="skip" href="#composer" onClick={(event) => { event.preventDefault(); document.getElementById("composer")?.focus(); }}>{t("skip.composer")}</a></Show>
            <Rail spaceId={props.spaceId} pathOf={props.paths.space} home={props.paths.friends()} admin={props.paths.admin} isHome={isHome()} onAdd={() => setIsCreating(true)} />
            <nav class="side" aria-label={t(isHome() ? "shell.home" : "shell.rooms")} data-region="side" id="rooms">
              <Contained of={props.spaceId}><Show when={space()}>{(found) => <Sidebar space={found()} channelId={props.channelId} paths={props.paths} />}</Show></Contained>
              <Contained><Show when={isHome()}><HomeSide friends={props.paths.friends()} catchUp={props.paths.catchUp} channelId={props.channelId} /></Show></Contained>
              <Show when={!space() && !isHome()}><div class="side-body" /></Show>
              <OwnCard settings={props.paths.settings} notifications={props.paths.notifications} onStatus={() => setIsSaying(true)} />
              <SideEdge />
            </nav>
            <Show when={isSideOpen()}><button type="button" class="side-scrim" aria-label={t("shell.close")} onClick={() => setIsSideOpen(false)} /></Show>
            <main class="main" data-region="main">
              <LineBanner />
              <Switch fallback={<EmptyHome join={props.paths.join} onCreate={() => setIsCreating(true)} />}>
                <Match when={props.page}>{(page) => <Contained of={page()}><Suspense fallback={<Skeleton shape="rows" />}><Dynamic component={page().view} onSide={() => setIsSideOpen(true)} /></Suspense></Contained>}</Match>
                <Match when={props.spaceId || isHome() || !live.isReady() || live.world.spaceOrder.length > 0}>
                  <Contained of={props.channelId}><MainPane channelId={props.channelId} at={at()} paths={props.paths} aside={aside()} onAside={setAside} onRooms={() => setIsSideOpen(true)} /></Contained>
                </Match>
              </Switch>
            </main>
            <Tabs home={props.paths.home} search={props.paths.search({})} direct={props.paths.conversations} friends={props.paths.friends()} settings={props.paths.settings} />
          </div>
          <StatusDialog open={isSaying()} onClose={() => setIsSaying(false)} />
          <PersonCard asked={card()} onClose={() => setCard(null)} />
          <ReportDialog about={reported()} onClose={() => setReported(null)} />
          <NewConversation asked={meeting()} onClose={() => setMeeting(null)} onOpened={(opened) => navigate(props.paths.room(opened))} />
          <CreateSpace open={isCreating()} onClose={() => setIsCreating(false)} onMade={(made) => navigate(props.paths.space(made.id))} />
        </EmojiPickerProvider>
      </LightboxProvider>
    </DoorsProvider>
  );
}

function isPhone(): boolean {
  return matchMedia("(max-width: 639px)").matches;
}
