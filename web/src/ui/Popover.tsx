/** A small pane beside what opened it, for a few fields or facts. */
import { Content, Portal, Root, Title, Trigger } from "@kobalte/core/popover";
import type { Component, JSX } from "solid-js";
import { cx } from "./cx";
import type { TriggerAttrs } from "./Menu";
import "./Popover.css";

export interface PopoverProps {
  /** Names the pane for screen readers. */
  label: string;
  trigger: Component<TriggerAttrs>;
  children: JSX.Element;
  open?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  placement?: "bottom-start" | "bottom-end" | "top-start" | "top-end" | "right-start" | "left-start";
  /** No padding: the content brings its own. */
  bare?: boolean;
}

export function Popover(props: PopoverProps) {
  const control = () => ({
    ...(props.open === undefined ? {} : { open: props.open }),
    ...(props.onOpenChange ? { onOpenChange: props.onOpenChange } : {}),
  });
  return (
    <Root placement={props.placement ?? "bottom-start"} gutter={6} {...control()}>
      <Trigger as={props.trigger} />
      <Portal>
        <Content class={cx("popover", props.bare && "popover--bare")}>
          <Title class="visually-hidden">{props.label}</Title>
          {props.children}
        </Content>
      </Portal>
    </Root>
  );
}
