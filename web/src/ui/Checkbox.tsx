/** A check box, for "and": any number can be chosen. */
import { type JSX, createEffect, createUniqueId } from "solid-js";
import { Show } from "../lib/flow";
import "./Choice.css";

export function Checkbox(props: {
  label: JSX.Element;
  checked: boolean;
  onChange: (checked: boolean) => void;
  hint?: JSX.Element;
  /** Some of what it stands for is chosen. */
  indeterminate?: boolean;
  disabled?: boolean;
  name?: string;
}) {
  const id = createUniqueId();
  let box: HTMLInputElement | undefined;
  createEffect(() => {
    if (box) box.indeterminate = props.indeterminate ?? false;
  });
  return (
    <label class="choice">
      <input
        ref={(element) => (box = element)}
        class="choice__box choice__box--check"
        type="checkbox"
        name={props.name}
        checked={props.checked}
        disabled={props.disabled ?? false}
        aria-labelledby={`${id}-label`}
        aria-describedby={props.hint ? id : undefined}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span class="choice__text">
        <span id={`${id}-label`}>{props.label}</span>
        <Show when={props.hint}>
          <span class="choice__hint" id={id}>
            {props.hint}
          </span>
        </Show>
      </span>
    </label>
  );
}
