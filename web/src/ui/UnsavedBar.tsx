/** Rises at the foot while changes are not saved: how many, undo, save. */
import { Show } from "../lib/flow";
import { useI18n } from "../lib/i18n";
import { Button } from "./Button";
import "./UnsavedBar.css";

export function UnsavedBar(props: {
  /** Number of changes; 0 hides the bar. */
  count: number;
  onUndo: () => void;
  onSave: () => void;
  busy?: boolean;
  /** Why saving failed. */
  error?: string | null | undefined;
}) {
  const { t } = useI18n();
  return (
    <div class="unsaved-place" role="region" aria-live="polite">
      <Show when={props.count > 0}>
        <div class="unsaved">
          <span class="unsaved__text">{props.error || t("ui.unsaved", { n: props.count })}</span>
          <Button kind="quiet" disabled={props.busy ?? false} onClick={() => props.onUndo()}>
            {t("ui.undo")}
          </Button>
          <Button kind="primary" busy={props.busy ?? false} busyLabel={t("ui.saving")} onClick={() => props.onSave()}>
            {t("ui.save")}
          </Button>
        </div>
      </Show>
    </div>
  );
}
