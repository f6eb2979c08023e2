/** Everything unread on one page, read and cleared by the keyboard. */
import { createEffect, createSignal, For, on, onMount, Switch, type JSX } from "solid-js";
import CheckCheck from "lucide-solid/icons/check-check";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import Inbox from "lucide-solid/icons/inbox";
import PanelLeft from "lucide-solid/icons/panel-left";
import { paths } from "~/app/paths";
import { useScene } from "~/features/messages/scene";
import { explain } from "~/features/messages/trouble";
import type { Id } from "~/lib/api/wire";
import { Match, Show } from "~/lib/flow";
import { latinOf } from "~/lib/latin";
import { useMarks } from "~/lib/store";
import { Button } from "~/ui/Button";
import { EmptyState } from "~/ui/EmptyState";
import { Icon } from "~/ui/Icon";
import { IconButton } from "~/ui/IconButton";
import { Kbd } from "~/ui/Kbd";
import { Skeleton } from "~/ui/Skeleton";
import { createCatchUp } from "./page";
import { RoomCard } from "./RoomCard";
import { CatchUpWords, useCatchUpWords } from "./words";
import "./catch-up.css";

export default function CatchUpPage(props: { onSide: () => void }): JSX.Element {
  return <CatchUpWords><Page onSide={() => props.onSide()} /></CatchUpWords>;
}

function Page(props: { onSide: () => void }): JSX.Element {
  const scene = useScene();
  const { t } = useCatchUpWords();
  const page = createCatchUp(scene.live, useMarks(), (thrown) => scene.notify(explain(scene.t, thrown), "bad"));
  /** A room that was asked back and takes the focus once it is here. */
  const [expected, setExpected] = createSignal<Id | null>(null);
  let box!: HTMLDivElement;
  let heading!: HTMLHeadingElement;

  // The keys work at once, also where the link that led here has gone.
  onMount(() => document.activeElement === document.body && heading.focus({ preventScroll: true }));
  const links = () => [...box.querySelectorAll<HTMLElement>("a.catch-go")];
  const focusAt = (at: number) => {
    const all = links();
    (all[Math.max(0, Math.min(at, all.length - 1))] ?? heading).focus();
  };
  /** The place of the room that has the focus; -1 for none. */
  const here = () => links().findIndex((link) => link.closest("li")?.contains(document.activeElement));
  const read = (ids: readonly Id[]) => {
    const at = Math.max(0, here());
    setExpected(null);
    page.read(ids);
    focusAt(at);
  };
  const undo = () => void page.undo().then((id) => setExpected(id));
  createEffect(on([page.rooms, expected], ([rooms, id]) => {
    if (id === null || !rooms.includes(id)) return;
    setExpected(null);
    focusAt(rooms.indexOf(id));
  }));

  const key = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const letter = latinOf(event);
    const room = page.rooms()[Math.max(0, here())];
    if (letter === "j" || event.key === "ArrowDown") focusAt(here() + 1);
    else if (letter === "k" || event.key === "ArrowUp") focusAt(here() - 1);
    else if (letter === "e" && room) read([room]);
    else if (letter === "u") undo();
    else return;
    event.preventDefault();
  };
  const lastRead = () => {
    const [first, ...others] = page.last();
    if (first === undefined) return null;
    return others.length > 0 ? t("catch.were_read", { n: others.length + 1 }) : t("catch.was_read", { room: scene.live.world.channels[first]?.name ?? "" });
  };
  return (
    <div class="catch" onKeyDown={key} ref={box}>
      <header class="head">
        <a class="icon-btn back-btn" href={paths.home()} aria-label={scene.t("shell.back")}><Icon of={ChevronLeft} mirrored /></a>
        <span class="rooms-btn"><IconButton icon={PanelLeft} mirrored label={scene.t("shell.home")} onClick={() => props.onSide()} /></span>
        <span class="head-icon"><Icon of={Inbox} /></span>
        <h1 class="cut" tabindex="-1" ref={heading}>{t("catch.title")}</h1>
        <span class="grow" />
        <Show when={page.rooms().length > 1}><Button size="sm" kind="quiet" icon={CheckCheck} onClick={() => read(page.rooms())}>{t("catch.read_all")}</Button></Show>
      </header>
      <div class="catch-body" data-region="page" tabindex="-1">
        <div class="catch-column">
          <Switch fallback={<Skeleton shape="rows" rows={4} />}>
            <Match when={page.rooms().length > 0}>
              <ul class="catch-rooms" aria-label={t("catch.rooms")}><For each={page.rooms()}>{(id) => <li><RoomCard id={id} page={page} onRead={() => read([id])} /></li>}</For></ul>
            </Match>
            <Match when={scene.live.isReady()}><EmptyState icon={Inbox} title={t("catch.none")}>{t("catch.none_text")}</EmptyState></Match>
          </Switch>
        </div>
      </div>
      <footer class="catch-foot">
        <span role="status" class="cut grow">{lastRead()}</span>
        <Show when={page.last().length > 0}><Button size="sm" onClick={undo}>{t("catch.undo")}<Kbd keys="U" /></Button></Show>
        <span class="catch-keys" aria-hidden="true">
          <span><Kbd keys="J" />{t("catch.next")}</span><span><Kbd keys="E" />{t("catch.done")}</span><span><Kbd keys="↵" />{t("catch.enter")}</span>
        </span>
      </footer>
    </div>
  );
}
