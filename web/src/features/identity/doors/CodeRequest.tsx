/** Asking for a code by mail: the address, and afterwards where it went and when it may be sent again. */
import type { JSX, ParentProps } from "solid-js";
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { Button } from "~/ui";
import { AddressField } from "./AddressField";
import { DoorForm } from "./DoorForm";
import { FaultNote } from "./FaultNote";
import type { CodeRequest } from "./state";

export function AddressForm(props: ParentProps<{ request: CodeRequest }>) {
  const { t } = useI18n();
  const form = () => props.request.form;
  return (
    <DoorForm form={form()} act={t("doors.mail_send")} busyLabel={t("doors.mail_sending")}>
      <AddressField form={form()} />
      {props.children}
    </DoorForm>
  );
}

/** `says` where the address is one's own; a door never says whose it is. */
export function SentTo(props: { request: CodeRequest; says?: JSX.Element }) {
  const { t, tx } = useI18n();
  const wait = () => props.request.wait();
  return (
    <div class="door__sent">
      <p class="door__lead" role="status">
        {props.says ?? tx("doors.mail_sent", { email: <strong><bdi dir="ltr">{props.request.sent()?.email}</bdi></strong> })}
      </p>
      <FaultNote of={props.request.form.note()} />
      <div class="door__swap">
        <Show when={wait() > 0} fallback={<SendAgain request={props.request} />}>
          <span class="door__wait">{t("doors.mail_again_in", { n: wait() })}</span>
        </Show>
        <Button kind="quiet" size="sm" onClick={() => props.request.change()}>
          {t("doors.mail_change")}
        </Button>
      </div>
    </div>
  );
}

function SendAgain(props: { request: CodeRequest }) {
  const { t } = useI18n();
  return (
    <Button kind="quiet" size="sm" busy={props.request.form.busy()} busyLabel={t("doors.mail_sending")} onClick={() => void props.request.again()}>
      {t("doors.mail_again")}
    </Button>
  );
}
