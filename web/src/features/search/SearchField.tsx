/** The field of the search: words, tokens, and a list that finishes what a token begins. */
import { createEffect, createMemo, createSignal, For, on, Switch, type JSX } from "solid-js";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import Paperclip from "lucide-solid/icons/paperclip";
import SearchIcon from "lucide-solid/icons/search";
import UserRound from "lucide-solid/icons/user-round";
import X from "lucide-solid/icons/x";
import { roomIcon } from "~/features/channels";
import { Face } from "~/features/messages/Face";
import { Match, Show } from "~/lib/flow";
import { Icon } from "~/ui/Icon";
import { IconButton } from "~/ui/IconButton";
import { Kbd } from "~/ui/Kbd";
import { HAS } from "./ask";
import { choicesFor, halfAt, take, type Choice } from "./complete";
import { peopleOf, roomsOf } from "./names";
import type { SearchPageState } from "./page";
import { useSearchWords } from "./words";

export function SearchField(props: { page: SearchPageState; onHits: () => void; onField: (field: HTMLInputElement) => void }): JSX.Element {
  const { t } = useSearchWords();
  const page = () => props.page;
  const world = () => page().scene.live.world;
  const [caret, setCaret] = createSignal(0);
  const [isHere, setIsHere] = createSignal(false);
  const [isClosed, setIsClosed] = createSignal(false);
  const [at, setAt] = createSignal(0);
  let field!: HTMLInputElement;
  const half = createMemo(() => halfAt(page().text(), caret()));
  const choices = createMemo((): Choice[] => {
    const asked = half();
    if (!asked || !isHere() || isClosed()) return [];
    const space = page().scope().space;
    const hasNames = Object.fromEntries(HAS.map((one) => [one, t(`kinds.${one}`)])) as Record<(typeof HAS)[number], string>;
    const found = choicesFor(asked, { people: peopleOf(world(), space), rooms: roomsOf(world(), space), me: t("search.me"), hasNames });
    // What is written in full needs no offer.
    return found.length === 1 && found[0]?.value === asked.word ? [] : found;
  });
  createEffect(on(half, () => setAt(0)));
  const typed = () => {
    setIsClosed(false);
    setCaret(field.selectionStart ?? field.value.length);
    page().type(field.value);
  };
  const choose = (choice: Choice | undefined) => {
    const asked = half();
    if (!asked || !choice) return;
    const next = take(page().text(), asked, choice.value);
    page().put(next.text);
    field.focus();
    field.setSelectionRange(next.caret, next.caret);
    setCaret(next.caret);
  };
  const clear = () => {
    page().put("");
    setCaret(0);
    field.focus();
  };
  /** Keys of the open list; true when the key was for it. */
  const inList = (event: KeyboardEvent): boolean => {
    const count = choices().length;
    if (count === 0) return false;
    if (event.key === "ArrowDown") setAt((at() + 1) % count);
    else if (event.key === "ArrowUp") setAt((at() + count - 1) % count);
    else if (event.key === "Enter" || event.key === "Tab") choose(choices()[at()]);
    else if (event.key === "Escape") setIsClosed(true);
    else return false;
    return true;
  };
  const key = (event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (!inList(event)) {
      if (event.key === "Escape") (page().text() === "" ? page().leave : clear)();
      else if (event.key === "ArrowDown") props.onHits();
      else if (event.key === "Enter") (page().isPending() ? page().flush : props.onHits)();
      else return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="search-field" role="search">
      <span class="search-back"><IconButton icon={ArrowLeft} mirrored label={t("search.leave")} onClick={() => page().leave()} /></span>
      <div class="input">
        <Icon of={SearchIcon} />
        <input ref={(element) => { field = element; props.onField(element); }} class="input__control" type="text" dir="auto" role="combobox" enterkeyhint="search" autocomplete="off" spellcheck={false}
          aria-label={t("search.field")} placeholder={t("search.field")} aria-autocomplete="list" aria-expanded={choices().length > 0}
          aria-controls={choices().length > 0 ? "search-choices" : undefined} aria-activedescendant={choices().length > 0 ? `search-choice-${String(at())}` : undefined}
          value={page().text()} onInput={typed} onKeyDown={key} onKeyUp={() => setCaret(field.selectionStart ?? 0)} onClick={() => setCaret(field.selectionStart ?? 0)}
          onFocus={() => setIsHere(true)} onBlur={() => setIsHere(false)} />
        <Show when={page().text() !== ""}><IconButton size="sm" icon={X} label={t("search.clear")} onClick={clear} /></Show>
        <span class="search-esc" aria-hidden="true"><Kbd keys="Esc" /></span>
      </div>
      <Show when={choices().length > 0}>
        <ul class="completion search-choices" id="search-choices" role="listbox" aria-label={t("search.suggestions")}>
          <For each={choices()}>
            {(choice, index) => (
              <li id={`search-choice-${String(index())}`} role="option" aria-selected={at() === index()} classList={{ on: at() === index() }}
                onPointerMove={() => setAt(index())} onPointerDown={(event) => event.preventDefault()} onClick={() => choose(choice)}>
                <ChoiceView choice={choice} />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}

function ChoiceView(props: { choice: Choice }): JSX.Element {
  const { t } = useSearchWords();
  const of = <K extends Choice["kind"]>(kind: K) => (props.choice.kind === kind ? (props.choice as Extract<Choice, { kind: K }>) : null);
  return (
    <Switch>
      <Match when={of("person")}>{(it) => <><Face person={it().person} size={24} /><bdi class="cut">{it().person.display_name}</bdi><bdi class="faint cut">{it().person.username}</bdi></>}</Match>
      <Match when={of("room")}>{(it) => <><Icon of={roomIcon(it().room)} /><bdi class="cut">{it().room.name}</bdi><bdi class="faint cut">{it().room.topic ?? ""}</bdi></>}</Match>
      <Match when={of("has")}>{(it) => <><Icon of={Paperclip} /><span class="cut">{t(`kinds.${it().value}`)}</span><bdi class="faint">{it().value}</bdi></>}</Match>
      <Match when={of("me")}>{(it) => <><Icon of={UserRound} /><span class="cut">{it().value}</span></>}</Match>
    </Switch>
  );
}
