/** Chooses a colour: none, one of twelve that stay readable, or a colour of one's own. */

import Ban from "lucide-solid/icons/ban";
import { For } from "solid-js";
import { Show } from "~/lib/flow";
import { Icon } from "~/ui";

export const COLOURS = [
  "#b3426b", "#8a4f9e", "#5f59b0", "#2f6ea5", "#1c7478", "#2f7a4f", "#4d7a2f", "#8a6a10", "#b0601f", "#a8452c", "#7a5c4a", "#5d6670",
] as const;

export function Swatches(props: {
  label: string;
  none: string;
  own: string;
  nameOf: (hex: string) => string;
  value: string | null;
  onChange: (value: string | null) => void;
  disabled?: boolean;
}) {
  const isOwn = () => props.value !== null && !COLOURS.some((hex) => hex === props.value);
  const all = () => [null, ...COLOURS];
  const at = () => all().findIndex((hex) => hex === props.value);
  const move = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const forward = getComputedStyle(event.currentTarget).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
    const by = event.key === forward || event.key === "ArrowDown" ? 1 : event.key === backward || event.key === "ArrowUp" ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const next = (Math.max(0, at()) + by + all().length) % all().length;
    props.onChange(all()[next] ?? null);
    event.currentTarget.querySelectorAll<HTMLElement>('[role="radio"]')[next]?.focus();
  };
  return (
    <div class="set-swatches">
      <div class="set-swatches" role="radiogroup" aria-label={props.label} aria-disabled={props.disabled ? "true" : undefined} onKeyDown={move}>
        <For each={all()}>
          {(hex, index) => (
            <button
              type="button"
              role="radio"
              class="set-swatch"
              data-none={hex === null ? "" : undefined}
              style={{ "--swatch": hex ?? "transparent" }}
              aria-checked={props.value === hex}
              aria-label={hex === null ? props.none : props.nameOf(hex)}
              title={hex === null ? props.none : props.nameOf(hex)}
              tabindex={index() === Math.max(0, at()) ? 0 : -1}
              disabled={props.disabled ?? false}
              onClick={() => props.onChange(hex)}
            >
              <Show when={hex === null}>
                <Icon of={Ban} size="sm" />
              </Show>
            </button>
          )}
        </For>
      </div>
      <input
        type="color"
        class="set-own-colour"
        data-on={isOwn() ? "" : undefined}
        aria-label={props.own}
        title={props.own}
        value={props.value ?? "#1b5841"}
        disabled={props.disabled ?? false}
        onInput={(event) => props.onChange(event.currentTarget.value)}
      />
    </div>
  );
}
