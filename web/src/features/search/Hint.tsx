/** Before anything is asked: how to ask. A press begins a token in the field. */
import { For, type JSX } from "solid-js";
import SearchIcon from "lucide-solid/icons/search";
import { Icon } from "~/ui/Icon";
import { TOKEN_KEYS } from "./ask";
import { beginning } from "./complete";
import type { SearchPageState } from "./page";
import { useSearchWords } from "./words";

export function Hint(props: { page: SearchPageState }): JSX.Element {
  const { t } = useSearchWords();
  const begin = (text: string) => {
    props.page.put(text);
    const field = document.querySelector<HTMLInputElement>(".search-field input");
    field?.focus();
    field?.setSelectionRange(text.length, text.length);
    // Says where the caret stands, as a click would.
    field?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  };
  return (
    <div class="search-hint">
      <span class="glow"><Icon of={SearchIcon} size="lg" /></span>
      <h2>{t("hint.title")}</h2>
      <p class="soft">{t("hint.text")}</p>
      <ul>
        <li><code dir="ltr">"…"</code><span>{t("hint.phrase")}</span></li>
        <li><code dir="ltr">-…</code><span>{t("hint.without")}</span></li>
        <For each={TOKEN_KEYS}>
          {(key) => <li><button type="button" onClick={() => begin(beginning(props.page.text(), key))}><code dir="ltr">{key}:</code></button><span>{t(`hint.${key}`)}</span></li>}
        </For>
      </ul>
    </div>
  );
}
