/** What somebody says of themselves, on one line: an emoji, a text, or both. */
import type { JSX } from "solid-js";
import type { CustomStatus } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import "./presence.css";

export function StatusWords(props: { of: CustomStatus }): JSX.Element {
  return <span class="status-words" dir="auto"><Show when={props.of.emoji}>{(emoji) => <span class="status-emoji">{emoji()}</span>}</Show>{props.of.text}</span>;
}
