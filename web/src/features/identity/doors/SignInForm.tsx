/** Name and password, then the second step in the same place. */
import type { JSX } from "solid-js";
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { Button, Checkbox, CodeField, PasswordField, TextField, focusFirstError } from "~/ui";
import { DoorForm } from "./DoorForm";
import { say } from "./faults";
import type { SecondStep, SignIn } from "./state";

export function SignInForm(props: { signIn: SignIn; act?: string; autofocus?: boolean }): JSX.Element {
  return (
    <Show when={props.signIn.second()} keyed fallback={<FirstStep signIn={props.signIn} act={props.act} autofocus={props.autofocus ?? true} />}>
      {(step) => <SecondStepForm step={step} restart={() => props.signIn.restart()} />}
    </Show>
  );
}

function FirstStep(props: { signIn: SignIn; act: string | undefined; autofocus: boolean }) {
  const i18n = useI18n();
  const { t } = i18n;
  const form = () => props.signIn.form;
  return (
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
  );
}

function SecondStepForm(props: { step: SecondStep; restart: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const focusNew = (element: HTMLElement) => queueMicrotask(() => element.focus());
  const send = async (element: HTMLElement | null) => {
    const isThrough = await props.step.submit();
    if (!isThrough && element) focusFirstError(element);
  };
  const other = () => props.step.methods.find((one) => one !== props.step.method());
  let code: HTMLInputElement | undefined;
  return (
    <>
      <DoorForm form={props.step} act={t("doors.second_act")} busyLabel={t("doors.second_busy")}>
        <Show
          when={props.step.method() === "totp"}
          fallback={
            <TextField
              size="lg"
              label={t("doors.second_recovery")}
              error={say(i18n, props.step.faults.code)}
              ref={focusNew}
              name="recovery-code"
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              dir="ltr"
              value={props.step.values.code}
              onInput={(value) => props.step.set("code", value)}
            />
          }
        >
          <CodeField
            label={t("doors.second_code")}
            error={say(i18n, props.step.faults.code)}
            ref={(element) => {
              code = element;
              focusNew(element);
            }}
            value={props.step.values.code}
            onInput={(value) => props.step.set("code", value)}
            onComplete={() => void send(code?.form ?? null)}
          />
        </Show>
      </DoorForm>
      <div class="door__swap">
        <Show when={other()}>
          {(method) => (
            <Button kind="quiet" size="sm" onClick={() => props.step.choose(method())}>
              {t(method() === "totp" ? "doors.second_use_totp" : "doors.second_use_recovery")}
            </Button>
          )}
        </Show>
        <Button kind="quiet" size="sm" onClick={() => props.restart()}>
          {t("doors.second_restart")}
        </Button>
      </div>
    </>
  );
}
