/** Pictures and files of a message: room is kept before they arrive, and ended addresses are renewed. */
import { createSignal, For, onMount, type JSX } from "solid-js";
import Download from "lucide-solid/icons/download";
import FileText from "lucide-solid/icons/file-text";
import type { Attachment } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { nameIn, type Line, type Parcel } from "~/lib/store";
import { useLightbox } from "./Lightbox";
import { fit, paintPlaceholder } from "./placeholder";
import type { FilesPlace } from "./room";
import { useScene } from "./scene";

const SHOWN = 9;

export function isPicture(file: Attachment): boolean {
  return file.content_type.startsWith("image/") && file.width !== null && file.height !== null;
}

export function Attachments(props: { room: FilesPlace; line: Line }): JSX.Element {
  const pictures = () => props.line.attachments.filter(isPicture);
  const others = () => props.line.attachments.filter((file) => !isPicture(file));
  return (
    <>
      <Show when={pictures().length > 0}><Pictures room={props.room} line={props.line} pictures={pictures()} /></Show>
      <For each={others()}>{(file) => <FileCard room={props.room} file={file} />}</For>
    </>
  );
}

function Pictures(props: { room: FilesPlace; line: Line; pictures: Attachment[] }): JSX.Element {
  const scene = useScene();
  const lightbox = useLightbox();
  const shown = () => props.pictures.slice(0, SHOWN);
  const hidden = () => props.pictures.length - shown().length;
  const only = () => (props.pictures.length === 1 ? fit(props.pictures[0]?.width ?? null, props.pictures[0]?.height ?? null) : null);
  return (
    <div class={`pictures n${String(Math.min(props.pictures.length, 4))}`} style={{ "--w": only() ? `${String(only()?.width)}px` : undefined, "--ratio": only() ? `${String(only()?.width)} / ${String(only()?.height)}` : undefined }}>
      <For each={shown()}>
        {(file, at) => (
          <button type="button" class="pic" aria-label={scene.t("file.open", { name: labelOf(file) })}
            onClick={() => lightbox.open(props.room, props.line, at())}>
            <Picture room={props.room} file={file} author={authorName()} />
            <Show when={hidden() > 0 && at() === SHOWN - 1}>
              <span class="more-pics" aria-label={scene.t("file.more", { n: hidden() })}>+{scene.formats().number(hidden())}</span>
            </Show>
          </button>
        )}
      </For>
    </div>
  );
  function authorName(): string {
    return (props.line.author && nameIn(scene.live.world, scene.spaceId(), props.line.author.id)) ?? scene.t("person.unknown");
  }
}

function labelOf(file: Attachment): string {
  return file.description ?? file.name;
}

export function Picture(props: { room: FilesPlace; file: Attachment; author: string; isLarge?: boolean }): JSX.Element {
  const scene = useScene();
  const [isHere, setIsHere] = createSignal(false);
  const [tries, setTries] = createSignal(0);
  let canvas!: HTMLCanvasElement;
  onMount(() => {
    if (!props.file.placeholder || !paintPlaceholder(canvas, props.file.placeholder)) canvas.hidden = true;
  });
  const source = () => (props.isLarge ? props.file.urls.original : (props.file.urls.preview ?? props.file.urls.original));
  const lost = () => {
    if (tries() > 1) return;
    setTries(tries() + 1);
    void props.room.renew(props.file).catch(() => setTries(2));
  };
  return (
    <>
      <canvas ref={canvas} class="blur" classList={{ away: isHere() }} aria-hidden="true" />
      <Show when={tries() < 2} fallback={<span class="lost">{scene.t("file.lost")}</span>}>
        <img src={source()} alt={props.file.description ?? scene.t("file.picture", { name: props.author })} loading="lazy" decoding="async"
          width={props.file.width ?? undefined} height={props.file.height ?? undefined} onLoad={() => setIsHere(true)} onError={lost} />
      </Show>
    </>
  );
}

function FileCard(props: { room: FilesPlace; file: Attachment }): JSX.Element {
  const scene = useScene();
  const download = async (event: MouseEvent) => {
    event.preventDefault();
    try {
      await props.room.renew(props.file);
      const link = document.createElement("a");
      link.href = props.file.urls.original;
      link.download = props.file.name;
      link.click();
    } catch {
      scene.notify(scene.t("act.failed"), "bad");
    }
  };
  return (
    <div class="file">
      <span class="ico"><FileText class="ic l" aria-hidden="true" /></span>
      <div class="grow">
        <div class="cut file-name" title={props.file.name}><bdi>{props.file.name}</bdi></div>
        <div class="xs faint">{scene.formats().size(props.file.size)}</div>
      </div>
      <a class="ib smi" href={props.file.urls.original} download={props.file.name} aria-label={scene.t("file.download", { name: props.file.name })}
        title={scene.t("file.download", { name: props.file.name })} onClick={(event) => void download(event)}>
        <Download class="ic" aria-hidden="true" />
      </a>
    </div>
  );
}

/** Files of a message that is still on its way. */
export function ParcelFiles(props: { parcel: Parcel }): JSX.Element {
  const scene = useScene();
  return (
    <For each={props.parcel.uploads}>
      {(one) => (
        <div class="file">
          <span class="ico"><FileText class="ic l" aria-hidden="true" /></span>
          <div class="grow">
            <div class="cut file-name"><bdi>{one.upload.name}</bdi></div>
            <div class="xs faint">{scene.formats().size(one.upload.size)}</div>
          </div>
        </div>
      )}
    </For>
  );
}
