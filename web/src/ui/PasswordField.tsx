/** A password that can be shown, with a strength bar and its word where one is chosen. */
import Eye from "lucide-solid/icons/eye";
import EyeOff from "lucide-solid/icons/eye-off";
import { createMemo, createSignal, splitProps } from "solid-js";
import { Show } from "../lib/flow";
import { useI18n } from "../lib/i18n";
import { IconButton } from "./IconButton";
import { strengthOf } from "./strength";
import { TextField, type TextFieldProps } from "./TextField";
import "./PasswordField.css";

export interface PasswordFieldProps extends Omit<TextFieldProps, "type" | "end" | "icon"> {
  autocomplete: "current-password" | "new-password";
  /** Shows the strength; the words that anybody would try make it weak. */
  strength?: readonly string[];
}

export function PasswordField(props: PasswordFieldProps) {
  const { t } = useI18n();
  const [own, rest] = splitProps(props, ["strength"]);
  const [isShown, setIsShown] = createSignal(false);
  return (
    <div class="password">
      <TextField
        spellcheck={false}
        autocapitalize="none"
        dir="auto"
        {...rest}
        type={isShown() ? "text" : "password"}
        end={
          <IconButton
            size="sm"
            icon={isShown() ? EyeOff : Eye}
            label={t(isShown() ? "ui.hide_password" : "ui.show_password")}
            onClick={() => setIsShown(!isShown())}
          />
        }
      />
      <Show when={own.strength && rest.value !== ""}>
        <StrengthBar password={rest.value} known={own.strength ?? []} />
      </Show>
    </div>
  );
}

function StrengthBar(props: { password: string; known: readonly string[] }) {
  const { t } = useI18n();
  const strength = createMemo(() => strengthOf(props.password, props.known));
  return (
    <div class={`password__strength password__strength--${strength().word}`}>
      <div class="password__bar" style={{ "--share": strength().share }} aria-hidden="true" />
      <span class="password__word" role="status">
        <span class="visually-hidden">{t("ui.strength")}: </span>
        {t(`ui.${strength().word}`)}
      </span>
    </div>
  );
}
