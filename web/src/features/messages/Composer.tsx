/** Where one writes: text, files, completion; or one line with the reason why not. */
import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Switch, untrack, type JSX } from "solid-js";
import AtSign from "lucide-solid/icons/at-sign";
import Lock from "lucide-solid/icons/lock";
import Plus from "lucide-solid/icons/plus";
import SendHorizontal from "lucide-solid/icons/send-horizontal";
import Smile from "lucide-solid/icons/face-slightly-smiling";
import Timer from "lucide-solid/icons/timer";
import X from "lucide-solid/icons/x";
import type { Upload } from "~/lib/api/wire";
import { Match, Show } from "~/lib/flow";
import { IconButton } from "~/ui/IconButton";
import { paced } from "~/features/presence/state";
import { isConversation, nameIn } from "~/lib/store";
import { Completion, createCompletion } from "./Completion";
import { lengthOf, wrap } from "./complete";
import { keepDrafts } from "./drafts";
import { useEmojiPicker } from "./emoji/picker";
import { grow } from "./grow";
import { createBlocked } from "./blocked";
import type { RoomState } from "./room";
import { useScene, type Scene } from "./scene";
import { createUploads } from "./uploads";
import { UploadTile } from "./UploadTile";

export const CONTENT_MAX = 4000;
const COUNT_FROM = 3800;
/** Others hear no more often that one is writing. */
const TYPING_EVERY_MS = 3000;

export function Composer(props: { room: RoomState; onAdd: (add: (files: File[]) => void) => void }): JSX.Element {
  const scene = useScene();
  const blocked = createBlocked(props.room, scene);
  return (
    <Show when={blocked()} fallback={<Field room={props.room} onAdd={props.onAdd} />}>
      {(reason) => (
        <div class="composer closed" role="status">
          <Show when={reason().kind === "slow"} fallback={<Lock class="ic" aria-hidden="true" />}><Timer class="ic" aria-hidden="true" /></Show>
          <span>{reason().text}</span>
          <span class="visually-hidden">{labelOf(scene, props.room)}</span>
        </div>
      )}
    </Show>
  );
}

function labelOf(scene: Scene, room: RoomState): string {
  const title = scene.titleOf(room.channel());
  return isConversation(room.channel()) ? scene.t("talk.label", { name: title }) : scene.t("write.label", { room: title });
}

function Field(props: { room: RoomState; onAdd: (add: (files: File[]) => void) => void }): JSX.Element {
  const scene = useScene();
  const picker = useEmojiPicker();
  const { room } = props;
  const drafts = keepDrafts(localStorage, () => room.me());
  const [text, setText] = createSignal(drafts.read(room.channelId));
  const [caret, setCaret] = createSignal(0);
  const [isWaiting, setIsWaiting] = createSignal(false);
  const drop = (upload: Upload) => void scene.live.ask("DELETE", `/uploads/${upload.id}`).catch(() => undefined);
  const limit = () => scene.live.world.instance?.limits.attachment_bytes ?? 50 * 1024 * 1024;
  const uploads = createUploads(room.channelId, { sendFile: scene.sendFile, limitBytes: limit, drop });
  let field!: HTMLTextAreaElement;
  let picked!: HTMLInputElement;

  const tellTyping = paced(TYPING_EVERY_MS, Date.now, () => scene.live.type(room.channelId));
  const put = (value: string, start: number, end = start) => {
    setText(value);
    field.value = value;
    field.setSelectionRange(start, end);
    setCaret(start);
    grow(field);
    field.focus();
  };
  const completion = createCompletion({ room, scene, text, caret, put });
  const length = createMemo(() => lengthOf(text()));
  const max = () => scene.live.world.instance?.limits.content_max ?? CONTENT_MAX;
  const hasSomething = () => text().trim() !== "" || uploads.tiles.some((tile) => tile.state !== "failed");

  onMount(() => {
    grow(field);
    props.onAdd(add);
    if (matchMedia("(pointer: fine)").matches) field.focus();
  });
  createEffect(on(text, (value) => drafts.write(room.channelId, value), { defer: true }));
  createEffect(on(room.replying, (line) => line && field.focus(), { defer: true }));
  // A file that did not arrive holds the message back: nobody says "see the picture" without it unasked.
  createEffect(() => {
    if (isWaiting() && !uploads.isBusy()) untrack(send);
  });
  onCleanup(() => uploads.clear());

  function add(files: File[]): void {
    if (files.length === 0) return;
    if (!room.can("attach_files")) return scene.notify(scene.t("upload.refused"), "bad");
    if (uploads.add(files) === "too_many") scene.notify(scene.t("upload.too_many"), "bad");
  }

  function send(): void {
    if (!hasSomething() || length() > max()) return;
    const go = uploads.mayGo();
    setIsWaiting(go === "later");
    if (go !== "now") return;
    const content = text().trim();
    const files = uploads.take();
    if (content === "" && files.length === 0) return;
    room.send(content, files);
    put("", 0);
    drafts.write(room.channelId, "");
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
      const last = room.ownLast();
      if (!last) return;
      event.preventDefault();
      room.setEditing(last.id);
    } else if (event.key === "Escape") {
      if (room.replying()) room.setReplying(null);
      else room.toNewest();
    }
  }

  const paste = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    add(files);
  };
  const insert = (piece: string) => put(text().slice(0, field.selectionStart) + piece + text().slice(field.selectionEnd), field.selectionStart + piece.length);
  const replyName = () => nameIn(scene.live.world, scene.spaceId(), room.replying()?.author?.id ?? "") ?? scene.t("person.unknown");

  return (
    <div class="composer-box">
      <Completion state={completion} />
      <div class="composer">
        <Show when={room.replying()}>
          <div class="ctx">
            <span class="cut">{scene.t("write.replying", { name: replyName() })}</span><span class="grow" />
            <IconButton icon={X} size="sm" label={scene.t("write.unreply")} onClick={() => room.setReplying(null)} />
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
            placeholder={isConversation(room.channel()) ? scene.t("talk.placeholder", { name: scene.titleOf(room.channel()) }) : scene.t("write.placeholder", { room: scene.titleOf(room.channel()) })} aria-label={labelOf(scene, room)}
            aria-autocomplete="list" aria-controls={completion.isOpen() ? "completion" : undefined} aria-activedescendant={completion.isOpen() ? `choice-${String(completion.at())}` : undefined}
            onKeyDown={key} onPaste={paste} onSelect={() => setCaret(field.selectionStart)}
            onInput={(event) => {
              setText(event.currentTarget.value);
              if (event.currentTarget.value.trim() !== "") tellTyping();
              setCaret(event.currentTarget.selectionStart);
              grow(event.currentTarget);
            }} />
          <span class="wide-only"><IconButton icon={AtSign} label={scene.t("write.mention")} onClick={() => insert(text() === "" || text().endsWith(" ") ? "@" : " @")} /></span>
          <IconButton icon={Smile} label={scene.t("write.emoji")} onClick={(event) => picker.open(event.currentTarget, (emoji) => setTimeout(() => insert(emoji)))} />
          <button type="button" class="send" classList={{ off: !hasSomething() || length() > max() }} aria-label={scene.t("write.send")} title={scene.t("write.send")} onClick={send}><SendHorizontal class="ic flip" aria-hidden="true" /></button>
        </div>
      </div>
      <div class="under" role="status">
        <Switch>
          <Match when={isWaiting()}>{scene.t("write.waiting_files")}</Match>
          <Match when={uploads.isHeld()}><span class="over">{scene.t("write.held")}</span></Match>
          <Match when={length() > max()}><span class="over">{scene.t("write.over", { n: length() - max() })}</span></Match>
          <Match when={length() >= COUNT_FROM}>{scene.t("write.left", { n: max() - length() })}</Match>
        </Switch>
      </div>
    </div>
  );
}
