/** A new password; other sessions end unless they are kept. */

import { createSignal } from "solid-js";
import { type Fault, commonFault, fault, newPasswordFault, say } from "~/features/identity/doors/faults";
import type { Ask } from "~/lib/api";
import { createForm } from "~/lib/form";
import { useI18n } from "~/lib/i18n";
import { usePlace } from "~/lib/instance";
import { useSession } from "~/lib/session-provider";
import { Checkbox, PasswordField, useToaster } from "~/ui";
import { FormDialog } from "../FormDialog";
import { useSettingsWords } from "../words";

export function ChangePassword(props: { ask: Ask; onClose: () => void; onDone: () => void }) {
  const i18n = useI18n();
  const { t } = useSettingsWords();
  const place = usePlace();
  const session = useSession();
  const toaster = useToaster();
  const [isOpen, setIsOpen] = createSignal(true);
  const close = () => {
    setIsOpen(false);
    props.onClose();
  };
  const form = createForm<{ password: string; ends: boolean }, Fault>({
    values: { password: "", ends: true },
    check: ({ password }) => ({ password: newPasswordFault(password) }),
    send: async ({ password, ends }) => {
      await props.ask("POST", "/me/password", { new: password, keep_other_sessions: !ends });
      toaster.show({ text: t(ends ? "signIn.passwordDoneAll" : "signIn.passwordDone") });
      props.onDone();
      close();
    },
    refused: (problem) => (problem.code === "invalid" ? { field: "password", fault: fault("doors.password_common") } : { fault: commonFault(problem) }),
  });
  return (
    <FormDialog
      open={isOpen()}
      onClose={close}
      title={t("signIn.passwordTitle")}
      form={form}
      act={t("signIn.passwordAct")}
      busyLabel={t("signIn.passwordBusy")}
      keepOpen={form.values.password !== ""}
    >
      <PasswordField
        label={i18n.t("doors.reset_password")}
        hint={form.values.password === "" ? i18n.t("doors.password_hint") : undefined}
        error={say(i18n, form.faults.password)}
        name="new-password"
        autocomplete="new-password"
        strength={[session.me()?.username ?? "", place.instance()?.name ?? ""]}
        value={form.values.password}
        onInput={(value) => form.set("password", value)}
        onBlur={() => form.leave("password")}
      />
      <Checkbox label={t("signIn.endOthers")} hint={t("signIn.endOthersHint")} checked={form.values.ends} onChange={(ends) => form.set("ends", ends)} />
    </FormDialog>
  );
}
