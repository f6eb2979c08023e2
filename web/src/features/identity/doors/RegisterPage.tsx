/** A new account, where the place lets anybody in. */
import { paths } from "~/app/paths";
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { usePlace } from "~/lib/instance";
import { useSession } from "~/lib/session-provider";
import { Note } from "~/ui";
import { AccountFields, accountFields } from "./AccountFields";
import { DoorForm } from "./DoorForm";
import { DoorPage } from "./DoorPage";
import { createRegister } from "./state";

export default function RegisterPage() {
  const { t, tx, locale } = useI18n();
  const session = useSession();
  const place = usePlace();
  const form = createRegister({ ask: session.askAnyone, accept: session.accept, locale }, null);
  const policy = () => place.instance()?.registration ?? "open";
  return (
    <DoorPage
      title={t("doors.register_title")}
      lead={tx("doors.register_lead", { place: <strong><bdi>{place.instance()?.name ?? "Snug"}</bdi></strong> })}
    >
      <Show
        when={policy() === "open"}
        fallback={<Note kind="warn">{t(policy() === "invite" ? "doors.register_invite" : "doors.register_closed")}</Note>}
      >
        <DoorForm form={form} act={t("doors.register_act")} busyLabel={t("doors.register_busy")}>
          <AccountFields fields={accountFields(form)} placeName={place.instance()?.name} autofocus />
        </DoorForm>
      </Show>
      <p class="door__other">{tx("doors.has_account", { link: <a href={paths.signIn()}>{t("doors.sign_in")}</a> })}</p>
    </DoorPage>
  );
}
