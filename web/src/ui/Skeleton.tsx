/** The grey shape of what comes; it stays invisible for the first 300 ms and never shimmers. */
import { For } from "solid-js";
import { useI18n } from "../lib/i18n";
import { cx } from "./cx";
import "./Skeleton.css";

export function Skeleton(props: {
  /** Rows to draw, 3. */
  rows?: number;
  /** Lines of text, or rows with a picture before them. */
  shape?: "text" | "rows";
}) {
  const { t } = useI18n();
  return (
    <div class="skeleton" role="status" aria-label={t("ui.loading")}>
      <For each={Array.from({ length: props.rows ?? 3 })}>
        {(_, at) => (
          <div class="skeleton__row">
            {props.shape === "rows" && <span class="skeleton__disc" />}
            <span class={cx("skeleton__line", `skeleton__line--${at() % 3}`)} />
          </div>
        )}
      </For>
    </div>
  );
}
