/** Asks before what cannot be undone: quotes what goes, names the act on the button, and starts at the safe one. */
import * as Parts from "@kobalte/core/alert-dialog";
import { type JSX, createEffect, createSignal } from "solid-js";
import { Part, Show } from "../lib/flow";
import { useI18n } from "../lib/i18n";
import { Button } from "./Button";
import { escapeTo } from "./escape";
import { createFocusKeeper } from "./keepFocus";
import { TextField } from "./TextField";
import "./Dialog.css";

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** "Delete this message?" */
  title: string;
  /** What goes and whom it touches. */
  lead: JSX.Element;
  /** The thing itself, quoted. */
  quote?: JSX.Element;
  /** The verb on the button, "Delete". */
  act: string;
  /** Meanwhile, "Deleting". */
  busyLabel?: string;
  /** The safe button, "Keep it"; "Cancel" by default. */
  keep?: string;
  /** Takes the accent instead of red, for acts that are large but not harmful. */
  calm?: boolean;
  /** Must be typed before the act, for a whole space or place. */
  typed?: string;
  /** Does it; the dialog closes when it succeeds and stays open when it throws. */
  onConfirm: () => void | Promise<unknown>;
  /** Why the last try failed. */
  error?: string | null;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useI18n();
  const [isBusy, setIsBusy] = createSignal(false);
  const [typed, setTyped] = createSignal("");
  const keepFocus = createFocusKeeper(() => props.open);
  let safe: HTMLButtonElement | undefined;
  createEffect(() => {
    if (!props.open) setTyped("");
  });
  const confirm = async () => {
    setIsBusy(true);
    try {
      await props.onConfirm();
      props.onOpenChange(false);
    } catch {
      // The owner shows why through `error`; the dialog stays.
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Parts.Root open={props.open} onOpenChange={(isOpen) => !isBusy() && props.onOpenChange(isOpen)}>
      <Parts.Portal>
        <Parts.Overlay class="scrim" />
        <div class="dialog-place dialog-place--sheet">
          <Parts.Content
            ref={keepFocus}
            class="dialog"
            on:keydown={escapeTo(() => !isBusy() && props.onOpenChange(false))}
            onOpenAutoFocus={(event) => {
              if (props.typed) return;
              event.preventDefault();
              // A dialog below lets go of the focus only once this one is open.
              queueMicrotask(() => safe?.focus());
            }}
          >
            <div>
              <Parts.Title class="dialog__title">{props.title}</Parts.Title>
              <Parts.Description class="dialog__lead">{props.lead}</Parts.Description>
            </div>
            <Part of={props.quote}>{(quote) => <div class="dialog__quote">{quote()}</div>}</Part>
            <Show when={props.typed}>
              {(name) => <TextField label={t("ui.type_to_confirm", { name: name() })} value={typed()} onInput={setTyped} autocomplete="off" />}
            </Show>
            <Show when={props.error}>
              <p class="field__error" role="alert">
                {props.error}
              </p>
            </Show>
            <footer class="dialog__acts">
              <Button ref={(element) => (safe = element)} onClick={() => props.onOpenChange(false)}>
                {props.keep ?? t("ui.cancel")}
              </Button>
              <Button
                kind={props.calm ? "primary" : "danger"}
                busy={isBusy()}
                busyLabel={props.busyLabel ?? props.act}
                disabled={props.typed !== undefined && typed().trim() !== props.typed}
                onClick={() => void confirm()}
              >
                {props.act}
              </Button>
            </footer>
          </Parts.Content>
        </div>
      </Parts.Portal>
    </Parts.Root>
  );
}
