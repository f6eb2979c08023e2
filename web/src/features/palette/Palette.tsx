/** The palette itself: a field, the answers in groups, and the keys that walk them. */
import * as Parts from "@kobalte/core/dialog";
import { createEffect, createUniqueId, For, on, onCleanup, Switch, type JSX } from "solid-js";
import { unwrap } from "solid-js/store";
import AtSign from "lucide-solid/icons/at-sign";
import SearchIcon from "lucide-solid/icons/search";
import X from "lucide-solid/icons/x";
import { paths } from "~/app/paths";
import { Face } from "~/features/messages/Face";
import { Match, Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { usePrefs } from "~/lib/prefs-provider";
import { titleOf, useLive, useMarks } from "~/lib/store";
import { SpaceIcon } from "~/ui/Avatar";
import { EmptyState } from "~/ui/EmptyState";
import { Icon } from "~/ui/Icon";
import { IconButton } from "~/ui/IconButton";
import { Kbd } from "~/ui/Kbd";
import type { Entry, Picture } from "./entry";
import { pieces } from "./match";
import type { PaletteViewProps } from "./provider";
import { createPaletteState, type PaletteState } from "./state";
import { PaletteWords, usePaletteWords } from "./words";
import "./palette.css";

const PAGE_ROWS = 8;

export function Palette(props: PaletteViewProps): JSX.Element {
  const close = (isOpen: boolean) => !isOpen && props.onClose();
  const letGo = (event: Event) => {
    event.preventDefault();
    props.onClosed();
  };
  return (
    <PaletteWords>
      <Parts.Root open={props.open} onOpenChange={close}>
        <Parts.Portal>
          <Parts.Overlay class="scrim" />
          <div class="palette-place"><Content {...props} onLetGo={letGo} /></div>
        </Parts.Portal>
      </Parts.Root>
    </PaletteWords>
  );
}

function Content(props: PaletteViewProps & { onLetGo: (event: Event) => void }): JSX.Element {
  const words = usePaletteWords();
  const i18n = useI18n();
  const live = useLive();
  const marks = useMarks();
  const { prefs } = usePrefs();
  const id = createUniqueId();
  let field!: HTMLInputElement;
  let list: HTMLDivElement | undefined;
  // Read once for each opening: what changes meanwhile is in the next one.
  const state = createPaletteState({
    first: props.first,
    recent: props.recent,
    searchPath: paths.searchFor,
    sight: () => {
      live.isReady();
      return { world: unwrap(live.world), marks, titleOf: (channel) => titleOf(live.world, channel, i18n), words, prefs: prefs(), locale: words.locale(), path: props.path, spaceId: props.spaceId, roomId: props.roomId };
    },
  });
  const optionId = (entry: Entry) => `${id}-${entry.key}`;
  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    if (entry.key !== "search") props.recent.add(entry.key);
    props.onClose(() => entry.run(props.acts));
  };
  createEffect(on(state.chosen, (entry) => entry && document.getElementById(optionId(entry))?.scrollIntoView({ block: "nearest" })));

  const key = (event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE_ROWS, PageUp: -PAGE_ROWS }[event.key];
    if (by !== undefined) state.move(by);
    else if (event.key === "Enter") choose(state.chosen());
    else return;
    event.preventDefault();
  };
  const hasAny = () => state.entries().length > 0;
  return (
    <Parts.Content class="palette" aria-label={words.t("palette.title")} onCloseAutoFocus={(event) => props.onLetGo(event)} onOpenAutoFocus={(event) => {
      event.preventDefault();
      // Outside of Kobalte's effect, which would start anew with whatever the loss of the focus changes elsewhere.
      queueMicrotask(() => field.focus());
    }}>
      <div class="palette-field">
        <Icon of={SearchIcon} />
        <input ref={field} type="text" dir="auto" role="combobox" enterkeyhint="go" autocomplete="off" spellcheck={false} maxlength={200}
          aria-label={words.t("palette.field")} placeholder={words.t("palette.field")} aria-autocomplete="list" aria-expanded={hasAny()}
          aria-controls={hasAny() ? `${id}-list` : undefined} aria-activedescendant={state.chosen() && optionId(state.chosen() as Entry)}
          value={state.typed()} onInput={(event) => { state.type(event.currentTarget.value); if (list) list.scrollTop = 0; }} onKeyDown={key} />
        <span class="palette-esc" aria-hidden="true"><Kbd keys="Esc" /></span>
        <span class="palette-close"><IconButton icon={X} label={words.t("palette.close")} onClick={() => props.onClose()} /></span>
      </div>
      <Show when={hasAny()} fallback={<None isReady={live.isReady()} />}>
        <div class="palette-list" id={`${id}-list`} role="listbox" aria-label={words.t("palette.results")} ref={(element) => { list = element; onCleanup(() => (list = undefined)); }}>
          <For each={state.groups()}>
            {(group) => (
              <div role="group" aria-label={words.t(`group.${group.name}`)}>
                <div class="mem-head" aria-hidden="true">{words.t(`group.${group.name}`)}</div>
                <For each={group.entries}>
                  {(entry) => (
                    <div class="palette-row" classList={{ on: state.chosen() === entry }} id={optionId(entry)} role="option" aria-selected={state.chosen() === entry}
                      onPointerMove={() => state.choose(entry)} onPointerDown={(event) => event.preventDefault()} onClick={() => choose(entry)}>
                      <Row entry={entry} state={state} />
                    </div>
                  )}
                </For>
              </div>
            )}
          </For>
        </div>
      </Show>
      <Hints />
    </Parts.Content>
  );
}

function Row(props: { entry: Entry; state: PaletteState }): JSX.Element {
  const words = usePaletteWords();
  const isWaiting = () => props.entry.waits !== "nothing" && !props.entry.isHere;
  return (
    <>
      <PictureOf picture={props.entry.picture} />
      <span class="palette-words cut">
        <bdi><For each={pieces(props.entry.name, props.state.asked())}>{(piece) => <Show when={piece.isMet} fallback={piece.text}><b>{piece.text}</b></Show>}</For></bdi>
        <Show when={props.entry.detail}>{(detail) => <> <bdi class="faint sm">{detail()}</bdi></>}</Show>
      </span>
      <Show when={isWaiting()}>
        <span class="palette-waits" classList={{ calls: props.entry.waits === "mentions" }}><Show when={props.entry.waits === "mentions"}><Icon of={AtSign} size="sm" /></Show><span class="visually-hidden">{words.t(props.entry.waits === "mentions" ? "palette.calls" : "palette.unread")}</span></span>
      </Show>
    </>
  );
}

function PictureOf(props: { picture: Picture }): JSX.Element {
  const of = () => props.picture;
  return (
    <Switch>
      <Match when={"icon" in of() && (of() as Extract<Picture, { icon: unknown }>)}>{(it) => <Icon of={it().icon} />}</Match>
      <Match when={"person" in of() && (of() as Extract<Picture, { person: unknown }>)}>{(it) => <Face person={it().person} size={24} dot />}</Match>
      <Match when={"space" in of() && (of() as Extract<Picture, { space: unknown }>)}>{(it) => <SpaceIcon id={it().space.id} name={it().space.name} picture={it().space.icon} size={24} />}</Match>
    </Switch>
  );
}

function None(props: { isReady: boolean }): JSX.Element {
  const { t } = usePaletteWords();
  return (
    <div class="palette-none" role="status">
      <Show when={props.isReady} fallback={<p class="soft">{t("palette.opening")}</p>}><EmptyState icon={SearchIcon} title={t("palette.none")}>{t("palette.none_text")}</EmptyState></Show>
    </div>
  );
}

function Hints(): JSX.Element {
  const { t } = usePaletteWords();
  return (
    <footer class="palette-hints" aria-hidden="true">
      <span><Kbd keys="↑+↓" />{t("palette.hint_choose")}</span>
      <span><Kbd keys="↵" />{t("palette.hint_open")}</span>
      <span><Kbd keys="#" />{t("palette.hint_rooms")}</span>
      <span><Kbd keys="@" />{t("palette.hint_people")}</span>
      <span><Kbd keys=">" />{t("palette.hint_do")}</span>
    </footer>
  );
}
