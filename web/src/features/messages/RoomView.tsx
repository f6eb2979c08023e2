/** One room in the main pane: stream, composer, the frame for dropped files, and what is said aloud. */
import { createEffect, createSignal, on, onCleanup, onMount, type JSX } from "solid-js";
import { Show } from "~/lib/flow";
import { TypingLine } from "~/features/presence/TypingLine";
import { isBlocked, nameIn, spaceOf, type Line } from "~/lib/store";
import { Composer } from "./Composer";
import { DeleteDialog, RevisionsDialog } from "./MessageDialogs";
import { ReactionsDialog } from "./ReactionsDialog";
import { createRoom, excerpt, type RoomState } from "./room";
import { useScene } from "./scene";
import { SelectionBar } from "./SelectionBar";
import { Stream } from "./Stream";

const TOLD_MS = 2000;

/** Opens a room; must be keyed by its id. `at` is the number of a message to begin with. */
export function RoomView(props: { channelId: string; at: number | null; onRoom: (room: RoomState | null) => void }): JSX.Element {
  const scene = useScene();
  // eslint-disable-next-line solid/reactivity -- the view is keyed by its room
  const room = createRoom(scene.live, props.channelId);
  const [deleting, setDeleting] = createSignal<Line | null>(null);
  const [reacted, setReacted] = createSignal<Line | null>(null);
  const [history, setHistory] = createSignal<Line | null>(null);
  const [isDropping, setIsDropping] = createSignal(false);
  const [told, setTold] = createSignal("");
  let add: (files: File[]) => void = () => undefined;

  onMount(() => {
    props.onRoom(room);
    scene.live.setFocus([props.channelId]);
    void begin();
    tell();
  });
  onCleanup(() => props.onRoom(null));

  async function begin(): Promise<void> {
    await scene.live.open(props.channelId);
    if (props.at === null) return;
    await scene.live.around(props.channelId, props.at).catch(() => undefined);
    const line = room.shown()?.lines.find((one) => one.seq === props.at) ?? scene.live.world.rooms[props.channelId]?.windows.flatMap((window) => window.lines).find((one) => one.seq === props.at);
    if (line) await room.jump(line.id);
  }

  /** Says new messages politely: each one, or their number when they come fast. */
  function tell(): void {
    let waiting: string[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = scene.live.listen((event) => {
      if (event.t !== "message_create" || event.d.message.channel_id !== props.channelId) return;
      const { message } = event.d;
      if (!message.author || message.author.id === room.me() || isBlocked(scene.live.world, message.author.id)) return;
      const name = nameIn(scene.live.world, scene.spaceId(), message.author.id) ?? message.author.display_name;
      waiting.push(message.content ? scene.t("say.message", { name, text: [...message.content].slice(0, 140).join("") }) : scene.t("say.picture", { name }));
      timer ??= setTimeout(() => {
        timer = undefined;
        setTold(waiting.length > 3 ? scene.t("stream.count", { n: waiting.length }) : waiting.join(" "));
        waiting = [];
      }, waiting.length > 1 ? TOLD_MS : 300);
    });
    onCleanup(() => {
      stop();
      clearTimeout(timer);
    });
  }
  const failed = () => scene.live.parcels().filter((one) => one.channelId === props.channelId && one.state === "failed").length;
  createEffect(on(failed, (now, before) => before !== undefined && now > before && setTold(scene.t("say.failed"))));

  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setIsDropping(false);
    add([...(event.dataTransfer?.files ?? [])]);
  };
  const over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files") || !room.can("attach_files") || !room.can("send_messages")) return;
    event.preventDefault();
    setIsDropping(true);
  };
  return (
    <div class="room" onDragOver={over} onDragLeave={(event) => event.currentTarget === event.target && setIsDropping(false)} onDrop={dropped}>
      <Stream room={room} onDelete={setDeleting} onReactions={setReacted} onRevisions={setHistory} />
      <Show when={room.selection.isOn()}><SelectionBar room={room} /></Show>
      <div class="write-place" hidden={room.selection.isOn()}><TypingLine channelId={props.channelId} /><Composer room={room} onAdd={(work) => (add = work)} /></div>
      <Show when={isDropping()}>
        <div class="drop-frame" aria-hidden="true" onDragLeave={() => setIsDropping(false)}>{spaceOf(room.channel()) ? scene.t("write.drop", { room: scene.titleOf(room.channel()) }) : scene.t("talk.drop", { name: scene.titleOf(room.channel()) })}</div>
      </Show>
      <div class="visually-hidden" role="status" aria-live="polite">{told()}</div>
      <DeleteDialog room={room} line={deleting()} onClose={() => setDeleting(null)} />
      <ReactionsDialog room={room} line={reacted()} onClose={() => setReacted(null)} />
      <RevisionsDialog line={history()} onClose={() => setHistory(null)} />
    </div>
  );
}

export { excerpt };
