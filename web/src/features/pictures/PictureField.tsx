/** Chooses a picture: preview without cropping, upload with progress, the reason when it is refused. */

import CircleAlert from "lucide-solid/icons/circle-alert";
import ImageUp from "lucide-solid/icons/image-up";
import Trash2 from "lucide-solid/icons/trash";
import { type JSX, createSignal, createUniqueId, onCleanup } from "solid-js";
import type { Id } from "~/lib/api/wire";
import { troubleOf } from "~/lib/api";
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { useSession } from "~/lib/session-provider";
import type { FileOrder } from "~/lib/upload";
import { Button, Icon } from "~/ui";
import "./pictures.css";

export interface ChosenPicture {
  /** The upload to claim. */
  id: Id;
  /** Where the chosen file can be seen until it is saved. */
  preview: string;
}

const TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"];
const MAX_BYTES = 5 * 1024 * 1024;

const isPaused = (code: string) => code === "rate_limited" || code === "unavailable";

export function PictureField(props: {
  label: string;
  hint: (limit: string) => string;
  chooseLabel: string;
  removeLabel: string;
  purpose: Exclude<FileOrder["purpose"], "attachment">;
  /** The picture as it is saved. */
  saved: string | null;
  /** A chosen one; null: removed; undefined: untouched. */
  chosen: ChosenPicture | null | undefined;
  onChange: (chosen: ChosenPicture | null) => void;
  /** Stands in for a missing picture. */
  blank: JSX.Element;
  square?: boolean;
  disabled?: boolean;
  error?: string | null;
}) {
  const { t, formats } = useI18n();
  const session = useSession();
  const [share, setShare] = createSignal<number | null>(null);
  const [fault, setFault] = createSignal<string | null>(null);
  const previews: string[] = [];
  const id = createUniqueId();
  let input!: HTMLInputElement;
  onCleanup(() => previews.forEach((one) => URL.revokeObjectURL(one)));

  // Said in round megabytes: a little less than the server takes.
  const limit = () => formats().size(5_000_000);
  const shown = () => (props.chosen === undefined ? props.saved : (props.chosen?.preview ?? null));
  const take = async (file: File | undefined) => {
    input.value = "";
    if (!file) return;
    setFault(null);
    if (!TYPES.includes(file.type)) return void setFault(t("upload.picture_kind"));
    if (file.size > MAX_BYTES) return void setFault(t("upload.too_large", { limit: limit() }));
    setShare(0);
    try {
      const upload = await session.sendFile({ purpose: props.purpose, file, onProgress: setShare });
      const preview = URL.createObjectURL(file);
      previews.push(preview);
      props.onChange({ id: upload.id, preview });
    } catch (cause) {
      const code = troubleOf(cause).code;
      if (code === "too_large") setFault(t("upload.too_large", { limit: limit() }));
      else if (code === "unsupported_media") setFault(t("upload.picture_kind"));
      else setFault(t(code === "invalid" ? "upload.unreadable" : isPaused(code) ? "upload.busy" : "upload.broken"));
    } finally {
      setShare(null);
    }
  };

  return (
    <div class="picture-field" role="group" aria-labelledby={id}>
      <div class="picture-shape" data-square={props.square ? "" : undefined}>
        <Show when={shown()} fallback={props.blank}>
          {(src) => <img src={src()} alt="" width="72" height="72" />}
        </Show>
      </div>
      <div class="picture-words">
        <span class="field__label" id={id}>
          {props.label}
        </span>
        <div class="picture-acts">
          <input
            ref={input}
            class="visually-hidden"
            type="file"
            tabindex="-1"
            aria-hidden="true"
            accept={TYPES.join()}
            onChange={(event) => void take(event.currentTarget.files?.[0])}
          />
          <Button
            size="sm"
            icon={ImageUp}
            busy={share() !== null}
            busyLabel={t("upload.percent", { percent: formats().percent(share() ?? 0) })}
            disabled={props.disabled ?? false}
            onClick={() => input.click()}
          >
            {props.chooseLabel}
          </Button>
          <Show when={shown() && !props.disabled}>
            <Button size="sm" kind="quiet" icon={Trash2} onClick={() => props.onChange(null)}>
              {props.removeLabel}
            </Button>
          </Show>
        </div>
        <Show when={fault() ?? props.error} fallback={<p class="picture-hint">{props.hint(limit())}</p>}>
          {(text) => (
            <p class="picture-fault" role="alert">
              <Icon of={CircleAlert} size="sm" />
              {text()}
            </p>
          )}
        </Show>
      </div>
    </div>
  );
}
