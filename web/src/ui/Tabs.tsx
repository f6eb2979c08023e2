/** Tabs that change the page below them; arrow keys move along. */
import * as Parts from "@kobalte/core/tabs";
import { For, type JSX } from "solid-js";
import "./Tabs.css";

export interface TabsProps<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  tabs: readonly { value: T; label: JSX.Element }[];
  /** The page of one tab. */
  children: (value: T) => JSX.Element;
}

export function Tabs<T extends string>(props: TabsProps<T>): JSX.Element {
  return (
    <Parts.Root
      class="tabs"
      value={props.value}
      onChange={(value) => {
        const chosen = props.tabs.find((tab) => tab.value === value);
        if (chosen) props.onChange(chosen.value);
      }}
    >
      <Parts.List class="tabs__list" aria-label={props.label}>
        <For each={props.tabs}>
          {(tab) => (
            <Parts.Trigger class="tabs__tab" value={tab.value}>
              {tab.label}
            </Parts.Trigger>
          )}
        </For>
      </Parts.List>
      <For each={props.tabs}>
        {(tab) => (
          <Parts.Content class="tabs__page" value={tab.value}>
            {props.children(tab.value)}
          </Parts.Content>
        )}
      </For>
    </Parts.Root>
  );
}
