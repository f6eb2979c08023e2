/** An invitation: what one is invited to, and a way in on the same card. */
import { useNavigate, useParams } from "@solidjs/router";
import { Switch, createSignal, onMount } from "solid-js";
import { paths } from "~/app/paths";
import type { InvitePreview, SignedIn } from "~/lib/api/wire";
import { Match, Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { useSession } from "~/lib/session-provider";
import { Button, LinkButton, Segments, Skeleton, SpaceIcon } from "~/ui";
import { AccountFields, accountFields } from "./AccountFields";
import { DoorForm } from "./DoorForm";
import { DoorPage } from "./DoorPage";
import { FaultNote } from "./FaultNote";
import { say } from "./faults";
import { SignInForm } from "./SignInForm";
import { type Join, createJoin, createRegister, createSignIn } from "./state";

export default function JoinPage() {
  const params = useParams<{ code: string }>();
  return (
    <Show when={params.code} keyed>
      {(code) => <Invitation code={code} />}
    </Show>
  );
}

/** Stands for one code; made anew for another. */
function Invitation(props: { code: string }) {
  const i18n = useI18n();
  const { t } = i18n;
  const session = useSession();
  // eslint-disable-next-line solid/reactivity -- another code is another page
  const join = createJoin({ ask: session.askAnyone }, props.code);
  onMount(() => void join.load());
  const live = () => {
    const invitation = join.invitation();
    return invitation.kind === "live" ? invitation.preview : null;
  };
  const title = () => {
    const kind = join.invitation().kind;
    if (kind === "expired") return t("doors.join_expired_title");
    if (kind === "unknown") return t("doors.join_unknown_title");
    return t(kind === "failed" ? "doors.join_failed_title" : "doors.join_title");
  };
  const lead = () => {
    const invitation = join.invitation();
    if (invitation.kind === "expired") return t("doors.join_expired");
    if (invitation.kind === "unknown") return t("doors.join_unknown");
    return invitation.kind === "failed" ? say(i18n, invitation.fault) : undefined;
  };
  return (
    <DoorPage title={title()} lead={lead()}>
      <Switch
        fallback={
          <LinkButton size="lg" wide href={paths.home()}>
            {t(session.me() ? "doors.go_home" : "doors.sign_in")}
          </LinkButton>
        }
      >
        <Match when={join.invitation().kind === "loading"}>
          <Skeleton shape="rows" rows={2} />
        </Match>
        <Match when={live()}>{(preview) => <LiveInvitation code={props.code} join={join} preview={preview()} />}</Match>
        <Match when={join.invitation().kind === "failed"}>
          <Button kind="primary" size="lg" wide onClick={() => void join.load()}>
            {t("ui.try_again")}
          </Button>
        </Match>
      </Switch>
    </DoorPage>
  );
}

function LiveInvitation(props: { code: string; join: Join; preview: InvitePreview }) {
  const { t, tx } = useI18n();
  const session = useSession();
  const navigate = useNavigate();
  const enter = async () => {
    if (await props.join.join(session.ask)) navigate(paths.home());
  };
  return (
    <>
      <InvitationCard preview={props.preview} />
      <Show when={session.me()} fallback={<Ways code={props.code} enter={() => void enter()} />}>
        {(me) => (
          <>
            <p class="door__lead">{tx("doors.join_as", { name: <strong><bdi>{me().display_name}</bdi></strong> })}</p>
            <FaultNote of={props.join.note()} />
            <Button kind="primary" size="lg" wide busy={props.join.busy()} busyLabel={t("doors.join_busy")} onClick={() => void enter()}>
              {t("doors.join_act")}
            </Button>
            <Button kind="quiet" onClick={() => void session.signOut()}>
              {t("doors.join_other")}
            </Button>
          </>
        )}
      </Show>
    </>
  );
}

function InvitationCard(props: { preview: InvitePreview }) {
  const { t, tx, formats } = useI18n();
  return (
    <section class="door__card">
      <SpaceIcon id={props.preview.space_name} name={props.preview.space_name} picture={props.preview.space_icon} size={48} />
      <div>
        <h2 class="door__card-name">
          <bdi>{props.preview.space_name}</bdi>
        </h2>
        <p class="door__card-line">
          {tx("doors.join_by", { name: <bdi>{props.preview.inviter}</bdi>, space: <bdi>{props.preview.space_name}</bdi> })}
        </p>
        <p class="door__card-line--small">
          {t("doors.join_members", { n: props.preview.member_count })} · {t("doors.join_until", { date: formats().date(props.preview.expires_at) })}
        </p>
      </div>
    </section>
  );
}

function Ways(props: { code: string; enter: () => void }) {
  const { t, locale } = useI18n();
  const session = useSession();
  const [way, setWay] = createSignal<"new" | "known">("new");
  // A new account is in the space already, and joining again only leads on; an old one joins now.
  const accept = (answer: SignedIn) => {
    session.accept(answer);
    props.enter();
  };
  const doorway = { ask: session.askAnyone, accept, locale };
  // eslint-disable-next-line solid/reactivity -- another code is another page
  const register = createRegister(doorway, props.code);
  const signIn = createSignIn(doorway);
  return (
    <>
      <Segments
        wide
        label={t("doors.join_choice")}
        value={way()}
        onChange={setWay}
        options={[
          { value: "new", label: t("doors.join_new") },
          { value: "known", label: t("doors.join_known") },
        ]}
      />
      <Show when={way() === "new"} fallback={<SignInForm signIn={signIn} act={t("doors.join_sign_in")} autofocus={false} />}>
        <DoorForm form={register} act={t("doors.join_register")} busyLabel={t("doors.register_busy")}>
          <AccountFields fields={accountFields(register)} />
        </DoorForm>
      </Show>
    </>
  );
}
