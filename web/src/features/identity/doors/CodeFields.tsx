/** The two kinds of codes that people type: six digits, which send themselves, and ten letters and digits. Both take the focus when they appear. */
import type { Form } from "~/lib/form";
import { useI18n } from "~/lib/i18n";
import { CodeField, TextField, focusFirstError } from "~/ui";
import { type Fault, say } from "./faults";

const focusNew = (element: HTMLElement) => queueMicrotask(() => element.focus());

export function DigitsField(props: { label: string; hint?: string; form: Pick<Form<{ code: string }, Fault>, "values" | "faults" | "set" | "submit"> }) {
  const i18n = useI18n();
  let field: HTMLInputElement | undefined;
  const send = async () => {
    const isThrough = await props.form.submit();
    if (!isThrough && field?.form) focusFirstError(field.form);
  };
  return (
    <CodeField
      label={props.label}
      hint={props.hint}
      error={say(i18n, props.form.faults.code)}
      ref={(element) => {
        field = element;
        focusNew(element);
      }}
      value={props.form.values.code}
      onInput={(value) => props.form.set("code", value)}
      onComplete={() => void send()}
    />
  );
}

export function LongCodeField(props: {
  label: string;
  hint?: string;
  error: string | null;
  name: string;
  /** Inside of a dialog: of its size, and without taking the focus. */
  calm?: boolean;
  value: string;
  onInput: (value: string) => void;
}) {
  return (
    <TextField
      size={props.calm ? "md" : "lg"}
      class="field--code"
      label={props.label}
      hint={props.hint}
      error={props.error}
      ref={(element) => !props.calm && focusNew(element)}
      name={props.name}
      autocomplete="off"
      autocapitalize="none"
      spellcheck={false}
      dir="ltr"
      value={props.value}
      onInput={(value) => props.onInput(value)}
    />
  );
}
