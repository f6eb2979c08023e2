/** A file on its way into a message: picture, name, progress, and a field to say what it shows. */
import { createSignal, type JSX } from "solid-js";
import FileText from "lucide-solid/icons/file-text";
import Pencil from "lucide-solid/icons/pencil";
import RotateCw from "lucide-solid/icons/rotate-cw";
import X from "lucide-solid/icons/x";
import { Show } from "~/lib/flow";
import { IconButton } from "~/ui/IconButton";
import { useScene } from "./scene";
import type { Tile, Uploads } from "./uploads";

export function UploadTile(props: { tile: Tile; uploads: Uploads; limit: string }): JSX.Element {
  const scene = useScene();
  const [isDescribing, setIsDescribing] = createSignal(false);
  const name = () => props.tile.file.name;
  const why = () => {
    switch (props.tile.code) {
      case "too_large":
        return scene.t("upload.too_large", { limit: props.limit });
      case "unsupported_media":
        return scene.t("upload.kind");
      case "forbidden":
      case "cannot_message":
        return scene.t("upload.refused");
      case "rate_limited":
      case "unavailable":
        return scene.t("upload.busy");
      case "invalid":
        return scene.t("upload.unfit");
      default:
        return scene.t("upload.broken");
    }
  };
  return (
    <div class="up" classList={{ bad: props.tile.state === "failed" }}>
      <Show when={props.tile.preview} fallback={<span class="ico"><FileText class="ic" aria-hidden="true" /></span>}>
        {(source) => <img class="up-pic" src={source()} alt="" />}
      </Show>
      <div class="grow">
        <div class="cut file-name" title={name()}><bdi>{name()}</bdi></div>
        <Show when={props.tile.state === "failed"} fallback={
          <Show when={props.tile.state === "uploading"} fallback={<div class="xs faint cut">{props.tile.state === "waiting" ? scene.t("upload.waiting") : props.tile.description || scene.formats().size(props.tile.file.size)}</div>}>
            <progress class="bar" max="1" value={props.tile.progress} aria-label={scene.t("upload.progress", { name: name(), percent: scene.formats().percent(props.tile.progress) })} />
          </Show>
        }>
          <div class="xs up-why" role="alert">{why()}</div>
        </Show>
      </div>
      <Show when={props.tile.state === "done" && props.tile.preview}>
        <IconButton icon={Pencil} size="sm" label={scene.t("upload.describe", { name: name() })} onClick={() => setIsDescribing(!isDescribing())} />
      </Show>
      <Show when={props.tile.state === "failed" && props.tile.code !== "too_large"}>
        <IconButton icon={RotateCw} size="sm" label={scene.t("upload.retry", { name: name() })} onClick={() => props.uploads.retry(props.tile.key)} />
      </Show>
      <IconButton icon={X} size="sm" label={scene.t("upload.remove", { name: name() })} onClick={() => props.uploads.remove(props.tile.key)} />
      <Show when={isDescribing()}>
        <input class="up-words" type="text" maxlength="1024" dir="auto" aria-label={scene.t("upload.description")} placeholder={scene.t("upload.description")} value={props.tile.description}
          onInput={(event) => props.uploads.describe(props.tile.key, event.currentTarget.value)}
          onKeyDown={(event) => (event.key === "Enter" || event.key === "Escape") && setIsDescribing(false)} />
      </Show>
    </div>
  );
}
