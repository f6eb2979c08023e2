/** Finds a member by name and chooses one. */

import Search from "lucide-solid/icons/search";
import { For, createSignal, onCleanup } from "solid-js";
import { useSettingsWords } from "~/features/identity/settings";
import type { Member } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { createPaged } from "~/lib/paged";
import { Avatar, Button, Skeleton, TextField } from "~/ui";
import { useScope } from "./scope";

export function PersonPicker(props: {
  label: string;
  none: string;
  chosen: Member | null;
  onChoose: (member: Member) => void;
  /** Leaves people out. */
  without?: (member: Member) => boolean;
}) {
  const scope = useScope();
  const words = useSettingsWords();
  const [typed, setTyped] = createSignal("");
  const [query, setQuery] = createSignal("");
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const list = createPaged(query, (q, cursor) => scope.ask().members({ q, role: null }, cursor, 25));
  const shown = () => list.items.filter((member) => !props.without?.(member));

  return (
    <div>
      <TextField
        label={props.label}
        icon={Search}
        type="search"
        autocomplete="off"
        value={typed()}
        onInput={(value) => {
          setTyped(value);
          clearTimeout(timer);
          timer = setTimeout(() => setQuery(value), 200);
        }}
      />
      <Show when={!list.loading() || list.items.length > 0} fallback={<Skeleton shape="rows" rows={3} />}>
        <ul class="pick-list" aria-label={props.label}>
          <For each={shown()} fallback={<li class="branch-empty">{props.none}</li>}>
            {(member) => (
              <li>
                <button
                  type="button"
                  class="pick"
                  aria-pressed={props.chosen?.user.id === member.user.id}
                  onClick={() => props.onChoose(member)}
                >
                  <Avatar id={member.user.id} name={member.nick ?? member.user.display_name} picture={member.user.avatar} />
                  <bdi>{member.nick ?? member.user.display_name}</bdi>
                  <small dir="ltr">{member.user.username}</small>
                </button>
              </li>
            )}
          </For>
          <Show when={list.hasMore()}>
            <li>
              <Button size="sm" kind="quiet" busy={list.adding()} onClick={() => void list.more()}>
                {words.t("common.more")}
              </Button>
            </li>
          </Show>
        </ul>
      </Show>
    </div>
  );
}
