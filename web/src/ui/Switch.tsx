/** A switch, for what takes effect at once; the text stands before it. */
import { type JSX, createUniqueId } from "solid-js";
import { cx } from "./cx";
import { Show } from "../lib/flow";
import "./Choice.css";

export function Switch(props: {
  label: JSX.Element;
  checked: boolean;
  onChange: (checked: boolean) => void;
  hint?: JSX.Element;
  disabled?: boolean;
  /** The switch before its text, as in short lists. */
  compact?: boolean;
}) {
  const id = createUniqueId();
  const box = () => (
    <input
      class="choice__box choice__box--switch"
      type="checkbox"
      role="switch"
      checked={props.checked}
      disabled={props.disabled ?? false}
      aria-labelledby={`${id}-label`}
      aria-describedby={props.hint ? id : undefined}
      onChange={(event) => {
        const wanted = event.currentTarget.checked;
        event.currentTarget.checked = props.checked;
        props.onChange(wanted);
      }}
    />
  );
  return (
    <label class={cx("choice", !props.compact && "choice--row")}>
      <Show when={props.compact}>{box()}</Show>
      <span class="choice__text">
        <span id={`${id}-label`}>{props.label}</span>
        <Show when={props.hint}>
          <span class="choice__hint" id={id}>
            {props.hint}
          </span>
        </Show>
      </span>
      <Show when={!props.compact}>{box()}</Show>
    </label>
  );
}
