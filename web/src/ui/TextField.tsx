/** One line or several lines of text. */
import { type JSX, splitProps } from "solid-js";
import { cx } from "./cx";
import { Field, type FieldLook } from "./Field";
import { Icon, type IconShape } from "./Icon";
import { Show } from "../lib/flow";

const LOOK = ["label", "hideLabel", "hint", "error", "size", "labelEnd"] as const;

export interface TextFieldProps
  extends FieldLook, Omit<JSX.InputHTMLAttributes<HTMLInputElement>, "onInput" | "size" | "value" | "style" | "ref"> {
  value: string;
  onInput: (value: string) => void;
  ref?: (element: HTMLInputElement) => void;
  icon?: IconShape;
  /** Stands inside the frame after the text: a unit, a button. */
  end?: JSX.Element;
}

export function TextField(props: TextFieldProps) {
  const [look, own, rest] = splitProps(props, LOOK, ["value", "onInput", "icon", "end", "class", "ref"]);
  return (
    <Field {...look} class={own.class ?? ""}>
      {(attrs) => (
        <div class="input">
          <Show when={own.icon}>{(icon) => <Icon of={icon()} />}</Show>
          <input
            type="text"
            {...rest}
            {...attrs}
            ref={(element) => own.ref?.(element)}
            class="input__control"
            value={own.value}
            onInput={(event) => own.onInput(event.currentTarget.value)}
          />
          {own.end}
        </div>
      )}
    </Field>
  );
}

export interface TextAreaProps
  extends FieldLook, Omit<JSX.TextareaHTMLAttributes<HTMLTextAreaElement>, "onInput" | "value" | "style" | "ref"> {
  value: string;
  onInput: (value: string) => void;
  ref?: (element: HTMLTextAreaElement) => void;
}

export function TextArea(props: TextAreaProps) {
  const [look, own, rest] = splitProps(props, LOOK, ["value", "onInput", "class", "ref"]);
  return (
    <Field {...look} class={own.class ?? ""}>
      {(attrs) => (
        <div class="input">
          <textarea
            rows={3}
            {...rest}
            {...attrs}
            ref={(element) => own.ref?.(element)}
            class={cx("input__control", "input__area")}
            value={own.value}
            onInput={(event) => own.onInput(event.currentTarget.value)}
          />
        </div>
      )}
    </Field>
  );
}
