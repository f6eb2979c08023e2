/** One emoji picker for the whole view: opened beside whatever asks, fetched when first opened. */
import { createContext, createSignal, lazy, Suspense, useContext, type JSX } from "solid-js";
import { Popover } from "@kobalte/core/popover";
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { rememberEmoji } from "./recent";

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
  const [asked, setAsked] = createSignal<Asked | null>(null);
  const choose = (emoji: string) => {
    const it = asked();
    setAsked(null);
    rememberEmoji(emoji);
    it?.chosen(emoji);
  };
  const open = (beside: HTMLElement, chosen: (emoji: string) => void) => setAsked({ beside, rect: beside.getBoundingClientRect(), chosen });
  return (
    <PickerContext.Provider value={{ open }}>
      {props.children}
      <Popover open={asked() !== null} onOpenChange={(isOpen) => !isOpen && setAsked(null)} getAnchorRect={() => asked()?.rect} placement="top-end" gutter={6} flip="bottom-end">
        <Popover.Portal>
          <Show when={asked()}>
            {(it) => (
              <Popover.Content class="emoji-popover" aria-label={t("write.emoji")} onCloseAutoFocus={(event) => {
                event.preventDefault();
                it().beside.focus();
              }}>
                <Suspense fallback={<p class="emoji-wait" role="status">{t("emoji.loading")}</p>}>
                  <EmojiGrid onChoose={choose} />
                </Suspense>
              </Popover.Content>
            )}
          </Show>
        </Popover.Portal>
      </Popover>
    </PickerContext.Provider>
  );
}
