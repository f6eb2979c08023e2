/** The search page: field, filters, how many, what was found, and what narrows it down. */
import { createSignal, onMount, type JSX } from "solid-js";
import { Show } from "~/lib/flow";
import { Filters } from "./Filters";
import { Hits } from "./Hits";
import { Narrow } from "./Narrow";
import { createSearchPage } from "./page";
import { SearchField } from "./SearchField";
import { SearchWords, useSearchWords } from "./words";
import "./search.css";

export default function SearchPage(): JSX.Element {
  return <SearchWords><Page /></SearchWords>;
}

function Page(): JSX.Element {
  const page = createSearchPage();
  const { t } = useSearchWords();
  const { search } = page;
  const [field, setField] = createSignal<HTMLInputElement | null>(null);
  let box!: HTMLDivElement;
  const links = () => [...box.querySelectorAll<HTMLElement>("a.hit-go")];

  onMount(() => {
    const opened = box.querySelector<HTMLElement>(`[data-hit="${search.place.opened ?? ""}"] .hit-go`);
    if (opened) {
      box.scrollTop = search.place.scroll;
      opened.focus({ preventScroll: true });
    } else field()?.focus();
  });
  const remember = () => (search.place.scroll = box.scrollTop);

  const walk = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const at = links().findIndex((one) => one === document.activeElement);
    if (event.key === "Escape") field()?.focus();
    else if (at < 0) return;
    else if (event.key === "ArrowDown") links()[at + 1]?.focus();
    else if (event.key === "ArrowUp") (links()[at - 1] ?? field())?.focus();
    else return;
    event.preventDefault();
  };
  const isCounted = () => page.stand() === "asked" && search.isAnswered() && search.list.items.length > 0;
  const count = () => {
    const n = search.list.items.length;
    return search.list.hasMore() ? t("search.count_more", { n }) : t("search.count", { n });
  };
  return (
    <div class="main-body search">
      <div class="search-main" onKeyDown={walk}>
        <header class="search-head">
          <h1 class="visually-hidden">{t("search.title")}</h1>
          <SearchField page={page} onField={setField} onHits={() => links()[0]?.focus()} />
          <Filters page={page} />
        </header>
        <div class="search-found" ref={box} onScroll={remember} role="region" aria-label={t("search.hits")} tabindex="-1" id="messages">
          <p class="search-count" role="status"><Show when={isCounted()}><b>{count()}</b></Show></p>
          <Hits page={page} />
        </div>
      </div>
      <Show when={isCounted()}><Narrow page={page} /></Show>
    </div>
  );
}
