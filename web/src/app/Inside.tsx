/** Everything behind the door: the living store of who is signed in, and the pages that read it. */
import { type RouteSectionProps, useParams } from "@solidjs/router";
import { type ParentProps, createEffect } from "solid-js";
import type { Line } from "~/lib/gateway";
import { useSession } from "~/lib/session-provider";
import { LiveProvider, useLive } from "~/lib/store";
import { Shell, type ShellPaths } from "./Shell";
import { paths } from "./paths";

const GATEWAY = "/api/v1/gateway";

const shellPaths: ShellPaths = {
  home: paths.home(),
  settings: paths.settings(),
  space: paths.space,
  room: paths.room,
  spaceSettings: paths.spaceSettings,
  roomSettings: (space, channel) => paths.spaceSettings(space, `rooms/${encodeURIComponent(channel)}`),
  join: paths.join,
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
      <EndWithLine>{props.children}</EndWithLine>
    </LiveProvider>
  );
}

/** A session that the server ended on the live line ends here too. */
function EndWithLine(props: ParentProps) {
  const live = useLive();
  const session = useSession();
  createEffect(() => {
    if (live.connection().kind === "signed_out") session.end();
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
