/** Why the last try of an act failed, where it was tried. */

import { Show } from "~/lib/flow";
import { Note } from "~/ui";
import type { Act } from "./act";

export function ActError(props: { of: Act }) {
  return <Show when={props.of.error()}>{(text) => <Note kind="bad" role="alert">{text()}</Note>}</Show>;
}
