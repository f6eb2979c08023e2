/** The first page of a fresh place: a name and a password, and the door is open. */
import Info from "lucide-solid/icons/info";
import ShieldCheck from "lucide-solid/icons/shield-check";
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { usePlace } from "~/lib/instance";
import { useSession } from "~/lib/session-provider";
import { Icon, TextField } from "~/ui";
import { AccountFields, accountFields } from "./AccountFields";
import { DoorForm } from "./DoorForm";
import { DoorPage } from "./DoorPage";
import { say } from "./faults";
import { createSetup } from "./state";

/** Takes the one-time code from the address and clears it, so that it stays in no history. */
function takeCode(): string {
  const typed = window.location.hash.slice(1);
  // A code is letters and digits; what is not one is left for the person to correct.
  const code = /^[A-Za-z0-9]+$/.test(typed) ? typed : "";
  if (code !== "") window.history.replaceState(window.history.state, "", window.location.pathname);
  return code;
}

export default function SetupPage() {
  const i18n = useI18n();
  const { t } = i18n;
  const session = useSession();
  const place = usePlace();
  const form = createSetup(
    {
      ask: session.askAnyone,
      accept: (answer) => {
        session.accept(answer);
        place.change({ setup_needed: false });
      },
      locale: i18n.locale,
    },
    takeCode(),
  );
  const startsWithCode = form.asksCode();
  return (
    <DoorPage
      title={t("doors.setup_title")}
      lead={t("doors.setup_lead")}
      foot={
        <>
          <Icon of={ShieldCheck} size="sm" />
          {t("doors.setup_once")}
        </>
      }
    >
      <DoorForm form={form} act={t("doors.setup_act")} busyLabel={t("doors.setup_busy")}>
        <Show when={form.asksCode()}>
          <TextField
            size="lg"
            label={t("doors.setup_code")}
            hint={t("doors.setup_code_hint")}
            error={say(i18n, form.faults.code)}
            name="setup-code"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            dir="ltr"
            autofocus={startsWithCode}
            value={form.values.code}
            onInput={(value) => form.set("code", value)}
          />
        </Show>
        <AccountFields fields={accountFields(form)} autofocus={!startsWithCode} />
      </DoorForm>
      <p class="door__hint">
        <Icon of={Info} size="sm" />
        <span>{t("doors.setup_later")}</span>
      </p>
    </DoorPage>
  );
}
