/** One account: who it is, how much there is of it, why it is locked, and what can be done about it. */

import ArrowLeft from "lucide-solid/icons/arrow-left";
import Ban from "lucide-solid/icons/ban";
import UserRoundX from "lucide-solid/icons/user-round-x";
import { useParams } from "@solidjs/router";
import { Switch, createEffect, createSignal, on } from "solid-js";
import { paths } from "~/app/paths";
import { Column, explain, useSettingsWords } from "~/features/identity/settings";
import { isProblem } from "~/lib/api";
import type { AdminUserDetail, Id, Suspension } from "~/lib/api/wire";
import { Match, Show } from "~/lib/flow";
import { Avatar, EmptyState, ErrorState, Icon, Note, PageSection, Skeleton } from "~/ui";
import { AccountActs } from "./AccountActs";
import { AccountFacts } from "./AccountFacts";
import { AccountTags } from "./AccountTags";
import { accountRequests } from "./requests";
import { useAdmin } from "./scope";
import { barOf } from "./state/ranks";
import { useAdminWords } from "./words";

export function Account() {
  const admin = useAdmin();
  const { t } = useAdminWords();
  const common = useSettingsWords();
  const params = useParams<{ user: string }>();
  const requests = accountRequests(admin.ask);
  const [account, setAccount] = createSignal<AdminUserDetail | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  const load = async (id: Id = params.user) => {
    setError(null);
    try {
      const found = await requests.one(id);
      if (id === params.user) setAccount(found);
    } catch (thrown) {
      if (id === params.user) setError(() => thrown);
    }
  };
  createEffect(on(() => params.user, (id) => {
    setAccount(null);
    void load(id);
  }));
  admin.listen(["suspension", "erase"], (event) => void (event.target_id === params.user && load()));
  const isGone = () => isProblem(error(), "not_found", "malformed");
  return (
    <Column title={account()?.user.display_name ?? t("accounts.title")} lead={<a class="admin-up" href={paths.admin("accounts")}><Icon of={ArrowLeft} mirrored size="sm" />{t("account.back")}</a>}>
      <Switch fallback={<Skeleton rows={8} />}>
        <Match when={isGone()}>
          <EmptyState icon={UserRoundX} title={t("account.gone")}>{t("account.goneBody")}</EmptyState>
        </Match>
        <Match when={error()}>
          {(cause) => <ErrorState title={common.t("errors.title")} onRetry={() => void load()}>{explain(common, cause())}</ErrorState>}
        </Match>
        <Match when={account()}>{(found) => <Known account={found()} reload={load} />}</Match>
      </Switch>
    </Column>
  );
}

function Known(props: { account: AdminUserDetail; reload: () => Promise<void> }) {
  const admin = useAdmin();
  const { t } = useAdminWords();
  const bar = () => barOf({ id: admin.selfId(), role: admin.role() }, props.account);
  return (
    <>
      <div class="admin-who">
        <Avatar id={props.account.user.id} name={props.account.user.display_name} picture={props.account.user.avatar} size={72} bot={props.account.user.bot} />
        <div class="admin-who-words">
          <span dir="ltr">{props.account.user.username}</span>
          <span class="admin-tags"><AccountTags account={props.account} /></span>
        </div>
      </div>
      <Show when={props.account.suspension}>{(suspension) => <Locked suspension={suspension()} />}</Show>
      <PageSection title={t("account.facts")}><AccountFacts account={props.account} /></PageSection>
      <PageSection title={t("account.acts")}>
        <Show when={bar()} fallback={<AccountActs account={props.account} reload={props.reload} />}>
          {(why) => <Note>{t(`account.${why()}`)}</Note>}
        </Show>
      </PageSection>
    </>
  );
}

function Locked(props: { suspension: Suspension }) {
  const { t, formats } = useAdminWords();
  const title = () => {
    const { until } = props.suspension;
    return until ? t("account.suspendedUntil", { time: formats().when(until, Date.now()) }) : t("account.suspended");
  };
  return (
    <div class="admin-locked">
      <Note kind="warn" icon={Ban} title={title()}>
        {props.suspension.by ? t("account.suspendedBy", { name: props.suspension.by.display_name }) : t("account.suspendedByHost")}
        <p dir="auto" class="admin-reason">{t("account.why", { reason: props.suspension.reason })}</p>
      </Note>
    </div>
  );
}
