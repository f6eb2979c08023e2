/** An address for mail, which no keyboard may correct. */
import type { Form } from "~/lib/form";
import { useI18n } from "~/lib/i18n";
import { TextField } from "~/ui";
import { type Fault, say } from "./faults";

export function AddressField(props: {
  form: Pick<Form<{ email: string }, Fault>, "values" | "faults" | "set" | "leave">;
  /** Inside of a dialog: of its size, and without taking the focus. */
  calm?: boolean;
}) {
  const i18n = useI18n();
  return (
    <TextField
      size={props.calm ? "md" : "lg"}
      label={i18n.t("doors.email")}
      error={say(i18n, props.form.faults.email)}
      ref={(element) => !props.calm && queueMicrotask(() => element.focus())}
      name="email"
      type="email"
      autocomplete="email"
      autocapitalize="none"
      spellcheck={false}
      dir="ltr"
      value={props.form.values.email}
      onInput={(value) => props.form.set("email", value)}
      onBlur={() => props.form.leave("email")}
    />
  );
}
