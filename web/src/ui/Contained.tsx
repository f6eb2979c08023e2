/** A part whose fault stays its own: what breaks while it is drawn becomes a sentence and another try, and the rest goes on. */
import { ErrorBoundary, createEffect, on, onMount, type JSX } from "solid-js";
import { Show } from "../lib/flow";
import { useI18n } from "../lib/i18n";
import { Button } from "./Button";
import { ErrorState } from "./EmptyState";
import "./Contained.css";

export interface ContainedProps {
  /** What is drawn: another one is tried by itself. */
  of?: unknown;
  /** Among others of its kind, such as one message of many. */
  small?: boolean;
  children: JSX.Element;
}

export function Contained(props: ContainedProps): JSX.Element {
  return (
    <ErrorBoundary fallback={(thrown: unknown, retry: () => void) => <Fault thrown={thrown} retry={retry} of={props.of} small={props.small ?? false} />}>
      {props.children}
    </ErrorBoundary>
  );
}

function Fault(props: { thrown: unknown; retry: () => void; of: unknown; small: boolean }): JSX.Element {
  const { t } = useI18n();
  onMount(() => console.error(props.thrown));
  createEffect(on(() => props.of, () => props.retry(), { defer: true }));
  return (
    <Show when={props.small} fallback={<ErrorState title={t("ui.broken_part")} onRetry={() => props.retry()}>{t("ui.broken_rest")}</ErrorState>}>
      <p class="contained" role="alert">
        {t("ui.broken_part")} <Button size="sm" kind="quiet" onClick={() => props.retry()}>{t("ui.try_again")}</Button>
      </p>
    </Show>
  );
}
