/** What can be done about an account that stands below: each act with its effect in words; moderators lock and open only. */

import Ban from "lucide-solid/icons/ban";
import KeyRound from "lucide-solid/icons/key-round";
import LockOpen from "lucide-solid/icons/lock-open";
import LogOut from "lucide-solid/icons/log-out";
import ShieldCheck from "lucide-solid/icons/shield-check";
import { createEffect, createSignal, on } from "solid-js";
import { createAct, orThrow } from "~/features/identity/settings";
import type { AdminUserDetail, InstanceRole } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { Button, ConfirmDialog, List, ListRow, Select } from "~/ui";
import { accountRequests } from "./requests";
import { useAdmin } from "./scope";
import { givable } from "./state/ranks";
import { SuspendDialog } from "./SuspendDialog";
import { useAdminWords } from "./words";

type Asked = "signOut" | "resetFactor";

export function AccountActs(props: { account: AdminUserDetail; reload: () => Promise<void> }) {
  const admin = useAdmin();
  const { t } = useAdminWords();
  const requests = accountRequests(admin.ask);
  const act = createAct();
  const lifting = createAct();
  const [asked, setAsked] = createSignal<Asked | null>(null);
  const [isSuspending, setIsSuspending] = createSignal(false);
  const id = () => props.account.user.id;
  const name = () => props.account.user.display_name;
  const lift = () =>
    lifting.run(async () => {
      await requests.lift(id());
      await props.reload();
    }, { loud: true, done: () => t("account.liftDone", { name: name() }) });
  const go = async () => {
    const what = asked();
    if (!what) return;
    await orThrow(
      act.run(async () => {
        await (what === "signOut" ? requests.signOut(id()) : requests.resetFactors(id()));
        await props.reload();
      }, { done: () => t(`account.${what}Done`, { name: name() }) }),
    );
  };
  const word = () => asked() ?? "signOut";
  return (
    <>
      <List label={t("account.acts")}>
        <Show
          when={props.account.state === "suspended"}
          fallback={
            <ListRow icon={Ban} title={t("account.suspend")} detail={t("account.suspendAbout")}
              end={<Button size="sm" kind="danger-quiet" onClick={() => setIsSuspending(true)}>{t("account.suspendAct", { name: name() })}</Button>} />
          }
        >
          <ListRow icon={LockOpen} title={t("account.lift")} detail={t("account.liftAbout")}
            end={<Button size="sm" busy={lifting.busy()} busyLabel={t("account.lifting")} onClick={() => void lift()}>{t("account.lift")}</Button>} />
        </Show>
        <Show when={admin.isAdmin()}>
          <Show when={props.account.sessions > 0}>
            <ListRow icon={LogOut} title={t("account.signOut")} detail={t("account.signOutAbout")}
              end={<Button size="sm" onClick={() => setAsked("signOut")}>{t("account.signOut")}</Button>} />
          </Show>
          <Show when={props.account.second_factor}>
            <ListRow icon={KeyRound} title={t("account.resetFactor")} detail={t("account.resetFactorAbout")}
              end={<Button size="sm" kind="danger-quiet" onClick={() => setAsked("resetFactor")}>{t("account.resetFactor")}</Button>} />
          </Show>
          {/* Only whoever can use it is given a rank. */}
          <Show when={props.account.state === "active"}><RankRow account={props.account} reload={props.reload} /></Show>
        </Show>
      </List>
      <SuspendDialog account={isSuspending() ? props.account : null} onClose={() => setIsSuspending(false)} onDone={props.reload} />
      <ConfirmDialog
        open={asked() !== null}
        onOpenChange={(open) => {
          if (open) return;
          setAsked(null);
          act.clear();
        }}
        title={t(`account.${word()}Title`, { name: name() })}
        lead={t(`account.${word()}Lead`)}
        act={t(`account.${word()}Act`)}
        busyLabel={t(`account.${word()}Busy`)}
        error={act.error()}
        onConfirm={go}
      />
    </>
  );
}

/** A rank is chosen first and given by a button: arrow keys alone must not make somebody an admin. */
function RankRow(props: { account: AdminUserDetail; reload: () => Promise<void> }) {
  const admin = useAdmin();
  const { t } = useAdminWords();
  const requests = accountRequests(admin.ask);
  const act = createAct();
  const now = () => props.account.instance_role ?? "";
  const [role, setRole] = createSignal<InstanceRole | "">(now());
  createEffect(on(now, (is) => setRole(is), { defer: true }));
  const give = () =>
    act.run(async () => {
      await requests.setRole(props.account.user.id, role() || null);
      await props.reload();
    }, { loud: true, done: () => t("account.rankDone", { name: props.account.user.display_name }) });
  return (
    <ListRow
      icon={ShieldCheck}
      title={t("accounts.role")}
      detail={t("account.rankAbout")}
      end={
        <span class="admin-rank">
          <Select hideLabel label={t("accounts.role")} value={role()} onChange={setRole}
            options={[{ value: "", label: t("rank.none") }, ...givable(admin.role()).map((value) => ({ value, label: t(`rank.${value}`) }))]} />
          <Show when={role() !== now()}><Button size="sm" kind="primary" busy={act.busy()} busyLabel={t("account.rankSaving")} onClick={() => void give()}>{t("account.rankSave")}</Button></Show>
        </span>
      }
    />
  );
}
