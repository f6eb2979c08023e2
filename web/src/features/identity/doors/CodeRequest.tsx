/** Asking for a code by mail: the address, and afterwards where it went and when it may be sent again. */
import type { JSX, ParentProps } from "solid-js";
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { Button, Note, TextField } from "~/ui";
import { DoorForm } from "./DoorForm";
import { say } from "./faults";
import type { CodeRequest } from "./state";

export function AddressForm(props: ParentProps<{ request: CodeRequest }>) {
  const i18n = useI18n();
  const { t } = i18n;
  const form = () => props.request.form;
  return (
    <DoorForm form={form()} act={t("doors.mail_send")} busyLabel={t("doors.mail_sending")}>
      <TextField
        size="lg"
        label={t("doors.email")}
        error={say(i18n, form().faults.email)}
        ref={(element) => queueMicrotask(() => element.focus())}
        name="email"
        type="email"
        autocomplete="email"
        autocapitalize="none"
        spellcheck={false}
        dir="ltr"
        value={form().values.email}
        onInput={(value) => form().set("email", value)}
        onBlur={() => form().leave("email")}
      />
      {props.children}
    </DoorForm>
  );
}

/** `says` where the address is one's own; a door never says whose it is. */
export function SentTo(props: { request: CodeRequest; says?: JSX.Element }) {
  const i18n = useI18n();
  const { t, tx } = i18n;
  const wait = () => props.request.wait();
  return (
    <div class="door__sent">
      <p class="door__lead" role="status">
        {props.says ?? tx("doors.mail_sent", { email: <strong><bdi dir="ltr">{props.request.sent()?.email}</bdi></strong> })}
      </p>
      <Show when={say(i18n, props.request.form.note())}>
        {(text) => (
          <Note kind="bad" role="alert">
            {text()}
          </Note>
        )}
      </Show>
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
