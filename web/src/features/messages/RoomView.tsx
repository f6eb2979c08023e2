/** One room in the main pane: stream, composer, the frame for dropped files, and what is said aloud. */
import { createEffect, createSignal, on, onCleanup, onMount, Show, type JSX } from "solid-js";
import { name_in, type Line } from "~/lib/store";
import { Composer } from "./Composer";
import { DeleteDialog, RevisionsDialog } from "./MessageDialogs";
import { create_room, excerpt, type RoomState } from "./room";
import { useScene } from "./scene";
import { Stream } from "./Stream";

const TOLD_MS = 2000;

/** Opens a room; must be keyed by its id. `at` is the number of a message to begin with. */
export function RoomView(props: { channel_id: string; at: number | null; on_room: (room: RoomState | null) => void }): JSX.Element {
  const scene = useScene();
  // eslint-disable-next-line solid/reactivity -- the view is keyed by its room
  const room = create_room(scene.live, props.channel_id);
  const [deleting, set_deleting] = createSignal<Line | null>(null);
  const [history, set_history] = createSignal<Line | null>(null);
  const [is_dropping, set_is_dropping] = createSignal(false);
  const [told, set_told] = createSignal("");
  let add: (files: File[]) => void = () => undefined;

  onMount(() => {
    props.on_room(room);
    scene.live.set_focus([props.channel_id]);
    void begin();
    tell();
  });
  onCleanup(() => props.on_room(null));

  async function begin(): Promise<void> {
    await scene.live.open(props.channel_id);
    if (props.at === null) return;
    await scene.live.around(props.channel_id, props.at).catch(() => undefined);
    const line = room.shown()?.lines.find((one) => one.seq === props.at) ?? scene.live.world.rooms[props.channel_id]?.windows.flatMap((window) => window.lines).find((one) => one.seq === props.at);
    if (line) await room.jump(line.id);
  }

  /** Says new messages politely: each one, or their number when they come fast. */
  function tell(): void {
    let waiting: string[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = scene.live.listen((event) => {
      if (event.t !== "message_create" || event.d.message.channel_id !== props.channel_id) return;
      const { message } = event.d;
      if (!message.author || message.author.id === room.me()) return;
      const name = name_in(scene.live.world, scene.space_id(), message.author.id) ?? message.author.display_name;
      waiting.push(message.content ? scene.t("say.message", { name, text: [...message.content].slice(0, 140).join("") }) : scene.t("say.picture", { name }));
      timer ??= setTimeout(() => {
        timer = undefined;
        set_told(waiting.length > 3 ? scene.t("stream.count", { n: waiting.length }) : waiting.join(" "));
        waiting = [];
      }, waiting.length > 1 ? TOLD_MS : 300);
    });
    onCleanup(() => {
      stop();
      clearTimeout(timer);
    });
  }
  const failed = () => scene.live.parcels().filter((one) => one.channel_id === props.channel_id && one.state === "failed").length;
  createEffect(on(failed, (now, before) => before !== undefined && now > before && set_told(scene.t("say.failed"))));

  const dropped = (event: DragEvent) => {
    event.preventDefault();
    set_is_dropping(false);
    add([...(event.dataTransfer?.files ?? [])]);
  };
  const over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files") || !room.can("attach_files") || !room.can("send_messages")) return;
    event.preventDefault();
    set_is_dropping(true);
  };
  return (
    <div class="room" onDragOver={over} onDragLeave={(event) => event.currentTarget === event.target && set_is_dropping(false)} onDrop={dropped}>
      <Stream room={room} on_delete={set_deleting} on_revisions={set_history} />
      <Composer room={room} on_add={(work) => (add = work)} />
      <Show when={is_dropping()}>
        <div class="drop-frame" aria-hidden="true" onDragLeave={() => set_is_dropping(false)}>{scene.t("write.drop", { room: room.channel()?.name ?? "" })}</div>
      </Show>
      <div class="visually-hidden" role="status" aria-live="polite">{told()}</div>
      <DeleteDialog room={room} line={deleting()} on_close={() => set_deleting(null)} />
      <RevisionsDialog line={history()} on_close={() => set_history(null)} />
    </div>
  );
}

export { excerpt };
