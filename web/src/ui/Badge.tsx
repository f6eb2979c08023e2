/** A small count: lamp for what concerns you, calm grey for plain counts; the words are for screen readers. */
import { useI18n } from "../lib/i18n";
import { cx } from "./cx";
import "./Badge.css";

export function Badge(props: {
  count: number;
  /** "2 mentions" */
  label: string;
  calm?: boolean;
}) {
  const { t, formats } = useI18n();
  return (
    <span class={cx("badge", props.calm && "badge--calm")}>
      <span aria-hidden="true">{props.count > 99 ? t("ui.count_many") : formats().number(props.count)}</span>
      <span class="visually-hidden">{props.label}</span>
    </span>
  );
}
