/** What opens the account: password, authenticator app, recovery codes, address; and the dialogs that change them. */

import { Switch, createSignal } from "solid-js";
import { Match, Show } from "~/lib/flow";
import type { Ask } from "~/lib/api";
import { usePlace } from "~/lib/instance";
import { useReauth } from "~/lib/reauth";
import { useSession } from "~/lib/session-provider";
import { useLive } from "~/lib/store";
import { ConfirmDialog, ErrorState, List, PageSection, Skeleton } from "~/ui";
import { createAct, orThrow } from "../act";
import { explain } from "../explain";
import { useSettingsWire } from "../wire";
import { useSettingsWords } from "../words";
import { AddAppDialog } from "./AddApp";
import { ChangePassword } from "./ChangePassword";
import { MailAddressDialog } from "./MailAddress";
import { RecoveryCodesDialog } from "./RecoveryCodes";
import { AppRow, CodesRow, EmailRow, PasswordRow } from "./WayRows";
import { createAddApp } from "./state/addApp";
import { createFactors } from "./state/factors";

/** What is asked before it is done. */
type Asked = "replace" | "off" | "codes" | "removeEmail";

export function WaysIn() {
  const words = useSettingsWords();
  const { t } = words;
  const wire = useSettingsWire();
  const place = usePlace();
  const session = useSession();
  const live = useLive();
  const { withReauth } = useReauth();
  const act = createAct();
  const [asked, setAsked] = createSignal<Asked | null>(null);
  const [task, setTask] = createSignal<"password" | "email" | "verify" | null>(null);
  const ask: Ask = (...request) => withReauth(() => wire.ask(...request));
  const factors = createFactors(wire.ask, live.listen);
  const reload = () => void factors.load();
  const app = createAddApp(ask, reload);
  const mailWorks = () => place.instance()?.auth_methods.includes("email_code") ?? false;

  const begin = () => void act.run(app.begin, { loud: true });
  const turnOff = async () => {
    await ask("DELETE", "/me/totp");
    reload();
  };
  const removeEmail = async () => {
    await ask("DELETE", "/me/email");
    const me = session.me();
    if (me) session.update({ ...me, email: null, email_verified: false });
  };
  /** Between the old app and the new one there is none: say so when it stays at that. */
  const between = () => (app.isBetween() ? t("signIn.oldIsOff") : null);
  const go = () => {
    const what = asked();
    if (what === "replace") return act.run(app.replace, { words: between });
    if (what === "off") return act.run(turnOff, { done: () => t("signIn.offDone") });
    if (what === "codes") return act.run(app.renew);
    return act.run(removeEmail, { done: () => t("signIn.emailGone") });
  };
  const questions = {
    replace: () => ({ title: t("signIn.replaceTitle"), lead: t("signIn.replaceBody"), act: t("signIn.replace"), calm: true }),
    off: () => ({ title: t("signIn.offTitle"), lead: t("signIn.offBody"), act: t("signIn.turnOff"), calm: false }),
    codes: () => ({ title: t("signIn.renewTitle"), lead: t("signIn.renewBody"), act: t("signIn.newCodes"), calm: true }),
    removeEmail: () => ({ title: t("signIn.emailRemoveTitle"), lead: t("signIn.emailRemoveBody"), act: t("signIn.remove"), calm: false }),
  } satisfies Record<Asked, () => object>;
  const question = () => questions[asked() ?? "replace"]();

  return (
    <PageSection title={t("signIn.ways")} lead={t("signIn.waysHint")}>
      <Switch fallback={<Skeleton shape="rows" rows={4} />}>
        <Match when={factors.now()}>
          {(now) => (
            <List label={t("signIn.ways")}>
              <PasswordRow factors={now()} onChange={() => setTask("password")} />
              <AppRow factors={now()} busy={act.busy()} onSetUp={begin} onReplace={() => setAsked("replace")} onTurnOff={() => setAsked("off")} />
              <Show when={now().totp}>
                <CodesRow factors={now()} onNew={() => setAsked("codes")} />
              </Show>
              <EmailRow mailWorks={mailWorks()} onChange={() => setTask("email")} onVerify={() => setTask("verify")} onRemove={() => setAsked("removeEmail")} />
            </List>
          )}
        </Match>
        <Match when={factors.error()}>
          {(cause) => <ErrorState title={t("errors.title")} onRetry={reload}>{explain(words, cause())}</ErrorState>}
        </Match>
      </Switch>
      <ConfirmDialog
        open={asked() !== null}
        onOpenChange={(open) => {
          if (open) return;
          setAsked(null);
          act.clear();
        }}
        title={question().title}
        lead={question().lead}
        act={question().act}
        calm={question().calm}
        error={act.error()}
        onConfirm={() => orThrow(go())}
      />
      <AddAppDialog app={app} />
      <RecoveryCodesDialog app={app} />
      <Show when={task() === "password"}>
        <ChangePassword ask={ask} onClose={() => setTask(null)} onDone={reload} />
      </Show>
      <Show when={task() === "email" || task() === "verify"}>
        <MailAddressDialog ask={ask} typed={task() === "verify" ? (session.me()?.email ?? "") : ""} onClose={() => setTask(null)} />
      </Show>
    </PageSection>
  );
}
