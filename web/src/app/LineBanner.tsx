/** Says how the line to the server stands, when it does not stand well. */
import { createEffect, createSignal, onCleanup, Switch, type JSX } from "solid-js";
import { createLate } from "~/features/messages/late";
import { useScene } from "~/features/messages/scene";
import { Match } from "~/lib/flow";
import { Button } from "~/ui/Button";
import { Banner } from "~/ui/Note";

export function LineBanner(): JSX.Element {
  const scene = useScene();
  const state = () => scene.live.connection();
  const [now, setNow] = createSignal(Date.now());
  createEffect(() => {
    if (state().kind !== "waiting") return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    onCleanup(() => clearInterval(timer));
  });
  const seconds = () => {
    const it = state();
    return it.kind === "waiting" ? Math.max(1, Math.ceil((it.atMs - now()) / 1000)) : 0;
  };
  // A cut of a moment heals by itself; only one that lasts is told.
  const isCut = createLate(() => state().kind === "waiting" || (state().kind === "connecting" && scene.live.isReady()), 1500);
  return (
    <Switch>
      <Match when={state().kind === "offline"}><Banner kind="warn" role="status">{scene.t("line.offline")}</Banner></Match>
      <Match when={state().kind === "outdated"}><Banner kind="info" role="status" acts={<Button size="sm" onClick={() => location.reload()}>{scene.t("line.reload")}</Button>}>{scene.t("line.outdated")}</Banner></Match>
      <Match when={state().kind === "signed_out"}><Banner kind="bad" role="alert">{scene.t("line.signed_out")}</Banner></Match>
      <Match when={isCut() && state().kind === "waiting"}><Banner kind="warn" role="status" acts={<Button size="sm" onClick={() => scene.live.wake()}>{scene.t("line.now")}</Button>}><span aria-live="off">{scene.t("line.waiting", { n: seconds() })}</span></Banner></Match>
      <Match when={isCut() && state().kind === "connecting"}><Banner kind="info" role="status">{scene.t("line.connecting")}</Banner></Match>
    </Switch>
  );
}
