/** Who is kept out of the space, why and until when; lifting a ban. */

import Ban from "lucide-solid/icons/ban";
import Search from "lucide-solid/icons/search";
import { For, Switch, createSignal, onCleanup } from "solid-js";
import { Column, createAct, explain, orThrow, useSettingsWords } from "~/features/identity/settings";
import type { Ban as BanEntry } from "~/lib/api/wire";
import { Match, Show } from "~/lib/flow";
import { createPaged } from "~/lib/paged";
import { Avatar, Button, ConfirmDialog, EmptyState, ErrorState, List, ListRow, Skeleton, Tag, TextField } from "~/ui";
import { useSpaceWords } from "../words";
import { useScope } from "./scope";

export function Bans() {
  const scope = useScope();
  const { t, formats } = useSpaceWords();
  const common = useSettingsWords();
  const lifting = createAct();
  const [typed, setTyped] = createSignal("");
  const [query, setQuery] = createSignal("");
  const [chosen, setChosen] = createSignal<BanEntry | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const list = createPaged(query, (q, cursor) => scope.ask().bans(q, cursor));
  const off = scope.live.listen((event) => {
    if (event.t === "ban_delete" && event.d.space_id === scope.id()) list.remove((one) => one.user.id === event.d.user_id);
    else if (event.t === "ban_create" && event.d.space_id === scope.id() && query() === "") {
      list.remove((one) => one.user.id === event.d.ban.user.id);
      list.prepend(event.d.ban);
    }
  });
  onCleanup(() => {
    off();
    clearTimeout(timer);
  });
  const by = (ban: BanEntry) => {
    const date = formats().date(ban.at);
    return ban.by ? t("bans.by", { name: ban.by.display_name, date }) : t("bans.byGone", { date });
  };
  const lift = async () => {
    const ban = chosen();
    if (!ban) return;
    await orThrow(
      lifting.run(
        async () => {
          await scope.ask().unban(ban.user.id);
          list.remove((one) => one.user.id === ban.user.id);
        },
        { done: () => t("bans.unbanned", { name: ban.user.display_name }) },
      ),
    );
  };
  const isBlank = () => list.items.length === 0 && query() === "";
  return (
    <Column title={t("bans.title")} lead={t("bans.intro")}>
      <div class="set-tools">
        <Show when={!isBlank() || list.loading()}>
          <div class="grow">
            <TextField
              hideLabel
              label={t("bans.search")}
              placeholder={t("bans.search")}
              icon={Search}
              type="search"
              autocomplete="off"
              value={typed()}
              onInput={(value) => {
                setTyped(value);
                clearTimeout(timer);
                timer = setTimeout(() => setQuery(value.trim()), 200);
              }}
            />
          </div>
        </Show>
      </div>
      <Switch>
        <Match when={list.error()}>
          {(cause) => <ErrorState title={common.t("errors.title")} onRetry={() => void list.reload()}>{explain(common, cause())}</ErrorState>}
        </Match>
        <Match when={list.loading() && list.items.length === 0}>
          <Skeleton shape="rows" rows={4} />
        </Match>
        <Match when={isBlank()}>
          <EmptyState icon={Ban} title={t("bans.empty")}>{t("bans.emptyBody")}</EmptyState>
        </Match>
        <Match when={list.items.length === 0}>
          <EmptyState icon={Search} title={t("bans.none")}>{t("bans.noneBody")}</EmptyState>
        </Match>
        <Match when={list.items.length > 0}>
          <List label={t("bans.title")}>
            <For each={list.items}>
              {(ban) => (
                <ListRow
                  start={<Avatar id={ban.user.id} name={ban.user.display_name} picture={ban.user.avatar} size={40} />}
                  title={<bdi>{ban.user.display_name}</bdi>}
                  tags={<Tag>{ban.expires_at ? t("bans.until", { date: formats().date(ban.expires_at) }) : t("bans.forGood")}</Tag>}
                  detail={
                    <>
                      <span dir="auto">{ban.reason ?? t("bans.noReason")}</span> · {by(ban)}
                    </>
                  }
                  end={
                    <Button size="sm" aria-label={t("bans.unbanOf", { name: ban.user.display_name })} onClick={() => setChosen(ban)}>
                      {t("bans.unban")}
                    </Button>
                  }
                />
              )}
            </For>
          </List>
          <Show when={list.hasMore()}>
            <div class="set-center">
              <Button busy={list.adding()} onClick={() => void list.more()}>{t("bans.more")}</Button>
            </div>
          </Show>
        </Match>
      </Switch>
      <ConfirmDialog
        calm
        open={chosen() !== null}
        onOpenChange={(open) => {
          if (!open) setChosen(null);
          lifting.clear();
        }}
        title={t("bans.unbanTitle", { name: chosen()?.user.display_name ?? "" })}
        lead={t("bans.unbanBody")}
        act={t("bans.unban")}
        busyLabel={t("bans.unbanning")}
        error={lifting.error()}
        onConfirm={lift}
      />
    </Column>
  );
}
