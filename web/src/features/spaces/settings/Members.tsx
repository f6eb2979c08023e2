/** Everybody in the space: find, filter by role, and act on those below. */

import Search from "lucide-solid/icons/search";
import { For, Switch, createSignal, onCleanup } from "solid-js";
import { Column, explain, useSettingsWords } from "~/features/identity/settings";
import type { Member } from "~/lib/api/wire";
import { Match, Show } from "~/lib/flow";
import { createPaged } from "~/lib/paged";
import { Button, EmptyState, ErrorState, List, Select, Skeleton, TextField } from "~/ui";
import { useSpaceWords } from "../words";
import { MemberDialogs, type MemberTask } from "./MemberDialogs";
import { MemberRow } from "./MemberRow";
import { useScope } from "./scope";

export function Members() {
  const scope = useScope();
  const words = useSpaceWords();
  const common = useSettingsWords();
  const { t } = words;
  const [typed, setTyped] = createSignal("");
  const [query, setQuery] = createSignal({ q: "", role: "" });
  const [task, setTask] = createSignal<{ kind: MemberTask; member: Member } | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const list = createPaged(query, ({ q, role }, cursor) => scope.ask().members({ q, role: role || null }, cursor));
  const off = scope.live.listen((event) => {
    if (event.t === "member_update" && event.d.space_id === scope.id()) {
      const { nick, roles, timeout_until: timeoutUntil, user_id: userId } = event.d;
      list.update((one) => one.user.id === userId, { nick, roles, timeout_until: timeoutUntil });
    } else if (event.t === "member_leave" && event.d.space_id === scope.id()) {
      list.remove((one) => one.user.id === event.d.user_id);
    } else if (event.t === "member_join" && event.d.space_id === scope.id() && query().q === "" && query().role === "") {
      list.remove((one) => one.user.id === event.d.member.user.id);
      list.prepend(event.d.member);
    }
  });
  onCleanup(() => {
    off();
    clearTimeout(timer);
  });
  return (
    <Column title={t("members.title")} lead={t("members.count", { n: scope.space().member_count })}>
      <div class="set-tools">
        <div class="grow">
          <TextField
            hideLabel
            label={t("members.search")}
            placeholder={t("members.search")}
            icon={Search}
            type="search"
            autocomplete="off"
            value={typed()}
            onInput={(value) => {
              setTyped(value);
              clearTimeout(timer);
              timer = setTimeout(() => setQuery((now) => ({ ...now, q: value })), 200);
            }}
          />
        </div>
        <Select
          hideLabel
          label={t("members.role")}
          value={query().role}
          onChange={(role) => setQuery((now) => ({ ...now, role }))}
          options={[
            { value: "", label: t("members.allRoles") },
            ...scope.roles().filter((role) => !role.everyone).map((role) => ({ value: role.id, label: role.name })),
          ]}
        />
      </div>
      <Switch>
        <Match when={list.error()}>
          {(cause) => <ErrorState title={common.t("errors.title")} onRetry={() => void list.reload()}>{explain(common, cause())}</ErrorState>}
        </Match>
        <Match when={list.loading() && list.items.length === 0}>
          <Skeleton shape="rows" rows={6} />
        </Match>
        <Match when={list.items.length === 0}>
          <EmptyState icon={Search} title={t("members.none")}>{t("members.noneBody")}</EmptyState>
        </Match>
        <Match when={list.items.length > 0}>
          <List label={t("members.title")}>
            <For each={list.items}>{(member) => <MemberRow member={member} onTask={(kind) => setTask({ kind, member })} />}</For>
          </List>
          <Show when={list.hasMore()}>
            <div class="set-center">
              <Button busy={list.adding()} busyLabel={t("members.loadingMore")} onClick={() => void list.more()}>
                {t("members.more")}
              </Button>
            </div>
          </Show>
        </Match>
      </Switch>
      <MemberDialogs task={task()} onClose={() => setTask(null)} />
    </Column>
  );
}
