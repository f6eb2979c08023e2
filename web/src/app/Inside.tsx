/** Everything behind the door: the living store of who is signed in, and the pages that read it. */
import { type RouteSectionProps, useParams, useSearchParams } from "@solidjs/router";
import { type ParentProps, createEffect, createMemo, lazy } from "solid-js";
import { PaletteProvider } from "~/features/palette";
import { ReportNews } from "~/features/reports/ReportNews";
import { SearchMemory } from "~/features/search";
import type { Line } from "~/lib/gateway";
import { useSession } from "~/lib/session-provider";
import { isConversation, LiveProvider, spaceOf, useLive } from "~/lib/store";
import { Shell, type ShellPage, type ShellPaths } from "./Shell";
import { TabProvider } from "./tab";
import { paths } from "./paths";

const SearchPage = lazy(() => import("~/features/search/SearchPage"));
const CatchUpPage = lazy(() => import("~/features/catch-up/CatchUpPage"));
const FriendsPage = lazy(() => import("~/features/people/FriendsPage"));

const GATEWAY = "/api/v1/gateway";

const shellPaths: ShellPaths = {
  home: paths.home(),
  friends: paths.friends,
  catchUp: paths.catchUp(),
  settings: paths.settings(),
  admin: paths.admin(),
  notifications: paths.settings("notifications"),
  conversations: paths.conversations(),
  space: paths.space,
  room: paths.room,
  search: paths.search,
  spaceSettings: paths.spaceSettings,
  roomSettings: (space, channel) => paths.spaceSettings(space, `rooms/${encodeURIComponent(channel)}`),
  join: paths.join,
};

const SEARCH: ShellPage = { title: "shell.search", isHome: false, view: SearchPage };
const CATCH_UP: ShellPage = { title: "shell.catch_up", isHome: true, view: CatchUpPage };
const FRIENDS: ShellPage = {
  title: "friends.title",
  isHome: true,
  view: (props) => <FriendsPage pathOf={paths.friends} back={paths.conversations()} onSide={() => props.onSide()} />,
};

function openLine(protocol: string): Line {
  const address = new URL(GATEWAY, window.location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(address, protocol);
  const line: Line = {
    send: (text) => socket.send(text),
    close: (code) => socket.close(code),
    onmessage: null,
    onclose: null,
  };
  socket.onmessage = (event: MessageEvent<unknown>) => line.onmessage?.(event);
  socket.onclose = (event) => line.onclose?.(event);
  return line;
}

/** Unsent messages belong to their tab: two tabs must not write over each other's. */
function storageOrNull(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

export default function Inside(props: RouteSectionProps) {
  const session = useSession();
  const around = {
    open: openLine,
    token: (fresh: boolean) => session.token(fresh),
    isOnline: () => navigator.onLine,
    nowMs: () => Date.now(),
    random: () => Math.random(),
    version: import.meta.env.VITE_VERSION ?? "dev",
  };
  return (
    <LiveProvider parts={{ ask: session.ask, around, storage: storageOrNull() }}>
      <ReportNews />
      <EndWithLine><TabProvider><SearchMemory><PaletteProvider>{props.children}</PaletteProvider></SearchMemory></TabProvider></EndWithLine>
    </LiveProvider>
  );
}

/** A session that the server ended on the live line ends here too. */
function EndWithLine(props: ParentProps) {
  const live = useLive();
  const session = useSession();
  createEffect(() => {
    const { kind } = live.connection();
    if (kind === "signed_out" || kind === "suspended") session.end(kind === "suspended");
    else if (kind === "factor") session.setFactorDue(true);
  });
  createEffect(() => {
    const me = live.world.me;
    if (me) session.update({ ...me });
  });
  return <>{props.children}</>;
}

export function SpacePage() {
  const session = useSession();
  const params = useParams<{ space?: string; channel?: string }>();
  return <Shell spaceId={params.space} channelId={params.channel} paths={shellPaths} sendFile={session.sendFile} />;
}

/** Searching stands in the shell of the space that is searched, or at home, and stays in it when the search grows wider. */
export function SearchPlace() {
  const session = useSession();
  const live = useLive();
  const [params] = useSearchParams<{ in: string; space: string }>();
  const place = createMemo<{ space: string | undefined; isHome: boolean }>((before) => {
    const room = live.world.channels[[params.in ?? ""].flat()[0] ?? ""];
    if (isConversation(room)) return { space: undefined, isHome: true };
    const space = spaceOf(room) ?? ([params.space ?? ""].flat()[0] || undefined);
    if (space === undefined && (before?.space !== undefined || before?.isHome)) return before;
    return { space: space ?? live.world.spaceOrder[0], isHome: false };
  });
  return <Shell spaceId={place().space} channelId={undefined} paths={shellPaths} sendFile={session.sendFile} page={SEARCH} isHome={place().isHome} />;
}

export function TalkPlace() {
  const session = useSession();
  const params = useParams<{ channel?: string }>();
  return <Shell spaceId={undefined} channelId={params.channel} paths={shellPaths} sendFile={session.sendFile} isHome />;
}

export function FriendsPlace() {
  const session = useSession();
  return <Shell spaceId={undefined} channelId={undefined} paths={shellPaths} sendFile={session.sendFile} page={FRIENDS} />;
}

export function CatchUpPlace() {
  const session = useSession();
  return <Shell spaceId={undefined} channelId={undefined} paths={shellPaths} sendFile={session.sendFile} page={CATCH_UP} />;
}
