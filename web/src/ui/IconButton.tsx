/** A button with an icon only; its name is its tooltip. */
import { Root as TooltipRoot, Trigger as TooltipTrigger } from "@kobalte/core/tooltip";
import { type JSX, splitProps } from "solid-js";
import { cx } from "./cx";
import { Icon, type IconShape } from "./Icon";
import { TooltipBubble } from "./Tooltip";
import "./IconButton.css";

export interface IconButtonProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "style" | "children" | "type"> {
  icon: IconShape;
  /** The act and the thing: "Remove Lena from print-run". */
  label: string;
  /** Shown in the tooltip beside the name. */
  shortcut?: string;
  mirrored?: boolean;
  size?: "sm" | "md" | "lg";
  /** Makes it a toggle. */
  pressed?: boolean;
  danger?: boolean;
}

export function IconButton(props: IconButtonProps) {
  const [own, rest] = splitProps(props, ["icon", "label", "shortcut", "mirrored", "size", "pressed", "danger", "class"]);
  return (
    <TooltipRoot openDelay={500} closeDelay={0} skipDelayDuration={300} gutter={6}>
      <TooltipTrigger
        as="button"
        type="button"
        {...rest}
        aria-label={own.label}
        aria-pressed={own.pressed}
        class={cx("icon-btn", own.size && own.size !== "md" && `icon-btn--${own.size}`, own.danger && "icon-btn--danger", own.class)}
      >
        <Icon of={own.icon} size={own.size === "lg" ? "lg" : "md"} mirrored={own.mirrored ?? false} />
      </TooltipTrigger>
      <TooltipBubble text={own.label} shortcut={own.shortcut} />
    </TooltipRoot>
  );
}
