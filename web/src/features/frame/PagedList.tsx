/** A list that comes in pages, with what stands in its place while it loads, when it failed and when it is empty. */

import { For, Switch, type JSX } from "solid-js";
import { explain, useSettingsWords } from "~/features/identity/settings";
import { Match, Show } from "~/lib/flow";
import type { Paged } from "~/lib/paged";
import { Button, ErrorState, List, Skeleton } from "~/ui";

export function PagedList<T extends object>(props: {
  list: Paged<T>;
  label: string;
  /** In place of an empty list. */
  empty: JSX.Element;
  /** On the button that loads the next page. */
  more: string;
  busyLabel?: string;
  children: (item: T) => JSX.Element;
}) {
  const words = useSettingsWords();
  return (
    <Switch>
      <Match when={props.list.error()}>
        {(cause) => <ErrorState title={words.t("errors.title")} onRetry={() => void props.list.reload()}>{explain(words, cause())}</ErrorState>}
      </Match>
      <Match when={props.list.items.length === 0 && props.list.loading()}>
        <Skeleton shape="rows" rows={5} />
      </Match>
      <Match when={props.list.items.length === 0}>{props.empty}</Match>
      <Match when={props.list.items.length > 0}>
        <List label={props.label}>
          <For each={props.list.items}>{(item) => props.children(item)}</For>
        </List>
        <Show when={props.list.hasMore()}>
          <div class="set-center">
            <Button busy={props.list.adding()} {...(props.busyLabel ? { busyLabel: props.busyLabel } : {})} onClick={() => void props.list.more()}>
              {props.more}
            </Button>
          </div>
        </Show>
      </Match>
    </Switch>
  );
}
