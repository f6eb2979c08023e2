/** What was found, by room, and what stands in its place while it is looked for, when nothing came and when it failed. */
import { createMemo, For, Switch, type JSX } from "solid-js";
import SearchX from "lucide-solid/icons/search-x";
import Hash from "lucide-solid/icons/hash";
import { roomIcon } from "~/features/channels";
import { DoorsProvider } from "~/features/messages";
import { createLate } from "~/features/messages/late";
import { troubleOf } from "~/lib/api";
import { Match, Show } from "~/lib/flow";
import { Button } from "~/ui/Button";
import { EmptyState, ErrorState } from "~/ui/EmptyState";
import { Icon } from "~/ui/Icon";
import { Note } from "~/ui/Note";
import { HitRow } from "./HitRow";
import { Hint } from "./Hint";
import type { SearchPageState } from "./page";
import { grouped, type Group } from "./state";
import { useSearchWords } from "./words";

const LATE_MS = 300;

export function Hits(props: { page: SearchPageState }): JSX.Element {
  const { t } = useSearchWords();
  const list = () => props.page.search.list;
  const isLooking = () => props.page.stand() === "opening" || (props.page.stand() === "asked" && !props.page.search.isAnswered() && list().error() === null);
  const isSlow = createLate(isLooking, LATE_MS);
  const failed = () => (props.page.stand() === "asked" && !props.page.search.isAnswered() ? list().error() : null);
  return (
    <Switch>
      <Match when={props.page.stand() === "empty"}><Hint page={props.page} /></Match>
      <Match when={props.page.stand() === "short"}><EmptyState icon={SearchX} title={t("hint.short")}>{t("hint.short_text")}</EmptyState></Match>
      <Match when={props.page.stand() === "unknown"}><Unknown page={props.page} /></Match>
      <Match when={failed()}>{(cause) => <Failed page={props.page} cause={cause()} />}</Match>
      <Match when={list().items.length > 0}><Found page={props.page} isOld={isLooking()} /></Match>
      <Match when={isLooking()}><Show when={isSlow()}><Loading page={props.page} /></Show></Match>
      <Match when={props.page.search.isAnswered()}><None page={props.page} /></Match>
    </Switch>
  );
}

function Found(props: { page: SearchPageState; isOld: boolean }): JSX.Element {
  const { t } = useSearchWords();
  const list = () => props.page.search.list;
  const groups = createMemo(() => new Map(grouped(list().items).map((group) => [group.roomId, group])));
  return (
    <div class="hit-groups" classList={{ old: props.isOld }} aria-busy={props.isOld || list().adding()}>
      <For each={[...groups().keys()]}>{(roomId) => <Show when={groups().get(roomId)}>{(group) => <GroupView page={props.page} group={group()} />}</Show>}</For>
      <Show when={list().error() !== null}>
        <Note kind="bad" role="alert" acts={<Button size="sm" onClick={() => props.page.again()}>{props.page.scene.t("ui.try_again")}</Button>}>{t("faults.more")}</Note>
      </Show>
      <Show when={list().hasMore() && list().error() === null}>
        <div class="hit-more"><Button busy={list().adding()} busyLabel={t("search.looking")} onClick={() => void list().more()}>{t("search.more")}</Button></div>
      </Show>
    </div>
  );
}

function GroupView(props: { page: SearchPageState; group: Group }): JSX.Element {
  const { t, formats } = useSearchWords();
  const room = () => props.page.scene.live.world.channels[props.group.roomId];
  const name = () => props.page.scene.titleOf(room()) || t("search.lost_room");
  const isElsewhere = () => props.page.scope().space === null && props.page.searched().length > 1;
  return (
    // eslint-disable-next-line solid/reactivity -- the doors read the space when they are used
    <DoorsProvider doors={{ ...props.page.scene, spaceId: () => room()?.space_id ?? undefined }}>
      <section class="hit-group">
        <h2><Icon of={((found) => (found ? roomIcon(found) : Hash))(room())} size="sm" /><bdi>{name()}</bdi>
          <Show when={isElsewhere() && props.page.scene.live.world.spaces[room()?.space_id ?? ""]}>{(space) => <bdi class="faint">{space().name}</bdi>}</Show>
          <span class="faint num">{formats().number(props.group.hits.length)}</span>
        </h2>
        <div class="hits"><For each={props.group.hits}>{(hit) => <HitRow page={props.page} hit={hit} room={name()} />}</For></div>
      </section>
    </DoorsProvider>
  );
}

function Loading(props: { page: SearchPageState }): JSX.Element {
  const { t } = useSearchWords();
  return (
    <>
      <div class="skeletons" role="status" aria-label={t("search.looking")}>
        {[5, 3, 6, 4].map((width) => <div class={`skeleton w${String(width)}`}><i /><span><b /><b /></span></div>)}
      </div>
      <Show when={props.page.search.isWaiting()}><Note role="status">{t("search.patience")}</Note></Show>
    </>
  );
}

function Failed(props: { page: SearchPageState; cause: unknown }): JSX.Element {
  const { t } = useSearchWords();
  const trouble = () => troubleOf(props.cause);
  const words = () => {
    const { code, isNetwork } = trouble();
    if (isNetwork) return t("faults.network");
    return code === "rate_limited" || code === "not_found" || code === "forbidden" ? t(`faults.${code}`) : t("faults.other");
  };
  return (
    <Show when={trouble().code !== "invalid"} fallback={<EmptyState icon={SearchX} title={t("hint.positive")}>{t("hint.positive_text")}</EmptyState>}>
      <ErrorState title={t("faults.title")} onRetry={() => props.page.again()}>{words()}</ErrorState>
    </Show>
  );
}

function Unknown(props: { page: SearchPageState }): JSX.Element {
  const { t } = useSearchWords();
  return (
    <EmptyState icon={SearchX} title={t("unknown.title")}>
      <For each={props.page.wish().unknown}>{(token) => <span class="unknown-line">{t(`unknown.${token.key}`, { name: token.value })}</span>}</For>
    </EmptyState>
  );
}

function None(props: { page: SearchPageState }): JSX.Element {
  const { t } = useSearchWords();
  const { page } = props;
  return (
    <EmptyState icon={SearchX} title={t("none.title")} act={
      <>
        <Show when={page.tokens().length > 0 && page.asked().words !== ""}><Button onClick={() => page.put(page.asked().words)}>{t("none.clear")}</Button></Show>
        <Show when={page.scope().room ?? page.scope().space}><Button onClick={() => page.look({})}>{t("none.everywhere")}</Button></Show>
      </>
    }>
      {t("none.text")}
    </EmptyState>
  );
}
