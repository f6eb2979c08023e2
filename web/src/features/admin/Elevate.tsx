/** The proof that raises a session: password and second step, on the page before the area and in a dialog over a page. */

import { createEffect } from "solid-js";
import { LongCodeField } from "~/features/identity/doors/CodeFields";
import { type Fault, commonFault, fault, say } from "~/features/identity/doors/faults";
import { FormDialog } from "~/features/identity/settings/FormDialog";
import type { Elevate } from "~/lib/api/wire";
import { type Form, createForm } from "~/lib/form";
import { useI18n } from "~/lib/i18n";
import { PasswordField } from "~/ui";
import { useAdmin } from "./scope";
import { useAdminWords } from "./words";

type ElevateForm = Form<{ password: string; code: string }, Fault>;

export function createElevateForm(elevate: (proof: Elevate) => Promise<void>): ElevateForm {
  const form: ElevateForm = createForm<{ password: string; code: string }, Fault>({
    values: { password: "", code: "" },
    check: ({ password, code }) => ({
      password: password === "" ? fault("doors.password_missing") : undefined,
      code: code.trim() === "" ? fault("doors.proof_code_missing") : undefined,
    }),
    send: ({ password, code }) => elevate({ password, code: code.trim() }),
    refused: (problem) => {
      if (problem.code === "invalid_credentials") return { field: "password", fault: fault("doors.proof_wrong") };
      if (problem.code !== "invalid_code") return { fault: commonFault(problem) };
      form.empty("code");
      return { field: "code", fault: fault("doors.second_wrong") };
    },
  });
  return form;
}

export function ElevateFields(props: { form: ElevateForm; /** Takes the focus when it appears. */ first?: boolean }) {
  const i18n = useI18n();
  const { t } = useAdminWords();
  return (
    <>
      <PasswordField
        label={i18n.t("doors.password")}
        autocomplete="current-password"
        ref={(element) => props.first && queueMicrotask(() => element.focus())}
        value={props.form.values.password}
        error={say(i18n, props.form.faults.password)}
        onInput={(value) => props.form.set("password", value)}
      />
      <LongCodeField
        calm
        label={t("door.code")}
        hint={t("door.codeHint")}
        error={say(i18n, props.form.faults.code)}
        name="one-time-code"
        value={props.form.values.code}
        onInput={(value) => props.form.set("code", value)}
      />
    </>
  );
}

/** Over the page; the act that needs admin mode waits for it. */
export function ElevateDialog(props: { open: boolean }) {
  const admin = useAdmin();
  const { t } = useAdminWords();
  const form = createElevateForm(admin.elevation.elevate);
  // Nothing of a proof stays when the dialog closes.
  createEffect(() => {
    if (!props.open) form.clear();
  });
  return (
    <FormDialog
      open={props.open}
      onClose={admin.elevation.decline}
      title={t("door.title")}
      lead={t(admin.elevation.isOver() ? "door.againLead" : "door.stayLead")}
      form={form}
      act={t("door.go")}
      busyLabel={t("door.going")}
    >
      <ElevateFields form={form} />
    </FormDialog>
  );
}
