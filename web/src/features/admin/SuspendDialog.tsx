/** Asks why and for how long an account is locked, and locks it. */

import { createEffect, createSignal, createUniqueId, on } from "solid-js";
import { ActError, createAct, explainFault, useSettingsWords } from "~/features/identity/settings";
import type { AdminUserDetail } from "~/lib/api/wire";
import { useLive } from "~/lib/store";
import { LIMITS, faultOf, tidy } from "~/lib/rules";
import { Button, Dialog, Select, TextArea, focusFirstError } from "~/ui";
import { accountRequests } from "./requests";
import { useAdmin } from "./scope";
import { lengthsFor } from "./state/ranks";
import { useAdminWords } from "./words";

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
const FOR_GOOD = "";
/** What goes by until the server looks: a week of a moderator must not be a second too long by then. */
const SPARE_MS = 5000;

export function SuspendDialog(props: { account: AdminUserDetail | null; onClose: () => void; onDone: () => Promise<void> }) {
  const admin = useAdmin();
  const live = useLive();
  const { t } = useAdminWords();
  const common = useSettingsWords();
  const requests = accountRequests(admin.ask);
  const act = createAct();
  const form = createUniqueId();
  const [reason, setReason] = createSignal("");
  const [hours, setHours] = createSignal(FOR_GOOD);
  const [wrong, setWrong] = createSignal<string | null>(null);
  const lengths = () => lengthsFor(admin.role());
  const name = () => props.account?.user.display_name ?? "";
  createEffect(on(() => props.account?.user.id, () => {
    setReason("");
    setHours(lengths().isForGood ? FOR_GOOD : String(DAY_HOURS));
    setWrong(null);
    act.clear();
  }));
  const length = (value: number) => (value < DAY_HOURS ? t("account.forHours", { n: value }) : t("account.forDays", { n: value / DAY_HOURS }));
  const send = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const element = event.currentTarget;
    const account = props.account;
    const words = tidy(reason(), LIMITS.suspension);
    setWrong(words === "" ? t("account.reasonMissing") : explainFault(common, faultOf(reason(), LIMITS.suspension)));
    if (wrong() || !account) return focusFirstError(element);
    const until = hours() === FOR_GOOD ? null : new Date(live.serverMs() + Number(hours()) * HOUR_MS - SPARE_MS).toISOString();
    const isDone = await act.run(
      async () => {
        await requests.suspend(account.user.id, { reason: words, until });
        await props.onDone();
      },
      { done: () => t("account.suspendDone", { name: account.user.display_name }) },
    );
    if (isDone) props.onClose();
  };
  return (
    <Dialog
      open={props.account !== null}
      onOpenChange={(open) => !open && !act.busy() && props.onClose()}
      title={t("account.suspendTitle", { name: name() })}
      lead={t("account.suspendLead")}
      keepOpen={reason() !== ""}
      acts={
        <>
          <Button kind="quiet" onClick={() => !act.busy() && props.onClose()}>{common.t("common.cancel")}</Button>
          <Button kind="danger" type="submit" form={form} busy={act.busy()} busyLabel={t("account.suspending")}>{t("account.suspend")}</Button>
        </>
      }
    >
      <form id={form} class="set-dialog-form" novalidate onSubmit={(event) => void send(event)}>
        <TextArea label={t("account.reason")} hint={t("account.reasonHint")} value={reason()} error={wrong()} onInput={setReason} dir="auto" rows={3} />
        <Select
          label={t("account.length")}
          value={hours()}
          onChange={setHours}
          options={[
            ...(lengths().isForGood ? [{ value: FOR_GOOD, label: t("account.forGood") }] : []),
            ...lengths().hours.map((one) => ({ value: String(one), label: length(one) })),
          ]}
        />
        <ActError of={act} />
      </form>
    </Dialog>
  );
}
