/** A turning ring for waits under two seconds; name it when no text stands beside it. */
import { cx } from "./cx";
import "./Spinner.css";

export function Spinner(props: { label?: string; size?: "sm" | "lg" }) {
  return (
    <span
      class={cx("spinner", props.size === "lg" && "spinner--lg")}
      role={props.label ? "status" : undefined}
      aria-label={props.label}
      aria-hidden={props.label ? undefined : "true"}
    />
  );
}
