/** Asks once more who is there when an act needs a fresh proof, and then lets the act go on. */

import { type ParentProps, createEffect } from "solid-js";
import { LongCodeField } from "~/features/identity/doors/CodeFields";
import { type Fault, commonFault, fault, say } from "~/features/identity/doors/faults";
import { troubleOf } from "~/lib/api";
import { Show } from "~/lib/flow";
import { createForm } from "~/lib/form";
import { useI18n } from "~/lib/i18n";
import { ReauthContext, createReauth } from "~/lib/reauth";
import { useSession } from "~/lib/session-provider";
import { PasswordField } from "~/ui";
import { FormDialog } from "./FormDialog";
import { useSettingsWire } from "./wire";
import { useSettingsWords } from "./words";

export function ReauthProvider(props: ParentProps) {
  const { t } = useSettingsWords();
  const i18n = useI18n();
  const wire = useSettingsWire();
  const session = useSession();
  const reauth = createReauth(
    (proof) => wire.ask<void>("POST", "/auth/reauth", proof),
    (error) => troubleOf(error).code === "reauth_required",
  );
  const hasFactor = () => session.me()?.second_factor ?? false;
  const form = createForm<{ password: string; code: string }, Fault>({
    values: { password: "", code: "" },
    check: ({ password, code }) => ({
      password: password === "" ? fault("doors.password_missing") : undefined,
      code: hasFactor() && code.trim() === "" ? fault("doors.proof_code_missing") : undefined,
    }),
    send: ({ password, code }) => reauth.answer({ password, ...(hasFactor() ? { code: code.trim() } : {}) }),
    refused: (problem) => {
      if (problem.code === "invalid_credentials") return { field: "password", fault: fault("doors.proof_wrong") };
      if (problem.code !== "invalid_code") return { fault: commonFault(problem) };
      form.empty("code");
      return { field: "code", fault: fault("doors.second_wrong") };
    },
  });
  // Nothing of a proof stays when the dialog closes.
  createEffect(() => {
    if (!reauth.asking()) form.clear();
  });

  return (
    <ReauthContext.Provider value={reauth}>
      {props.children}
      <FormDialog
        open={reauth.asking()}
        onClose={reauth.decline}
        title={t("reauth.title")}
        lead={t("reauth.body")}
        form={form}
        act={t("reauth.go")}
        busyLabel={t("reauth.going")}
      >
        <PasswordField
          label={i18n.t("doors.password")}
          autocomplete="current-password"
          value={form.values.password}
          error={say(i18n, form.faults.password)}
          onInput={(value) => form.set("password", value)}
        />
        <Show when={hasFactor()}>
          <LongCodeField
            calm
            label={i18n.t("doors.reset_factor")}
            hint={t("reauth.codeHint")}
            error={say(i18n, form.faults.code)}
            name="one-time-code"
            value={form.values.code}
            onInput={(value) => form.set("code", value)}
          />
        </Show>
      </FormDialog>
    </ReauthContext.Provider>
  );
}
