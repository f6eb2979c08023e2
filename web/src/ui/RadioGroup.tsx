/** Radios, for "or": one of a few, each with a line of its own. */
import { For, type JSX, createUniqueId } from "solid-js";
import { cx } from "./cx";
import { Show } from "../lib/flow";
import "./Choice.css";

export interface RadioGroupProps<T extends string> {
  label: string;
  hideLabel?: boolean;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string; hint?: string }[];
  disabled?: boolean;
}

export function RadioGroup<T extends string>(props: RadioGroupProps<T>): JSX.Element {
  const name = createUniqueId();
  return (
    <fieldset class="choices" disabled={props.disabled ?? false}>
      <legend class={cx("choices__legend", props.hideLabel && "visually-hidden")}>{props.label}</legend>
      <For each={props.options}>
        {(option, at) => (
          <label class="choice">
            <input
              class="choice__box choice__box--radio"
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === props.value}
              aria-labelledby={`${name}-${at()}`}
              aria-describedby={option.hint ? `${name}-${at()}-hint` : undefined}
              onChange={() => props.onChange(option.value)}
            />
            <span class="choice__text">
              <span id={`${name}-${at()}`}>{option.label}</span>
              <Show when={option.hint}>
                <span class="choice__hint" id={`${name}-${at()}-hint`}>
                  {option.hint}
                </span>
              </Show>
            </span>
          </label>
        )}
      </For>
    </fieldset>
  );
}
