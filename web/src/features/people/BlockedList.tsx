/** Whom one blocked, with the way back. */
import { For, onCleanup, Switch, type JSX } from "solid-js";
import Ban from "lucide-solid/icons/ban";
import { useScene } from "~/features/messages/scene";
import type { Block, Page } from "~/lib/api/wire";
import { Match, Show } from "~/lib/flow";
import { createPaged } from "~/lib/paged";
import { Button } from "~/ui/Button";
import { EmptyState, ErrorState } from "~/ui/EmptyState";
import { List } from "~/ui/ListRow";
import { Skeleton } from "~/ui/Skeleton";
import { DeedButton } from "./DeedButton";
import type { Deed, Deeds, Whom } from "./deeds";
import { FriendRow } from "./FriendRow";

const PAGE = 50;

export function BlockedList(props: { deeds: Deeds; act: (deed: Deed, whom: Whom) => void }): JSX.Element {
  const scene = useScene();
  const list = createPaged(
    () => "blocks",
    (_, cursor) => scene.live.ask<Page<Block>>("GET", `/blocks?limit=${String(PAGE)}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`),
  );
  onCleanup(scene.live.listen((event) => {
    if (event.t !== "block_update") return;
    if (event.d.blocked) void list.reload();
    else list.remove((one) => one.user.id === event.d.user_id);
  }));
  const whom = (block: Block): Whom => ({ id: block.user.id, name: block.user.display_name });
  return (
    <Switch>
      <Match when={list.error()}>
        <ErrorState title={scene.t("friends.failed")} onRetry={() => void list.reload()}>{scene.t("friends.failed_text")}</ErrorState>
      </Match>
      <Match when={list.items.length === 0 && list.loading()}><Skeleton shape="rows" rows={4} /></Match>
      <Match when={list.items.length === 0}><EmptyState icon={Ban} title={scene.t("friends.no_blocked")}>{scene.t("friends.no_blocked_text")}</EmptyState></Match>
      <Match when={list.items.length > 0}>
        <List label={scene.t("friends.blocked")}>
          <For each={list.items}>
            {(block) => (
              <FriendRow person={block.user} detail={scene.t("friends.since", { date: scene.formats().date(block.at) })}
                acts={<DeedButton named deed="unblock" whom={whom(block)} deeds={props.deeds} onClick={() => props.act("unblock", whom(block))} />} />
            )}
          </For>
        </List>
        <Show when={list.hasMore()}>
          <div class="friends-more"><Button busy={list.adding()} busyLabel={scene.t("friends.loading")} onClick={() => void list.more()}>{scene.t("friends.more")}</Button></div>
        </Show>
      </Match>
    </Switch>
  );
}
