/** Where toasts appear; stands once in the shell. */
import CircleAlert from "lucide-solid/icons/circle-alert";
import X from "lucide-solid/icons/x";
import { Show } from "../lib/flow";
import { useI18n } from "../lib/i18n";
import { Icon } from "./Icon";
import { IconButton } from "./IconButton";
import { useToaster } from "./toaster";
import "./ToastRegion.css";

export function ToastRegion() {
  const { t } = useI18n();
  const toaster = useToaster();
  const is = (kind: "info" | "error") => {
    const toast = toaster.current();
    return toast && (toast.kind ?? "info") === kind ? toast.text : "";
  };
  return (
    <section class="toasts" aria-label={t("ui.notices")}>
      {/* Live regions stand before their text does, or readers miss it. */}
      <div class="visually-hidden" role="status">
        {is("info")}
      </div>
      <div class="visually-hidden" role="alert">
        {is("error")}
      </div>
      <Show when={toaster.current()} keyed>
        {(toast) => (
          <div
            class="toast"
            onPointerEnter={() => toaster.pause()}
            onPointerLeave={() => toaster.resume()}
            onFocusIn={() => toaster.pause()}
            onFocusOut={() => toaster.resume()}
            onKeyDown={(event) => event.key === "Escape" && toaster.close()}
          >
            <Show when={toast.kind === "error"}>
              <Icon of={CircleAlert} />
            </Show>
            <span class="toast__text">{toast.text}</span>
            <Show when={toast.act}>
              {(act) => (
                <button
                  type="button"
                  class="toast__act"
                  onClick={() => {
                    act().run();
                    toaster.close();
                  }}
                >
                  {act().label}
                </button>
              )}
            </Show>
            <IconButton class="toast__close" size="sm" icon={X} label={t("ui.close")} onClick={() => toaster.close()} />
          </div>
        )}
      </Show>
    </section>
  );
}
