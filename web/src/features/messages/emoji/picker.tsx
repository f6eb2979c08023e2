/** One emoji picker for the whole view: opened beside whatever asks, fetched when first opened. */
import { createContext, createSignal, lazy, Show, Suspense, useContext, type JSX } from "solid-js";
import { Popover } from "@kobalte/core/popover";
import { useI18n } from "~/lib/i18n";
import { remember_emoji } from "./recent";

const EmojiGrid = lazy(() => import("./EmojiGrid"));

interface Picker {
  open: (beside: HTMLElement, chosen: (emoji: string) => void) => void;
}

const PickerContext = createContext<Picker>();

export function useEmojiPicker(): Picker {
  const picker = useContext(PickerContext);
  if (!picker) throw new Error("The emoji picker is used outside of its provider.");
  return picker;
}

interface Asked {
  beside: HTMLElement;
  rect: DOMRect;
  chosen: (emoji: string) => void;
}

export function EmojiPickerProvider(props: { children: JSX.Element }): JSX.Element {
  const { t } = useI18n();
  const [asked, set_asked] = createSignal<Asked | null>(null);
  const choose = (emoji: string) => {
    const it = asked();
    set_asked(null);
    remember_emoji(emoji);
    it?.chosen(emoji);
  };
  const open = (beside: HTMLElement, chosen: (emoji: string) => void) => set_asked({ beside, rect: beside.getBoundingClientRect(), chosen });
  return (
    <PickerContext.Provider value={{ open }}>
      {props.children}
      <Popover open={asked() !== null} onOpenChange={(is_open) => !is_open && set_asked(null)} getAnchorRect={() => asked()?.rect} placement="top-end" gutter={6} flip="bottom-end">
        <Popover.Portal>
          <Show when={asked()}>
            {(it) => (
              <Popover.Content class="emoji-popover" aria-label={t("write.emoji")} onCloseAutoFocus={(event) => {
                event.preventDefault();
                it().beside.focus();
              }}>
                <Suspense fallback={<p class="emoji-wait" role="status">{t("emoji.loading")}</p>}>
                  <EmojiGrid on_choose={choose} />
                </Suspense>
              </Popover.Content>
            )}
          </Show>
        </Popover.Portal>
      </Popover>
    </PickerContext.Provider>
  );
}
