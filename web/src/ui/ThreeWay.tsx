/** Deny, as inherited or allow: a radio group of three in one small bar; arrow keys move. */
import Check from "lucide-solid/icons/check";
import Minus from "lucide-solid/icons/minus";
import X from "lucide-solid/icons/x";
import { For, createUniqueId } from "solid-js";
import { useI18n } from "../lib/i18n";
import { Icon } from "./Icon";
import "./ThreeWay.css";

export type ThreeWayValue = "deny" | "inherit" | "allow";

const PARTS = [
  { value: "deny", icon: X },
  { value: "inherit", icon: Minus },
  { value: "allow", icon: Check },
] as const;

export function ThreeWay(props: { label: string; value: ThreeWayValue; onChange: (value: ThreeWayValue) => void; disabled?: boolean }) {
  const { t } = useI18n();
  const name = createUniqueId();
  return (
    <fieldset class="three-way" role="radiogroup" aria-label={props.label} disabled={props.disabled ?? false}>
      <For each={PARTS}>
        {(part) => (
          <label class={`three-way__part three-way__part--${part.value}`} title={t(`ui.${part.value}`)}>
            <input
              class="visually-hidden"
              type="radio"
              name={name}
              value={part.value}
              checked={part.value === props.value}
              aria-label={t(`ui.${part.value}`)}
              onChange={() => props.onChange(part.value)}
            />
            <Icon of={part.icon} size="sm" />
          </label>
        )}
      </For>
    </fieldset>
  );
}
