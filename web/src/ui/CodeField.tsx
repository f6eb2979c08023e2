/** A one-time code: one real field drawn as boxes, so that paste, autofill and screen readers just work. */
import { Index, splitProps } from "solid-js";
import { Field, type FieldLook } from "./Field";
import "./CodeField.css";

export interface CodeFieldProps extends Omit<FieldLook, "size"> {
  value: string;
  onInput: (value: string) => void;
  /** Called once when the last digit is there. */
  onComplete?: (value: string) => void;
  /** Number of digits, 6. */
  length?: number;
  ref?: (element: HTMLInputElement) => void;
}

export function CodeField(props: CodeFieldProps) {
  const [look, own] = splitProps(props, ["label", "hideLabel", "hint", "error", "labelEnd"]);
  const length = () => own.length ?? 6;
  const take = (element: HTMLInputElement) => {
    const digits = latinDigits(element.value).replace(/\D/g, "").slice(0, length());
    const isNew = digits !== own.value;
    element.value = digits;
    own.onInput(digits);
    if (isNew && digits.length === length()) own.onComplete?.(digits);
  };
  return (
    <Field {...look}>
      {(attrs) => (
        <div class="code-field" dir="ltr">
          <Index each={Array.from({ length: length() })}>
            {(_, at) => (
              <span class="code-field__box" classList={{ "code-field__box--next": at === Math.min(own.value.length, length() - 1) }} aria-hidden="true">
                {own.value[at]}
              </span>
            )}
          </Index>
          <input
            {...attrs}
            ref={(element) => own.ref?.(element)}
            class="code-field__input"
            type="text"
            inputmode="numeric"
            autocomplete="one-time-code"
            autocapitalize="none"
            spellcheck={false}
            value={own.value}
            onInput={(event) => take(event.currentTarget)}
          />
        </div>
      )}
    </Field>
  );
}

/** Authenticators show the digits of the person's language; the server reads Latin ones. */
function latinDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}
