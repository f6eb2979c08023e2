/** Coming back: by name and password, or by a code by mail. */
import { paths } from "~/app/paths";
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { usePlace } from "~/lib/instance";
import { useSession } from "~/lib/session-provider";
import { Note } from "~/ui";
import { DoorPage } from "./DoorPage";
import { SignInForm } from "./SignInForm";
import { createSignIn } from "./state";

export default function SignInPage() {
  const { t, tx, locale } = useI18n();
  const session = useSession();
  const place = usePlace();
  const signIn = createSignIn({ ask: session.askAnyone, accept: session.accept, locale });
  const placeName = () => place.instance()?.name ?? "Snug";
  const isEnded = () => {
    const state = session.state();
    return state.kind === "out" && state.ended;
  };
  const lead = () => {
    const second = signIn.second();
    if (second) return t(second.method() === "totp" ? "doors.second_lead" : "doors.second_recovery_lead");
    const mail = signIn.mail();
    if (mail) return mail.request.sent() ? undefined : t("doors.mail_lead");
    return tx("doors.sign_in_lead", { place: <strong><bdi>{placeName()}</bdi></strong> });
  };
  const title = () => {
    if (signIn.second()) return t("doors.second_title");
    return t(signIn.mail() ? "doors.mail_title" : "doors.sign_in_title");
  };
  const isSuspended = () => {
    const state = session.state();
    return state.kind === "out" && state.suspended === true;
  };
  const isFirst = () => !signIn.second() && !signIn.mail();
  return (
    <DoorPage title={title()} lead={lead()}>
      {/* What a new try was answered stands in its place. */}
      <Show when={isEnded() && isFirst() && !signIn.form.note()}>
        <Show when={isSuspended()} fallback={<Note role="status">{t("doors.ended")}</Note>}>
          <Note kind="bad" role="alert">{t("doors.suspended")}</Note>
        </Show>
      </Show>
      <SignInForm signIn={signIn} />
      <Show when={isFirst()}>
        <p class="door__other">
          <Show when={place.instance()?.registration === "open"} fallback={t("doors.has_invitation")}>
            {tx("doors.new_here", { link: <a href={paths.register()}>{t("doors.new_here_link")}</a> })}
          </Show>
        </p>
      </Show>
    </DoorPage>
  );
}
