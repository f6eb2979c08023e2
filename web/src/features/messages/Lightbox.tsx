/** One picture as large as the window, with its neighbours a key away. */
import { createContext, createSignal, useContext, type JSX } from "solid-js";
import * as Dialog from "@kobalte/core/dialog";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import Download from "lucide-solid/icons/download";
import X from "lucide-solid/icons/x";
import { Show } from "~/lib/flow";
import { createFocusKeeper } from "~/ui/keepFocus";
import { nameIn, type Line } from "~/lib/store";
import { isPicture, Picture } from "./Attachments";
import type { FilesPlace } from "./room";
import { useScene } from "./scene";

interface Shown {
  room: FilesPlace;
  line: Line;
  at: number;
}

interface Lightbox {
  open: (room: FilesPlace, line: Line, at: number) => void;
}

const LightboxContext = createContext<Lightbox>();

export function useLightbox(): Lightbox {
  const lightbox = useContext(LightboxContext);
  if (!lightbox) throw new Error("Pictures stand outside of the lightbox.");
  return lightbox;
}

export function LightboxProvider(props: { children: JSX.Element }): JSX.Element {
  const [shown, setShown] = createSignal<Shown | null>(null);
  return (
    <LightboxContext.Provider value={{ open: (room, line, at) => setShown({ room, line, at }) }}>
      {props.children}
      <Dialog.Root open={shown() !== null} onOpenChange={(isOpen) => !isOpen && setShown(null)}>
        <Dialog.Portal>
          <Dialog.Overlay class="lightbox-scrim" />
          <Show when={shown()}>{(found) => <Stage shown={found()} onMove={(at) => setShown({ ...found(), at })} />}</Show>
        </Dialog.Portal>
      </Dialog.Root>
    </LightboxContext.Provider>
  );
}

function Stage(props: { shown: Shown; onMove: (at: number) => void }): JSX.Element {
  const scene = useScene();
  const pictures = () => props.shown.line.attachments.filter(isPicture);
  const file = () => pictures()[props.shown.at];
  const author = () => (props.shown.line.author && nameIn(scene.live.world, scene.spaceId(), props.shown.line.author.id)) ?? scene.t("person.unknown");
  const move = (by: number) => {
    const at = props.shown.at + by;
    if (at >= 0 && at < pictures().length) props.onMove(at);
  };
  const key = (event: KeyboardEvent) => {
    const forward = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = document.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    if (event.key === forward) move(1);
    if (event.key === back) move(-1);
  };
  return (
    <Dialog.Content ref={createFocusKeeper(() => true)} class="lightbox" data-theme="dark" onKeyDown={key}>
      <Show when={file()} keyed>
        {(one) => (
          <>
            <header class="lightbox-head">
              <Dialog.Title class="cut"><bdi>{one.name}</bdi></Dialog.Title>
              <span class="soft num">{scene.t("file.of", { at: props.shown.at + 1, n: pictures().length })}</span>
              <span class="grow" />
              <a class="ib" href={one.urls.original} download={one.name} aria-label={scene.t("file.download", { name: one.name })}><Download class="ic" aria-hidden="true" /></a>
              <Dialog.CloseButton class="ib" aria-label={scene.t("shell.close")}><X class="ic" aria-hidden="true" /></Dialog.CloseButton>
            </header>
            <div class="lightbox-picture" style={{ "--ratio": `${String(one.width)} / ${String(one.height)}`, "--w": `${String(one.width)}px` }}>
              <Picture room={props.shown.room} file={one} author={author()} isLarge />
            </div>
            <Show when={one.description}><Dialog.Description class="lightbox-words" dir="auto">{one.description}</Dialog.Description></Show>
          </>
        )}
      </Show>
      <Show when={pictures().length > 1}>
        <button type="button" class="ib lightbox-back" disabled={props.shown.at === 0} aria-label={scene.t("file.previous")} onClick={() => move(-1)}><ChevronLeft class="ic l flip" aria-hidden="true" /></button>
        <button type="button" class="ib lightbox-on" disabled={props.shown.at === pictures().length - 1} aria-label={scene.t("file.next")} onClick={() => move(1)}><ChevronRight class="ic l flip" aria-hidden="true" /></button>
      </Show>
    </Dialog.Content>
  );
}
