/** Who is kept out of the space, why and until when; lifting a ban. */

import Ban from "lucide-solid/icons/ban";
import Search from "lucide-solid/icons/search";
import { createSignal, onCleanup } from "solid-js";
import { Column, createAct, orThrow } from "~/features/identity/settings";
import type { Ban as BanEntry } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { createPaged } from "~/lib/paged";
import { Avatar, Button, ConfirmDialog, EmptyState, ListRow, Tag } from "~/ui";
import { useSpaceWords } from "../words";
import { PagedList } from "~/features/frame/PagedList";
import { useScope } from "./scope";
import { SearchField } from "~/features/frame/SearchField";

export function Bans() {
  const scope = useScope();
  const { t, formats } = useSpaceWords();
  const lifting = createAct();
  const [query, setQuery] = createSignal("");
  const [chosen, setChosen] = createSignal<BanEntry | null>(null);
  const list = createPaged(query, (q, cursor) => scope.ask().bans(q, cursor));
  const off = scope.live.listen((event) => {
    if (event.t === "ban_delete" && event.d.space_id === scope.id()) list.remove((one) => one.user.id === event.d.user_id);
    else if (event.t === "ban_create" && event.d.space_id === scope.id() && query() === "") {
      list.remove((one) => one.user.id === event.d.ban.user.id);
      list.prepend(event.d.ban);
    }
  });
  onCleanup(off);
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
          <SearchField label={t("bans.search")} onSearch={setQuery} />
        </Show>
      </div>
      <PagedList
        list={list}
        label={t("bans.title")}
        more={t("bans.more")}
        empty={
          <Show when={isBlank()} fallback={<EmptyState icon={Search} title={t("bans.none")}>{t("bans.noneBody")}</EmptyState>}>
            <EmptyState icon={Ban} title={t("bans.empty")}>{t("bans.emptyBody")}</EmptyState>
          </Show>
        }
      >
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
      </PagedList>
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
