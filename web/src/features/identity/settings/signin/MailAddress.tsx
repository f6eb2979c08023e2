/** Adds, changes or verifies the own address: the address, then the code that was sent to it. */

import { createSignal } from "solid-js";
import { AddressField } from "~/features/identity/doors/AddressField";
import { DigitsField } from "~/features/identity/doors/CodeFields";
import { SentTo } from "~/features/identity/doors/CodeRequest";
import type { Ask } from "~/lib/api";
import type { Me } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { useSession } from "~/lib/session-provider";
import { useLive } from "~/lib/store";
import { Button, useToaster } from "~/ui";
import { FormDialog } from "../FormDialog";
import { useSettingsWords } from "../words";
import { type MailAddress, createMailAddress } from "./state/mailAddress";

/** `typed` is the address to begin with: the one that waits to be verified, or none. */
export function MailAddressDialog(props: { ask: Ask; typed: string; onClose: () => void }) {
  const i18n = useI18n();
  const { t, tx } = useSettingsWords();
  const session = useSession();
  const live = useLive();
  const toaster = useToaster();
  const [isOpen, setIsOpen] = createSignal(true);
  const [hasCode, setHasCode] = createSignal(false);
  const close = () => {
    setIsOpen(false);
    props.onClose();
  };
  const took = (me: Me) => {
    session.update(me);
    live.apply({ t: "me_update", d: me });
    toaster.show({ text: t("signIn.emailDone") });
    close();
  };
  // eslint-disable-next-line solid/reactivity -- the dialog is made anew for another address
  const mail = createMailAddress(props.ask, props.typed, took);
  const isAtCode = () => mail.request.sent() !== null || hasCode();
  return (
    <FormDialog
      open={isOpen()}
      onClose={close}
      title={t(props.typed === "" ? "signIn.emailTitle" : "signIn.verifyTitle")}
      lead={isAtCode() ? undefined : t("signIn.emailLead")}
      form={isAtCode() ? mail.form : mail.request.form}
      act={isAtCode() ? t("signIn.verifyAct") : i18n.t("doors.mail_send")}
      busyLabel={isAtCode() ? t("signIn.verifying") : i18n.t("doors.mail_sending")}
    >
      <Show when={isAtCode()} fallback={<Address mail={mail} hasOne={props.typed !== ""} onHasCode={() => setHasCode(true)} />}>
        <Show when={mail.request.sent()}>
          {(sent) => <SentTo request={mail.request} says={tx("signIn.emailSent", { email: <strong><bdi dir="ltr">{sent().email}</bdi></strong> })} />}
        </Show>
        <DigitsField label={i18n.t("doors.second_code")} hint={i18n.t("doors.mail_life")} form={mail.form} />
      </Show>
    </FormDialog>
  );
}

function Address(props: { mail: MailAddress; hasOne: boolean; onHasCode: () => void }) {
  const { t } = useSettingsWords();
  const form = () => props.mail.request.form;
  return (
    <>
      <AddressField form={form()} calm />
      <Show when={props.hasOne}>
        <div>
          <Button kind="quiet" size="sm" onClick={() => props.onHasCode()}>
            {t("signIn.haveCode")}
          </Button>
        </div>
      </Show>
    </>
  );
}
