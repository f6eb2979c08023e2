/** Asks for words to search by, and passes them on once the typing pauses. */

import Search from "lucide-solid/icons/search";
import { createSignal, onCleanup } from "solid-js";
import { TextField } from "~/ui";

const PAUSE_MS = 200;

export function SearchField(props: { label: string; onSearch: (words: string) => void }) {
  const [typed, setTyped] = createSignal("");
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const type = (words: string) => {
    setTyped(words);
    clearTimeout(timer);
    timer = setTimeout(() => props.onSearch(words.trim()), PAUSE_MS);
  };
  return (
    <div class="grow">
      <TextField hideLabel label={props.label} placeholder={props.label} icon={Search} type="search" autocomplete="off" value={typed()} onInput={type} />
    </div>
  );
}
