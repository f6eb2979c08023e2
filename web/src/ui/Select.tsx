/** A choice of up to seven known values; the browser's own list, so it is right on every device and keyboard. */
import ChevronDown from "lucide-solid/icons/chevron-down";
import { For, type JSX, splitProps } from "solid-js";
import { Field, type FieldLook } from "./Field";
import { Icon } from "./Icon";
import "./Select.css";

export interface SelectProps<T extends string> extends FieldLook {
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string }[];
  disabled?: boolean;
  name?: string;
}

export function Select<T extends string>(props: SelectProps<T>): JSX.Element {
  const [look, own] = splitProps(props, ["label", "hideLabel", "hint", "error", "size", "labelEnd"]);
  return (
    <Field {...look}>
      {(attrs) => (
        <div class="input select">
          <select
            {...attrs}
            class="input__control select__control"
            name={own.name}
            disabled={own.disabled ?? false}
            onChange={(event) => {
              const chosen = own.options[event.currentTarget.selectedIndex];
              if (chosen) own.onChange(chosen.value);
            }}
          >
            <For each={own.options}>
              {(option) => (
                <option value={option.value} selected={option.value === own.value}>
                  {option.label}
                </option>
              )}
            </For>
          </select>
          <Icon of={ChevronDown} size="sm" class="select__mark" />
        </div>
      )}
    </Field>
  );
}
