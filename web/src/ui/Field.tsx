/** The frame of every field: label above, control, then the hint or, in its place, the error. */
import CircleAlert from "lucide-solid/icons/circle-alert";
import { type JSX, createUniqueId } from "solid-js";
import { cx } from "./cx";
import { Icon } from "./Icon";
import { Part, Show } from "../lib/flow";
import "./Field.css";

export interface FieldLook {
  label: string;
  /** Keeps the label for screen readers only; something near must name the field for the eye. */
  hideLabel?: boolean;
  hint?: JSX.Element;
  /** What is wrong and what to do; stands in place of the hint. */
  error?: string | null | undefined;
  /** 46 px on door pages. */
  size?: "md" | "lg";
  /** Stands at the end of the label's line: "Forgot it?". */
  labelEnd?: JSX.Element;
}

/** What the frame tells its control. */
export interface ControlAttrs {
  id: string;
  "aria-invalid": "true" | undefined;
  "aria-describedby": string | undefined;
}

export function Field(props: FieldLook & { class?: string; children: (attrs: ControlAttrs) => JSX.Element }) {
  const id = createUniqueId();
  const attrs: ControlAttrs = {
    id,
    get "aria-invalid"() {
      return props.error ? "true" as const : undefined;
    },
    get "aria-describedby"() {
      return props.error ? `${id}-error` : props.hint ? `${id}-hint` : undefined;
    },
  };
  return (
    <div class={cx("field", props.size === "lg" && "field--lg", props.error && "field--wrong", props.class)}>
      <div class={cx("field__head", props.hideLabel && "visually-hidden")}>
        <label class="field__label" for={id}>
          {props.label}
        </label>
      </div>
      {props.children(attrs)}
      {/* Drawn beside the label, reached after the field: who types on does not stumble over it. */}
      <Part of={props.labelEnd}>{(end) => <div class="field__label-end">{end()}</div>}</Part>
      <Show when={props.error} fallback={<Show when={props.hint}><div class="field__hint" id={`${id}-hint`}>{props.hint}</div></Show>}>
        <FieldError id={`${id}-error`} text={props.error ?? ""} />
      </Show>
    </div>
  );
}

/** One sentence under a control: what is wrong and what to do. */
export function FieldError(props: { id?: string; text: string }) {
  return (
    <div class="field__error" id={props.id}>
      <Icon of={CircleAlert} size="sm" />
      <span>{props.text}</span>
    </div>
  );
}

/** Puts the focus on the first wrong field, after the errors are on the page. */
export function focusFirstError(form: HTMLElement): void {
  queueMicrotask(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
