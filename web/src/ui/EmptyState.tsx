/** A pane with nothing in it, or one that failed: icon in a soft glow, claim, one sentence, one act. */
import CircleAlert from "lucide-solid/icons/circle-alert";
import LampDesk from "lucide-solid/icons/lamp-desk";
import { type JSX, createSignal } from "solid-js";
import { Part, Show } from "../lib/flow";
import { useI18n } from "../lib/i18n";
import { Button } from "./Button";
import { Icon, type IconShape } from "./Icon";
import "./EmptyState.css";

export interface EmptyStateProps {
  title: string;
  children?: JSX.Element;
  icon?: IconShape;
  act?: JSX.Element;
}

export function EmptyState(props: EmptyStateProps) {
  return (
    <div class="empty">
      <div class="empty__glow">
        <Icon of={props.icon ?? LampDesk} size="lg" />
      </div>
      <h2 class="empty__title">{props.title}</h2>
      <Part of={props.children}>{(content) => <p class="empty__text">{content()}</p>}</Part>
      <Part of={props.act}>{(act) => <div class="empty__acts">{act()}</div>}</Part>
    </div>
  );
}

export interface ErrorStateProps {
  title: string;
  /** What to do. */
  children?: JSX.Element;
  icon?: IconShape;
  onRetry?: () => void;
  /** What "Copy report" copies: id, time and code, never content. */
  report?: string;
}

export function ErrorState(props: ErrorStateProps) {
  const { t } = useI18n();
  const [isCopied, setIsCopied] = createSignal(false);
  return (
    <div class="empty" role="alert">
      <div class="empty__glow empty__glow--bad">
        <Icon of={props.icon ?? CircleAlert} size="lg" />
      </div>
      <h2 class="empty__title">{props.title}</h2>
      <Part of={props.children}>{(content) => <p class="empty__text">{content()}</p>}</Part>
      <div class="empty__acts">
        <Show when={props.report}>
          {(report) => (
            <Button onClick={() => void navigator.clipboard.writeText(report()).then(() => setIsCopied(true))}>
              {t(isCopied() ? "ui.copied" : "ui.copy_report")}
            </Button>
          )}
        </Show>
        <Show when={props.onRetry}>
          <Button kind="primary" onClick={() => props.onRetry?.()}>
            {t("ui.try_again")}
          </Button>
        </Show>
      </div>
    </div>
  );
}
