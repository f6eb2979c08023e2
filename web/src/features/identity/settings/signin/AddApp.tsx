/** Adds an authenticator app: the picture to scan, the same to type, and the first code that proves it works. */

import Copy from "lucide-solid/icons/copy";
import { DigitsField } from "~/features/identity/doors/CodeFields";
import type { TotpStart } from "~/lib/api/wire";
import { inGroups } from "~/lib/codes";
import { Show } from "~/lib/flow";
import { IconButton, Note } from "~/ui";
import { QrPicture } from "~/ui/art/QrPicture";
import { FormDialog } from "../FormDialog";
import { useSettingsWords } from "../words";
import type { AddApp } from "./state/addApp";
import { createCopy } from "./copy";

export function AddAppDialog(props: { app: AddApp }) {
  const { t } = useSettingsWords();
  const scan = () => {
    const step = props.app.step();
    return step.at === "scan" ? step : null;
  };
  return (
    <FormDialog
      wide
      open={scan() !== null}
      onClose={() => props.app.close()}
      title={t("signIn.addTitle")}
      lead={t("signIn.addLead")}
      form={props.app.form}
      leave={t("signIn.notNow")}
      act={t("signIn.turnOn")}
      busyLabel={t("signIn.turningOn")}
      disabled={props.app.form.values.code.length < 6}
      keepOpen={props.app.form.values.code !== ""}
    >
      <Show when={scan()}>
        {(it) => (
          <>
            <Show when={it().replaces}>
              <Note kind="warn" role="status">{t("signIn.oldIsOff")}</Note>
            </Show>
            <Scan start={it().start} app={props.app} />
          </>
        )}
      </Show>
    </FormDialog>
  );
}

function Scan(props: { start: TotpStart; app: AddApp }) {
  const { t } = useSettingsWords();
  const copy = createCopy();
  return (
    <div class="add-app">
      <QrPicture text={props.start.otpauth_uri} label={t("signIn.qr")} />
      <div class="add-app-words">
        <section aria-label={t("signIn.cannotScan")}>
          <p class="field__label">{t("signIn.cannotScan")}</p>
          <div class="add-app-secret">
            <code dir="ltr" translate="no">{inGroups(props.start.secret)}</code>
            <IconButton icon={Copy} label={t("signIn.copySecret")} onClick={() => void copy(props.start.secret, t("signIn.secretCopied"))} />
          </div>
          <p class="set-soft">{t("signIn.typeByHand")}</p>
        </section>
        <DigitsField label={t("signIn.digits")} hint={t("signIn.digitsHint")} form={props.app.form} />
      </div>
    </div>
  );
}
