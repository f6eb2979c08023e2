/** The place wants a second step of this account: it is set up here, or one signs out. */

import ShieldCheck from "lucide-solid/icons/shield-check";
import { createEffect, createSignal, on } from "solid-js";
import { DoorPage } from "~/features/identity/doors/DoorPage";
import type { Ask } from "~/lib/api";
import type { Me } from "~/lib/api/wire";
import { useI18n } from "~/lib/i18n";
import { useReauth } from "~/lib/reauth";
import { useSession } from "~/lib/session-provider";
import { Button } from "~/ui";
import { ActError } from "./ActError";
import { createAct } from "./act";
import { ReauthProvider } from "./Reauth";
import { AddAppDialog } from "./signin/AddApp";
import { RecoveryCodesDialog } from "./signin/RecoveryCodes";
import { createAddApp } from "./signin/state/addApp";
import { SettingsWireProvider } from "./wire";
import { SettingsWords, useSettingsWords } from "./words";
import "./settings.css";

export default function FactorPage() {
  const { t } = useI18n();
  return (
    <DoorPage title={t("doors.factor_title")} lead={t("doors.factor_lead")}>
      <SettingsWords>
        <SettingsWireProvider>
          <ReauthProvider>
            <SetUp />
          </ReauthProvider>
        </SettingsWireProvider>
      </SettingsWords>
    </DoorPage>
  );
}

function SetUp() {
  const { t } = useSettingsWords();
  const i18n = useI18n();
  const session = useSession();
  const { withReauth } = useReauth();
  const beginning = createAct();
  const leaving = createAct();
  const going = createAct();
  const [isSet, setIsSet] = createSignal(false);
  const ask: Ask = (...request) => withReauth(() => session.ask(...request));
  const app = createAddApp(ask, () => undefined);
  const goOn = () =>
    going.run(async () => {
      session.update(await session.ask<Me>("GET", "/me"));
      session.setFactorDue(false);
    });
  // The codes are shown once; whoever closed them has what is needed to go on.
  createEffect(on(() => app.step().at, (at, before) => {
    if (at === "codes") setIsSet(true);
    if (before === "codes" && at === "none") void goOn();
  }));
  return (
    <div class="door__fields">
      <ActError of={beginning} />
      <ActError of={leaving} />
      <ActError of={going} />
      <Button kind="primary" size="lg" wide icon={ShieldCheck} busy={beginning.busy() || going.busy()} busyLabel={i18n.t("doors.factor_busy")} onClick={() => void (isSet() ? goOn() : beginning.run(app.begin))}>
        {isSet() ? i18n.t("doors.factor_on") : t("signIn.addTitle")}
      </Button>
      <Button kind="quiet" busy={leaving.busy()} onClick={() => void leaving.run(session.signOut)}>{t("nav.signOut")}</Button>
      <AddAppDialog app={app} />
      <RecoveryCodesDialog app={app} />
    </div>
  );
}
