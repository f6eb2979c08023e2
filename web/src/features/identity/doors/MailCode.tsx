/** Signing in with a code by mail: the address, then the digits. */
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { Button, Checkbox } from "~/ui";
import { DigitsField } from "./CodeFields";
import { AddressForm, SentTo } from "./CodeRequest";
import { DoorForm } from "./DoorForm";
import type { MailCode, SignIn } from "./state";

export function MailCodeForm(props: { mail: MailCode; signIn: Pick<SignIn, "form" | "byPassword"> }) {
  const { t } = useI18n();
  return (
    <>
      <Show
        when={props.mail.request.sent()}
        fallback={
          <AddressForm request={props.mail.request}>
            <Checkbox
              label={t("doors.shared")}
              hint={props.signIn.form.values.shared ? t("doors.shared_hint") : undefined}
              checked={props.signIn.form.values.shared}
              onChange={(isShared) => props.signIn.form.set("shared", isShared)}
            />
          </AddressForm>
        }
      >
        <SentTo request={props.mail.request} />
        <DoorForm form={props.mail.form} act={t("doors.sign_in")} busyLabel={t("doors.signing_in")}>
          <DigitsField label={t("doors.second_code")} hint={t("doors.mail_life")} form={props.mail.form} />
        </DoorForm>
      </Show>
      <div class="door__swap">
        <Button kind="quiet" size="sm" onClick={() => props.signIn.byPassword()}>
          {t("doors.mail_password")}
        </Button>
      </div>
    </>
  );
}
