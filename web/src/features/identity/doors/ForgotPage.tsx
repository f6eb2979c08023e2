/** A new password for who forgot the old one: address, code and password on one page; nothing of it is kept in an address or a store. */
import { Switch } from "solid-js";
import { paths } from "~/app/paths";
import { Match, Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { usePlace } from "~/lib/instance";
import { useSession } from "~/lib/session-provider";
import { LinkButton, Note, PasswordField } from "~/ui";
import { LongCodeField } from "./CodeFields";
import { AddressForm, SentTo } from "./CodeRequest";
import { DoorForm } from "./DoorForm";
import { DoorPage } from "./DoorPage";
import { say } from "./faults";
import { type Reset, createReset } from "./state";

export default function ForgotPage() {
  const { t } = useI18n();
  const session = useSession();
  const place = usePlace();
  const reset = createReset({ ask: session.askAnyone });
  const isOffered = () => place.instance()?.auth_methods.includes("password_reset");
  const lead = () => {
    if (reset.isDone()) return t("doors.reset_done");
    return isOffered() && !reset.request.sent() ? t("doors.forgot_lead") : undefined;
  };
  return (
    <DoorPage title={t(reset.isDone() ? "doors.reset_done_title" : "doors.forgot_title")} lead={lead()}>
      <Switch fallback={<AddressForm request={reset.request} />}>
        <Match when={!isOffered()}>
          <Note kind="warn">{t("doors.forgot_off")}</Note>
        </Match>
        <Match when={reset.isDone()}>
          <LinkButton kind="primary" size="lg" wide href={paths.signIn()} ref={(element) => queueMicrotask(() => element.focus())}>
            {t("doors.sign_in")}
          </LinkButton>
        </Match>
        <Match when={reset.request.sent()}>
          <SentTo request={reset.request} />
          <ResetForm reset={reset} />
        </Match>
      </Switch>
      <Show when={!reset.isDone()}>
        <p class="door__other">
          <a href={paths.signIn()}>{t("doors.forgot_back")}</a>
        </p>
      </Show>
    </DoorPage>
  );
}

function ResetForm(props: { reset: Reset }) {
  const i18n = useI18n();
  const { t } = i18n;
  const place = usePlace();
  const form = () => props.reset.form;
  return (
    <DoorForm form={form()} act={t("doors.reset_act")} busyLabel={t("doors.reset_busy")}>
      <LongCodeField
        label={t("doors.reset_code")}
        hint={t("doors.reset_code_hint")}
        error={say(i18n, form().faults.code)}
        name="reset-code"
        value={form().values.code}
        onInput={(value) => form().set("code", value)}
      />
      <PasswordField
        size="lg"
        label={t("doors.reset_password")}
        hint={form().values.password === "" ? t("doors.password_hint") : undefined}
        error={say(i18n, form().faults.password)}
        name="password"
        autocomplete="new-password"
        strength={[place.instance()?.name ?? ""]}
        value={form().values.password}
        onInput={(value) => form().set("password", value)}
        onBlur={() => form().leave("password")}
      />
      <Show when={props.reset.asksFactor()}>
        <LongCodeField
          label={t("doors.reset_factor")}
          hint={t("doors.reset_factor_hint")}
          error={null}
          name="second-step"
          value={form().values.factor}
          onInput={(value) => form().set("factor", value)}
        />
      </Show>
    </DoorForm>
  );
}
