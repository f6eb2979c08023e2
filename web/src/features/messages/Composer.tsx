/** Where one writes: text, files, completion; or one line with the reason why not. */
import { createEffect, createMemo, createSignal, For, Match, on, onCleanup, onMount, Show, Switch, type JSX } from "solid-js";
import AtSign from "lucide-solid/icons/at-sign";
import Lock from "lucide-solid/icons/lock";
import Plus from "lucide-solid/icons/plus";
import SendHorizontal from "lucide-solid/icons/send-horizontal";
import Smile from "lucide-solid/icons/face-slightly-smiling";
import Timer from "lucide-solid/icons/timer";
import X from "lucide-solid/icons/x";
import { IconButton } from "~/ui/IconButton";
import { name_in } from "~/lib/store";
import { Completion, create_completion } from "./Completion";
import { length_of, wrap } from "./complete";
import { keep_drafts } from "./drafts";
import { useEmojiPicker } from "./emoji/picker";
import { grow } from "./grow";
import { create_blocked } from "./blocked";
import type { RoomState } from "./room";
import { useScene } from "./scene";
import { create_uploads } from "./uploads";
import { UploadTile } from "./UploadTile";

export const CONTENT_MAX = 4000;
const COUNT_FROM = 3800;

export function Composer(props: { room: RoomState; on_add: (add: (files: File[]) => void) => void }): JSX.Element {
  const scene = useScene();
  const blocked = create_blocked(props.room, scene);
  const room_name = () => props.room.channel()?.name ?? "";
  return (
    <Show when={blocked()} fallback={<Field room={props.room} on_add={props.on_add} />}>
      {(reason) => (
        <div class="composer closed" role="status">
          <Show when={reason().kind === "slow"} fallback={<Lock class="ic" aria-hidden="true" />}><Timer class="ic" aria-hidden="true" /></Show>
          <span>{reason().text}</span>
          <span class="visually-hidden">{scene.t("write.label", { room: room_name() })}</span>
        </div>
      )}
    </Show>
  );
}

function Field(props: { room: RoomState; on_add: (add: (files: File[]) => void) => void }): JSX.Element {
  const scene = useScene();
  const picker = useEmojiPicker();
  const { room } = props;
  const drafts = keep_drafts(localStorage, () => room.me());
  const [text, set_text] = createSignal(drafts.read(room.channel_id));
  const [caret, set_caret] = createSignal(0);
  const [is_waiting, set_is_waiting] = createSignal(false);
  const limit = () => scene.live.world.instance?.limits.attachment_bytes ?? 50 * 1024 * 1024;
  const uploads = create_uploads(room.channel_id, { token: scene.token, limit_bytes: limit, url: "/api/v1/uploads" });
  let field!: HTMLTextAreaElement;
  let picked!: HTMLInputElement;

  const put = (value: string, start: number, end = start) => {
    set_text(value);
    field.value = value;
    field.setSelectionRange(start, end);
    set_caret(start);
    grow(field);
    field.focus();
  };
  const completion = create_completion({ room, scene, text, caret, put });
  const length = createMemo(() => length_of(text()));
  const max = () => scene.live.world.instance?.limits.content_max ?? CONTENT_MAX;
  const has_something = () => text().trim() !== "" || uploads.tiles.some((tile) => tile.state !== "failed");

  onMount(() => {
    grow(field);
    props.on_add(add);
    if (matchMedia("(pointer: fine)").matches) field.focus();
  });
  createEffect(on(text, (value) => drafts.write(room.channel_id, value), { defer: true }));
  createEffect(on(room.replying, (line) => line && field.focus(), { defer: true }));
  createEffect(() => is_waiting() && !uploads.is_busy() && send());
  onCleanup(() => uploads.clear());

  function add(files: File[]): void {
    if (files.length === 0) return;
    if (!room.can("attach_files")) return scene.notify(scene.t("upload.refused"), "bad");
    if (uploads.add(files) === "too_many") scene.notify(scene.t("upload.too_many"), "bad");
  }

  function send(): void {
    if (!has_something() || length() > max()) return;
    if (uploads.is_busy()) return void set_is_waiting(true);
    set_is_waiting(false);
    const content = text().trim();
    const files = uploads.take();
    if (content === "" && files.length === 0) return;
    room.send(content, files);
    put("", 0);
    drafts.write(room.channel_id, "");
  }

  function key(event: KeyboardEvent): void {
    if (event.isComposing || completion.key(event)) return;
    const control = event.ctrlKey || event.metaKey;
    const mark = control && !event.shiftKey && !event.altKey ? ({ b: "**", i: "*", e: "`" } as Record<string, string>)[event.key.toLowerCase()] : undefined;
    if (mark) {
      event.preventDefault();
      const next = wrap(text(), field.selectionStart, field.selectionEnd, mark);
      put(next.text, next.start, next.end);
    } else if (event.key === "Enter" && (control || (!event.shiftKey && !matchMedia("(pointer: coarse)").matches))) {
      event.preventDefault();
      send();
    } else if (event.key === "ArrowUp" && text() === "") {
      const last = room.own_last();
      if (!last) return;
      event.preventDefault();
      room.set_editing(last.id);
    } else if (event.key === "Escape") {
      if (room.replying()) room.set_replying(null);
      else room.to_newest();
    }
  }

  const paste = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    add(files);
  };
  const insert = (piece: string) => put(text().slice(0, field.selectionStart) + piece + text().slice(field.selectionEnd), field.selectionStart + piece.length);
  const reply_name = () => name_in(scene.live.world, scene.space_id(), room.replying()?.author?.id ?? "") ?? scene.t("person.unknown");

  return (
    <div class="composer-box">
      <Completion state={completion} />
      <div class="composer">
        <Show when={room.replying()}>
          <div class="ctx">
            <span class="cut">{scene.t("write.replying", { name: reply_name() })}</span><span class="grow" />
            <IconButton icon={X} size="sm" label={scene.t("write.unreply")} onClick={() => room.set_replying(null)} />
          </div>
        </Show>
        <Show when={uploads.tiles.length > 0}>
          <div class="ups"><For each={uploads.tiles}>{(tile) => <UploadTile tile={tile} uploads={uploads} limit={scene.formats().size(limit())} />}</For></div>
        </Show>
        <div class="line">
          <Show when={room.can("attach_files")}>
            <IconButton icon={Plus} label={scene.t("write.add")} onClick={() => picked.click()} />
            <input ref={picked} type="file" multiple class="visually-hidden" tabindex="-1" aria-hidden="true" onChange={(event) => {
              add([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = "";
            }} />
          </Show>
          <textarea ref={field} data-composer id="composer" rows="1" dir="auto" class="ed" value={text()} enterkeyhint="send" autocomplete="off"
            placeholder={scene.t("write.placeholder", { room: room.channel()?.name ?? "" })} aria-label={scene.t("write.label", { room: room.channel()?.name ?? "" })}
            aria-autocomplete="list" aria-controls={completion.is_open() ? "completion" : undefined} aria-activedescendant={completion.is_open() ? `choice-${String(completion.at())}` : undefined}
            onKeyDown={key} onPaste={paste} onSelect={() => set_caret(field.selectionStart)}
            onInput={(event) => {
              set_text(event.currentTarget.value);
              set_caret(event.currentTarget.selectionStart);
              grow(event.currentTarget);
            }} />
          <span class="wide-only"><IconButton icon={AtSign} label={scene.t("write.mention")} onClick={() => insert(text() === "" || text().endsWith(" ") ? "@" : " @")} /></span>
          <IconButton icon={Smile} label={scene.t("write.emoji")} onClick={(event) => picker.open(event.currentTarget, (emoji) => setTimeout(() => insert(emoji)))} />
          <button type="button" class="send" classList={{ off: !has_something() || length() > max() }} aria-label={scene.t("write.send")} title={scene.t("write.send")} onClick={send}><SendHorizontal class="ic flip" aria-hidden="true" /></button>
        </div>
      </div>
      <div class="under" role="status">
        <Switch>
          <Match when={is_waiting()}>{scene.t("write.waiting_files")}</Match>
          <Match when={length() > max()}><span class="over">{scene.t("write.over", { n: length() - max() })}</span></Match>
          <Match when={length() >= COUNT_FROM}>{scene.t("write.left", { n: max() - length() })}</Match>
        </Switch>
      </div>
    </div>
  );
}
