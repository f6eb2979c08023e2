/** What is wrong with a form and belongs to none of its fields. */
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { Note } from "~/ui";
import { type Fault, say } from "./faults";

export function FaultNote(props: { of: Fault | null }) {
  const i18n = useI18n();
  return (
    <Show when={say(i18n, props.of)}>
      {(text) => (
        <Note kind="bad" role="alert">
          {text()}
        </Note>
      )}
    </Show>
  );
}
