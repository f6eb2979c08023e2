/** Everybody who has an account here: found by name, state and rank. */

import Search from "lucide-solid/icons/search";
import UsersRound from "lucide-solid/icons/users-round";
import { createSignal } from "solid-js";
import { paths } from "~/app/paths";
import { PagedList } from "~/features/frame/PagedList";
import { SearchField } from "~/features/frame/SearchField";
import { Column } from "~/features/identity/settings";
import type { AccountState, AdminUser } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { createPaged } from "~/lib/paged";
import { Avatar, EmptyState, ListRow, Select } from "~/ui";
import { AccountTags } from "./AccountTags";
import { type AccountQuery, accountRequests } from "./requests";
import { useAdmin } from "./scope";
import { ROLES } from "./state/ranks";
import { useAdminWords } from "./words";

const STATES = ["active", "unverified", "suspended", "deleting", "erased"] as const satisfies readonly AccountState[];
const ALL: AccountQuery = { q: "", state: "", role: "" };

export function Accounts() {
  const admin = useAdmin();
  const { t, formats } = useAdminWords();
  const requests = accountRequests(admin.ask);
  const [query, setQuery] = createSignal<AccountQuery>(ALL);
  const change = (part: Partial<AccountQuery>) => setQuery((now) => ({ ...now, ...part }));
  const list = createPaged(query, requests.list);
  admin.listen(["suspension", "erase"], (event) => list.items.some((one) => one.user.id === event.target_id) && void list.reload());
  const isWhole = () => Object.values(query()).every((one) => one === "");
  const seen = (account: AdminUser) => (account.last_seen_at ? t("accounts.seen", { time: formats().when(account.last_seen_at, Date.now()) }) : t("accounts.never"));
  return (
    <Column title={t("accounts.title")} lead={t("accounts.intro")}>
      <div class="set-tools admin-tools">
        <SearchField label={t(admin.isAdmin() ? "accounts.search" : "accounts.searchName")} onSearch={(q) => change({ q })} />
        <Select
          hideLabel
          label={t("accounts.state")}
          value={query().state}
          onChange={(state) => change({ state })}
          options={[{ value: "", label: t("accounts.anyState") }, ...STATES.map((value) => ({ value, label: t(`state.${value}`) }))]}
        />
        <Select
          hideLabel
          label={t("accounts.role")}
          value={query().role}
          onChange={(role) => change({ role })}
          options={[{ value: "", label: t("accounts.anyRole") }, ...ROLES.map((value) => ({ value, label: t(`rank.${value}`) }))]}
        />
      </div>
      <PagedList
        list={list}
        label={t("accounts.title")}
        more={t("accounts.more")}
        busyLabel={t("accounts.moreBusy")}
        empty={
          <Show when={isWhole()} fallback={<EmptyState icon={Search} title={t("accounts.none")}>{t("accounts.noneBody")}</EmptyState>}>
            <EmptyState icon={UsersRound} title={t("accounts.empty")}>{t("accounts.emptyBody")}</EmptyState>
          </Show>
        }
      >
        {(account) => (
          <ListRow
            href={paths.admin(`accounts/${account.user.id}`)}
            start={<Avatar id={account.user.id} name={account.user.display_name} picture={account.user.avatar} size={40} bot={account.user.bot} />}
            title={<bdi>{account.user.display_name}</bdi>}
            tags={<AccountTags account={account} />}
            detail={
              <>
                <span dir="ltr">{account.user.username}</span>
                <Show when={account.email}>{(email) => <> · <span dir="ltr">{email()}</span></>}</Show> · {t("accounts.joined", { date: formats().date(account.created_at) })} · {seen(account)}
              </>
            }
          />
        )}
      </PagedList>
    </Column>
  );
}
