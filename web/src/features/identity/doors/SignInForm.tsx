/** Name and password or a code by mail, then the second step in the same place. */
import Mail from "lucide-solid/icons/mail";
import { type JSX, Switch } from "solid-js";
import { paths } from "~/app/paths";
import { Match, Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { usePlace } from "~/lib/instance";
import { Button, Checkbox, PasswordField, TextField } from "~/ui";
import { DoorForm } from "./DoorForm";
import { say } from "./faults";
import { MailCodeForm } from "./MailCode";
import { SecondStepForm } from "./SecondStep";
import type { SignIn } from "./state";

export function SignInForm(props: { signIn: SignIn; act?: string; autofocus?: boolean }): JSX.Element {
  return (
    <Switch fallback={<FirstStep signIn={props.signIn} act={props.act} autofocus={props.autofocus ?? true} />}>
      <Match when={props.signIn.second()} keyed>
        {(step) => <SecondStepForm step={step} restart={() => props.signIn.restart()} />}
      </Match>
      <Match when={props.signIn.mail()} keyed>
        {(mail) => <MailCodeForm mail={mail} signIn={props.signIn} />}
      </Match>
    </Switch>
  );
}

function FirstStep(props: { signIn: SignIn; act: string | undefined; autofocus: boolean }) {
  const i18n = useI18n();
  const { t } = i18n;
  const place = usePlace();
  const form = () => props.signIn.form;
  const offers = (way: "email_code" | "password_reset") => place.instance()?.auth_methods.includes(way) ?? false;
  return (
    <>
      <DoorForm form={form()} act={props.act ?? t("doors.sign_in")} busyLabel={t("doors.signing_in")}>
        <TextField
          size="lg"
          label={t("doors.login")}
          error={say(i18n, form().faults.login)}
          name="username"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          dir="ltr"
          autofocus={props.autofocus}
          value={form().values.login}
          onInput={(value) => form().set("login", value)}
        />
        <PasswordField
          size="lg"
          label={t("doors.password")}
          labelEnd={
            <Show when={offers("password_reset")}>
              <a href={paths.forgot()}>{t("doors.forgot")}</a>
            </Show>
          }
          error={say(i18n, form().faults.password)}
          name="password"
          autocomplete="current-password"
          value={form().values.password}
          onInput={(value) => form().set("password", value)}
        />
        <Checkbox
          label={t("doors.shared")}
          hint={form().values.shared ? t("doors.shared_hint") : undefined}
          checked={form().values.shared}
          onChange={(isShared) => form().set("shared", isShared)}
        />
      </DoorForm>
      <Show when={offers("email_code")}>
        <p class="door__or">{t("doors.or")}</p>
        <Button size="lg" wide icon={Mail} onClick={() => props.signIn.byMail()}>
          {t("doors.mail_code")}
        </Button>
      </Show>
    </>
  );
}
