/** Name and password of a new account. */
import type { Form } from "~/lib/form";
import { useI18n } from "~/lib/i18n";
import { PasswordField, TextField } from "~/ui";
import { type Fault, say } from "./faults";

interface AccountValues {
  username: string;
  password: string;
}

type Fields = {
  values: AccountValues;
  faults: { readonly username?: Fault | undefined; readonly password?: Fault | undefined };
  set: (name: keyof AccountValues, value: string) => void;
  leave: (name: keyof AccountValues) => void;
};

/** Narrows a form to the two fields drawn here. */
export function accountFields<V extends AccountValues & Record<string, string | boolean>>(form: Form<V, Fault>): Fields {
  return {
    values: form.values,
    faults: form.faults as Fields["faults"],
    set: (name, value) => form.set(name, value as V[typeof name]),
    leave: (name) => form.leave(name),
  };
}

export function AccountFields(props: { fields: Fields; placeName?: string | undefined; autofocus?: boolean }) {
  const i18n = useI18n();
  const { t } = i18n;
  const known = () => [props.fields.values.username, props.placeName ?? ""];
  return (
    <>
      <TextField
        size="lg"
        label={t("doors.name")}
        hint={t("doors.name_hint")}
        error={say(i18n, props.fields.faults.username)}
        name="username"
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
        dir="ltr"
        class="field--ltr"
        autofocus={props.autofocus ?? false}
        value={props.fields.values.username}
        onInput={(value) => props.fields.set("username", value)}
        onBlur={() => props.fields.leave("username")}
      />
      <PasswordField
        size="lg"
        label={t("doors.password")}
        hint={props.fields.values.password === "" ? t("doors.password_hint") : undefined}
        error={say(i18n, props.fields.faults.password)}
        name="password"
        autocomplete="new-password"
        strength={known()}
        value={props.fields.values.password}
        onInput={(value) => props.fields.set("password", value)}
        onBlur={() => props.fields.leave("password")}
      />
    </>
  );
}
