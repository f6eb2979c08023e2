/** The bar of unsaved changes at the foot of a page, and the question before such a page is left. */

import { useBeforeLeave } from "@solidjs/router";
import { createSignal, onCleanup, onMount } from "solid-js";
import { ConfirmDialog, UnsavedBar } from "~/ui";
import { useSettingsWords } from "./words";

export function SaveBar(props: {
  /** How many changes wait. */
  count: number;
  busy: boolean;
  /** Why the last try to save failed. */
  error?: string | null;
  onSave: () => void;
  onUndo: () => void;
  /** Addresses that belong to the same page, so that going there loses nothing. */
  samePage?: (path: string) => boolean;
}) {
  const { t } = useSettingsWords();
  const [leave, setLeave] = createSignal<(() => void) | null>(null);

  useBeforeLeave((event) => {
    if (props.count === 0 || event.defaultPrevented) return;
    if (typeof event.to === "string" && props.samePage?.(event.to)) return;
    event.preventDefault();
    setLeave(() => () => event.retry(true));
  });
  onMount(() => {
    const hold = (event: BeforeUnloadEvent) => {
      if (props.count > 0) event.preventDefault();
    };
    const save = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== "s" || props.count === 0) return;
      event.preventDefault();
      if (!props.busy) props.onSave();
    };
    window.addEventListener("beforeunload", hold);
    document.addEventListener("keydown", save);
    onCleanup(() => {
      window.removeEventListener("beforeunload", hold);
      document.removeEventListener("keydown", save);
    });
  });

  return (
    <>
      <UnsavedBar count={props.count} busy={props.busy} error={props.error ?? null} onSave={() => props.onSave()} onUndo={() => props.onUndo()} />
      <ConfirmDialog
        open={leave() !== null}
        onOpenChange={(open) => !open && setLeave(null)}
        title={t("common.leaveTitle")}
        lead={t("common.leaveBody", { n: props.count })}
        keep={t("common.leaveStay")}
        act={t("common.leaveGo")}
        onConfirm={() => {
          const go = leave();
          setLeave(null);
          props.onUndo();
          go?.();
        }}
      />
    </>
  );
}
