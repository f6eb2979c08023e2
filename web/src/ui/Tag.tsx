/** The state of a thing in a word, 20 high; a chip is a rounder one with a colour dot, which can be removed. */
import X from "lucide-solid/icons/x";
import type { JSX } from "solid-js";
import { Icon, type IconShape } from "./Icon";
import { Show } from "../lib/flow";
import "./Tag.css";

export function Tag(props: { kind?: "plain" | "ok" | "warn" | "bad" | "info"; icon?: IconShape; children: JSX.Element }) {
  return (
    <span class={`tag tag--${props.kind ?? "plain"}`}>
      <Show when={props.icon}>{(icon) => <Icon of={icon()} size="sm" />}</Show>
      {props.children}
    </span>
  );
}

export function Chip(props: {
  /** Colour of the dot, as a role has it. */
  color?: string | null | undefined;
  children: JSX.Element;
  onRemove?: () => void;
  /** "Remove Editors from Ada" */
  removeLabel?: string;
}) {
  return (
    <span class="chip">
      <Show when={props.color}>{(color) => <span class="chip__dot" style={{ "--dot": color() }} />}</Show>
      <bdi class="cut">{props.children}</bdi>
      <Show when={props.onRemove}>
        <button type="button" class="chip__remove" aria-label={props.removeLabel} onClick={() => props.onRemove?.()}>
          <Icon of={X} size="sm" />
        </button>
      </Show>
    </span>
  );
}
