/** A pane that slides in over the page: from below, or from the end side as a drawer. */
import * as Parts from "@kobalte/core/dialog";
import X from "lucide-solid/icons/x";
import type { JSX } from "solid-js";
import { useI18n } from "../lib/i18n";
import { escapeTo } from "./escape";
import { IconButton } from "./IconButton";
import { createFocusKeeper } from "./keepFocus";
import "./Dialog.css";
import "./Sheet.css";

export function Sheet(props: {
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  children: JSX.Element;
  from?: "below" | "start" | "end";
}) {
  const { t } = useI18n();
  const keepFocus = createFocusKeeper(() => props.open);
  return (
    <Parts.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Parts.Portal>
        <Parts.Overlay class="scrim" />
        <Parts.Content ref={keepFocus} class={`sheet sheet--${props.from ?? "below"}`} on:keydown={escapeTo(() => props.onOpenChange(false))}>
          <header class="sheet__head">
            <Parts.Title class="sheet__title">{props.title}</Parts.Title>
            <IconButton icon={X} label={t("ui.close")} onClick={() => props.onOpenChange(false)} />
          </header>
          <div class="sheet__body">{props.children}</div>
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  );
}
