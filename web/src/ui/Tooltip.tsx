/** A short name that appears beside what it names, on hover and on focus; nothing in it can be clicked. */
import { Content, Portal, Root, Trigger } from "@kobalte/core/tooltip";
import { type ParentProps } from "solid-js";
import { Kbd } from "./Kbd";
import { Show } from "../lib/flow";
import "./Tooltip.css";

/** The bubble alone, for parts that own their trigger. */
export function TooltipBubble(props: { text: string; shortcut?: string | undefined }) {
  return (
    <Portal>
      <Content class="tooltip">
        {props.text}
        <Show when={props.shortcut}>{(keys) => <Kbd keys={keys()} />}</Show>
      </Content>
    </Portal>
  );
}

/** Wraps something that can have the focus and explains it. */
export function Tooltip(props: ParentProps<{ text: string; shortcut?: string; placement?: "top" | "bottom" }>) {
  return (
    <Root openDelay={500} closeDelay={0} skipDelayDuration={300} gutter={6} placement={props.placement ?? "top"}>
      <Trigger as="span" class="tooltip-anchor">
        {props.children}
      </Trigger>
      <TooltipBubble text={props.text} shortcut={props.shortcut} />
    </Root>
  );
}
