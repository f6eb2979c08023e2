/** A button that says what it does: five kinds, three sizes, and a busy state that keeps its width. */
import { type JSX, createRenderEffect, splitProps } from "solid-js";
import { cx } from "./cx";
import { Icon, type IconShape } from "./Icon";
import { Spinner } from "./Spinner";
import { Show } from "../lib/flow";
import "./Button.css";

export type ButtonKind = "primary" | "plain" | "quiet" | "danger" | "danger-quiet";

export interface ButtonLook {
  kind?: ButtonKind;
  size?: "sm" | "md" | "lg";
  /** Fills the row. */
  wide?: boolean;
  icon?: IconShape;
  mirroredIcon?: boolean;
}

export interface ButtonProps extends ButtonLook, Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "style" | "onClick" | "ref"> {
  ref?: (element: HTMLButtonElement) => void;
  onClick?: (event: MouseEvent) => void;
  /** Waits: shows a spinner and takes no further click. */
  busy?: boolean;
  /** What happens meanwhile, "Saving". */
  busyLabel?: string;
}

const OWN = ["kind", "size", "wide", "icon", "mirroredIcon", "busy", "busyLabel", "class", "children", "onClick", "ref", "type"] as const;

const classOf = (look: ButtonLook & { class?: string | undefined }) =>
  cx("btn", `btn--${look.kind ?? "plain"}`, look.size && look.size !== "md" && `btn--${look.size}`, look.wide && "btn--wide", look.class);

export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, OWN);
  let element: HTMLButtonElement | undefined;
  // Runs before the label changes, so the width measured is the one at rest.
  createRenderEffect<boolean>((was) => {
    const is = Boolean(own.busy);
    if (is !== was && element) element.style.minInlineSize = is ? `${element.offsetWidth}px` : "";
    return is;
  }, false);
  const click = (event: MouseEvent) => {
    if (own.busy) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    own.onClick?.(event);
  };
  return (
    <button
      {...rest}
      ref={(one) => {
        element = one;
        own.ref?.(one);
      }}
      type={own.type ?? "button"}
      class={classOf(own)}
      aria-disabled={own.busy ? "true" : undefined}
      aria-busy={own.busy ? "true" : undefined}
      onClick={click}
    >
      <Show when={own.busy} fallback={<Show when={own.icon}>{(icon) => <Icon of={icon()} mirrored={own.mirroredIcon ?? false} />}</Show>}>
        <Spinner />
      </Show>
      <span class="btn__label">{own.busy ? (own.busyLabel ?? own.children) : own.children}</span>
    </button>
  );
}

export interface LinkButtonProps extends ButtonLook, Omit<JSX.AnchorHTMLAttributes<HTMLAnchorElement>, "style"> {
  href: string;
}

/** Looks like a button and goes to an address. */
export function LinkButton(props: LinkButtonProps) {
  const [own, rest] = splitProps(props, ["kind", "size", "wide", "icon", "mirroredIcon", "class", "children"]);
  return (
    <a {...rest} class={classOf(own)}>
      <Show when={own.icon}>{(icon) => <Icon of={icon()} mirrored={own.mirroredIcon ?? false} />}</Show>
      <span class="btn__label">{own.children}</span>
    </a>
  );
}
