/** The second step, in the place of the first: six digits of the app, or a recovery code. */
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { Button } from "~/ui";
import { DigitsField, LongCodeField } from "./CodeFields";
import { DoorForm } from "./DoorForm";
import { say } from "./faults";
import type { SecondStep } from "./state";

export function SecondStepForm(props: { step: SecondStep; restart: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const other = () => props.step.methods.find((one) => one !== props.step.method());
  return (
    <>
      <DoorForm form={props.step} act={t("doors.second_act")} busyLabel={t("doors.second_busy")}>
        <Show
          when={props.step.method() === "totp"}
          fallback={
            <LongCodeField
              label={t("doors.second_recovery")}
              error={say(i18n, props.step.faults.code)}
              name="recovery-code"
              value={props.step.values.code}
              onInput={(value) => props.step.set("code", value)}
            />
          }
        >
          <DigitsField label={t("doors.second_code")} form={props.step} />
        </Show>
      </DoorForm>
      <div class="door__swap">
        <Show when={other()}>
          {(method) => (
            <Button kind="quiet" size="sm" onClick={() => props.step.choose(method())}>
              {t(method() === "totp" ? "doors.second_use_totp" : "doors.second_use_recovery")}
            </Button>
          )}
        </Show>
        <Button kind="quiet" size="sm" onClick={() => props.restart()}>
          {t("doors.second_restart")}
        </Button>
      </div>
    </>
  );
}
