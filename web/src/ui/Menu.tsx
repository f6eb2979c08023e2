/** A list of acts that opens by click, Enter or Shift+F10; harmful ones stand last. Also as a context menu. */
import * as ContextMenuParts from "@kobalte/core/context-menu";
import * as Parts from "@kobalte/core/dropdown-menu";
import Check from "lucide-solid/icons/check";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { type Component, For, type JSX, type ParentProps } from "solid-js";
import { cx } from "./cx";
import { Icon, type IconShape } from "./Icon";
import { Kbd } from "./Kbd";
import { Show } from "../lib/flow";
import "./Menu.css";

/** Enter chooses an entry and does no more: without this it would also go to the field that the entry puts the focus on. */
export function keepEnter(event: KeyboardEvent): void {
  if (event.key === "Enter") event.preventDefault();
}

/** What a trigger receives; it spreads all of it onto its button. */
export type TriggerAttrs = Pick<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "id" | "disabled" | "aria-haspopup" | "aria-expanded" | "aria-controls">;

export interface MenuProps {
  /** `(attrs) => <IconButton {...attrs} … />` */
  trigger: Component<TriggerAttrs>;
  children: JSX.Element;
  placement?: "bottom-start" | "bottom-end" | "top-start" | "top-end";
  onOpenChange?: (isOpen: boolean) => void;
}

export function Menu(props: MenuProps) {
  return (
    <Parts.Root placement={props.placement ?? "bottom-start"} gutter={4} modal={false} preventScroll={false} {...(props.onOpenChange ? { onOpenChange: props.onOpenChange } : {})}>
      <Parts.Trigger as={props.trigger} />
      <Parts.Portal>
        <Parts.Content class="menu" onKeyDown={keepEnter}>{props.children}</Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  );
}

/** Opens where one clicks with the right button, and by the menu key on the focused thing. */
export function ContextMenu(props: ParentProps<{ items: JSX.Element; disabled?: boolean; class?: string }>) {
  return (
    <ContextMenuParts.Root modal={false} preventScroll={false}>
      <ContextMenuParts.Trigger class={props.class ?? ""} disabled={props.disabled ?? false}>
        {props.children}
      </ContextMenuParts.Trigger>
      <ContextMenuParts.Portal>
        <ContextMenuParts.Content class="menu" onKeyDown={keepEnter}>{props.items}</ContextMenuParts.Content>
      </ContextMenuParts.Portal>
    </ContextMenuParts.Root>
  );
}

/** Something with a menu that it opens by the right button, the menu key or a long press. */
export interface MenuSpot {
  element: HTMLElement;
  rect: { x: number; y: number; width: number; height: number };
}

/** Where a menu opens: under the pointer, by keys at the thing itself. */
export function spotOf(element: HTMLElement, event: MouseEvent): MenuSpot {
  const box = element.getBoundingClientRect();
  const isKey = event.clientX === 0 && event.clientY === 0;
  return { element, rect: isKey ? box : { x: event.clientX, y: event.clientY, width: 1, height: 1 } };
}

/** One menu for many things, opened where it was asked for; the focus goes back there. */
export function MenuAt(props: ParentProps<{ spot: MenuSpot | null; label: string; onClose: () => void }>) {
  return (
    <Parts.Root open={props.spot !== null} onOpenChange={(isOpen) => !isOpen && props.onClose()} getAnchorRect={() => props.spot?.rect} placement="bottom-start" gutter={4} modal={false} preventScroll={false}>
      <Parts.Portal>
        <Show when={props.spot} keyed>
          {(spot) => (
            <Parts.Content class="menu" aria-label={props.label} onKeyDown={keepEnter} onCloseAutoFocus={(event) => {
              event.preventDefault();
              spot.element.focus();
            }}>
              {props.children}
            </Parts.Content>
          )}
        </Show>
      </Parts.Portal>
    </Parts.Root>
  );
}

export interface MenuItemProps {
  icon?: IconShape;
  mirroredIcon?: boolean;
  shortcut?: string;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
  children: JSX.Element;
}

export function MenuItem(props: MenuItemProps) {
  return (
    <Parts.Item class={cx("menu__item", props.danger && "menu__item--danger")} disabled={props.disabled ?? false} onSelect={props.onSelect}>
      <Show when={props.icon}>{(icon) => <Icon of={icon()} mirrored={props.mirroredIcon ?? false} />}</Show>
      <Parts.ItemLabel class="menu__label">{props.children}</Parts.ItemLabel>
      <Show when={props.shortcut}>{(keys) => <Kbd keys={keys()} />}</Show>
    </Parts.Item>
  );
}

/** An entry that is on or off; the menu stays open. */
export function MenuCheck(props: { checked: boolean; onChange: (checked: boolean) => void; disabled?: boolean; children: JSX.Element }) {
  return (
    <Parts.CheckboxItem class="menu__item" checked={props.checked} onChange={props.onChange} disabled={props.disabled ?? false} closeOnSelect={false}>
      <span class="menu__mark">
        <Parts.ItemIndicator>
          <Icon of={Check} size="sm" />
        </Parts.ItemIndicator>
      </span>
      <Parts.ItemLabel class="menu__label">{props.children}</Parts.ItemLabel>
    </Parts.CheckboxItem>
  );
}

/** One of several entries. */
export function MenuChoice<T extends string>(props: {
  label?: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string }[];
}): JSX.Element {
  return (
    <Parts.RadioGroup
      value={props.value}
      onChange={(value) => {
        const chosen = props.options.find((option) => option.value === value);
        if (chosen) props.onChange(chosen.value);
      }}
    >
      <Show when={props.label}>
        <Parts.GroupLabel class="menu__head">{props.label}</Parts.GroupLabel>
      </Show>
      <For each={props.options}>
        {(option) => (
        <Parts.RadioItem class="menu__item" value={option.value} closeOnSelect>
          <span class="menu__mark">
            <Parts.ItemIndicator>
              <Icon of={Check} size="sm" />
            </Parts.ItemIndicator>
          </span>
          <Parts.ItemLabel class="menu__label">{option.label}</Parts.ItemLabel>
        </Parts.RadioItem>
        )}
      </For>
    </Parts.RadioGroup>
  );
}

/** Entries under a heading. */
export function MenuGroup(props: ParentProps<{ label: string }>) {
  return (
    <Parts.Group>
      <Parts.GroupLabel class="menu__head">{props.label}</Parts.GroupLabel>
      {props.children}
    </Parts.Group>
  );
}

/** Entries that open beside this one. */
export function MenuMore(props: ParentProps<{ icon?: IconShape; label: string }>) {
  return (
    <Parts.Sub gutter={4}>
      <Parts.SubTrigger class="menu__item">
        <Show when={props.icon}>{(icon) => <Icon of={icon()} />}</Show>
        <span class="menu__label">{props.label}</span>
        <Icon of={ChevronRight} size="sm" mirrored />
      </Parts.SubTrigger>
      <Parts.Portal>
        <Parts.SubContent class="menu">{props.children}</Parts.SubContent>
      </Parts.Portal>
    </Parts.Sub>
  );
}

export function MenuLine() {
  return <Parts.Separator class="menu__line" />;
}
