/** A question or a task that must be answered before going on; on phones a full screen or a sheet. */
import * as Parts from "@kobalte/core/dialog";
import X from "lucide-solid/icons/x";
import type { JSX } from "solid-js";
import { Part } from "../lib/flow";
import { useI18n } from "../lib/i18n";
import { cx } from "./cx";
import { escapeTo } from "./escape";
import { IconButton } from "./IconButton";
import { createFocusKeeper } from "./keepFocus";
import "./Dialog.css";

export interface DialogProps {
  open: boolean;
  /** Called with false by Esc, the scrim and the close button. */
  onOpenChange: (isOpen: boolean) => void;
  /** A question or an act. */
  title: string;
  /** At most three lines. */
  lead?: JSX.Element;
  children?: JSX.Element;
  /** Buttons, the primary one last. */
  acts?: JSX.Element;
  /** 672 wide for two columns. */
  wide?: boolean;
  /** Something typed would be lost: Esc and scrim do nothing. */
  keepOpen?: boolean;
  /** A dialog without a field is a sheet on phones. */
  sheetOnPhone?: boolean;
}

export function Dialog(props: DialogProps) {
  const { t } = useI18n();
  const keepFocus = createFocusKeeper(() => props.open);
  let body: HTMLDivElement | undefined;
  /** Starts at the first field, or at what is marked to come first. */
  const start = (event: Event) => {
    const first = body?.querySelector<HTMLElement>("[data-first], input:not(:disabled, [type=hidden]), textarea:not(:disabled), select:not(:disabled)");
    if (!first) return;
    event.preventDefault();
    // A dialog below lets go of the focus only once this one is open.
    queueMicrotask(() => first.focus());
  };
  const hold = (event: Event) => {
    if (props.keepOpen) event.preventDefault();
  };
  return (
    <Parts.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Parts.Portal>
        <Parts.Overlay class="scrim" />
        <div class={cx("dialog-place", props.sheetOnPhone ? "dialog-place--sheet" : "dialog-place--full")}>
          <Parts.Content ref={keepFocus} class={cx("dialog", props.wide && "dialog--wide")} onOpenAutoFocus={start} onEscapeKeyDown={hold} onInteractOutside={hold}
            on:keydown={escapeTo(() => !props.keepOpen && props.onOpenChange(false))}>
            <header class="dialog__head">
              <div class="dialog__titles">
                <Parts.Title class="dialog__title">{props.title}</Parts.Title>
                <Part of={props.lead}>{(lead) => <Parts.Description class="dialog__lead">{lead()}</Parts.Description>}</Part>
              </div>
              <IconButton icon={X} label={t("ui.close")} size="sm" onClick={() => props.onOpenChange(false)} />
            </header>
            <Part of={props.children}>
              {(content) => (
                <div class="dialog__body" ref={body}>
                  {content()}
                </div>
              )}
            </Part>
            <Part of={props.acts}>{(acts) => <footer class="dialog__acts">{acts()}</footer>}</Part>
          </Parts.Content>
        </div>
      </Parts.Portal>
    </Parts.Root>
  );
}
