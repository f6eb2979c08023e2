/** One room that waits: its name, how much is new, and the first lines of that. */
import { createEffect, For, on, onCleanup, onMount, Switch, type JSX } from "solid-js";
import Check from "lucide-solid/icons/check";
import { paths } from "~/app/paths";
import { roomIcon } from "~/features/channels";
import { Face } from "~/features/messages/Face";
import { Markdown } from "~/features/messages/Markdown";
import { useScene } from "~/features/messages/scene";
import type { Id } from "~/lib/api/wire";
import { Match, Show } from "~/lib/flow";
import { callsMe, nameIn, type Line } from "~/lib/store";
import { Badge } from "~/ui/Badge";
import { Button } from "~/ui/Button";
import { Icon } from "~/ui/Icon";
import { IconButton } from "~/ui/IconButton";
import { Skeleton } from "~/ui/Skeleton";
import type { CatchUp } from "./page";
import { useCatchUpWords } from "./words";

/** Rooms just below the edge are loaded too. */
const AHEAD = "400px";

export function RoomCard(props: { id: Id; page: CatchUp; onRead: () => void }): JSX.Element {
  const scene = useScene();
  const { t, formats } = useCatchUpWords();
  const world = () => scene.live.world;
  const room = () => world().channels[props.id];
  const name = () => {
    const it = room();
    return it ? scene.titleOf(it) : "";
  };
  const place = () => world().spaces[room()?.space_id ?? ""]?.name ?? scene.t("talk.title");
  const read = () => world().reads[props.id];
  const stand = () => props.page.previews[props.id]?.stand;
  const lines = () => props.page.linesOf(props.id);
  const rest = () => Math.max(0, (read()?.unread ?? 0) - lines().length);
  let card!: HTMLElement;
  let isSeen = false;
  const load = () => isSeen && void props.page.load(props.id);
  onMount(() => {
    const watch = new IntersectionObserver((seen) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      isSeen = true;
      watch.disconnect();
      load();
    }, { rootMargin: AHEAD });
    watch.observe(card);
    onCleanup(() => watch.disconnect());
  });
  // Lines that did not come are asked for again when the line is back, and all of them after an undo.
  createEffect(on(() => scene.live.connection().kind, (kind) => kind === "live" && stand() === "failed" && load(), { defer: true }));
  createEffect(on(stand, (now) => now === undefined && load(), { defer: true }));
  return (
    <Show when={room()}>
      {(it) => (
        <article class="catch-room" ref={card}>
          <header class="catch-top">
            <Icon of={roomIcon(it())} />
            <h2 class="cut">
              <a class="catch-go" href={paths.room(it())} aria-label={t("catch.open", { room: name(), space: place() })}><bdi>{name()}</bdi></a>
            </h2>
            <bdi class="faint sm cut">{place()}</bdi>
            <Show when={(read()?.mentions ?? 0) > 0}><Badge count={read()?.mentions ?? 0} label={scene.t("shell.mentions", { n: read()?.mentions ?? 0 })} /></Show>
            <span class="grow" />
            <span class="faint sm catch-count">{t("catch.unread", { n: read()?.unread ?? 0 })}</span>
            <IconButton size="sm" icon={Check} label={t("catch.read", { room: name() })} shortcut="E" onClick={() => props.onRead()} />
          </header>
          <Switch fallback={<Skeleton rows={2} />}>
            <Match when={stand() === "failed"}>
              <p class="catch-note"><span class="soft">{t("catch.failed")}</span> <Button size="sm" kind="quiet" onClick={() => void props.page.load(props.id)}>{t("catch.again")}</Button></p>
            </Match>
            <Match when={stand() === "here" && lines().length === 0}><p class="catch-note soft">{t("catch.nothing_left")}</p></Match>
            <Match when={stand() === "here"}>
              <div class="catch-lines"><For each={lines()}>{(line) => <LineView line={line} spaceId={it().space_id ?? ""} />}</For></div>
              <Show when={rest() > 0}><p class="catch-more faint sm">{t("catch.more", { n: rest() })}</p></Show>
            </Match>
          </Switch>
        </article>
      )}
    </Show>
  );

  function LineView(line: { line: Line; spaceId: Id }): JSX.Element {
    const author = () => nameIn(world(), line.spaceId, line.line.author?.id ?? "") ?? line.line.author?.display_name ?? "";
    const words = () => line.line.content ?? line.line.attachments[0]?.name ?? null;
    return (
      <div class="catch-line" classList={{ calls: callsMe(world(), line.line) }}>
        <Show when={line.line.author}>{(person) => <Face person={person()} size={24} />}</Show>
        <div class="catch-words">
          <div class="by">
            <b class="cut"><bdi>{author()}</bdi></b>
            <time class="when" datetime={line.line.created_at} title={formats().full(line.line.created_at)}>{formats().when(line.line.created_at, Date.now())}</time>
          </div>
          <div class="catch-text"><Show when={words()} keyed fallback={<p class="soft">{t("catch.sealed")}</p>}>{(text) => <Markdown source={text} />}</Show></div>
        </div>
      </div>
    );
  }
}
