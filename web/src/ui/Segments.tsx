/** One of two to four ways to see or do, side by side. */
import { For, type JSX, createUniqueId } from "solid-js";
import { cx } from "./cx";
import { Icon, type IconShape } from "./Icon";
import { Show } from "../lib/flow";
import "./Segments.css";

export interface SegmentsProps<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string; icon?: IconShape }[];
  wide?: boolean;
}

export function Segments<T extends string>(props: SegmentsProps<T>): JSX.Element {
  const name = createUniqueId();
  return (
    <div class={cx("segments", props.wide && "segments--wide")} role="radiogroup" aria-label={props.label}>
      <For each={props.options}>
        {(option) => (
          <label class="segments__part">
            <input
              class="visually-hidden"
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === props.value}
              onChange={() => props.onChange(option.value)}
            />
            <Show when={option.icon}>{(icon) => <Icon of={icon()} size="sm" />}</Show>
            {option.label}
          </label>
        )}
      </For>
    </div>
  );
}
