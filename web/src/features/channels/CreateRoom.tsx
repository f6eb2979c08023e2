/** Makes a room, or a section for rooms. */
import { createEffect, createSignal, Show, type JSX } from "solid-js";
import { useScene } from "~/features/messages/scene";
import { explain } from "~/features/messages/trouble";
import type { Channel, Id } from "~/lib/api/wire";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { Segments } from "~/ui/Segments";
import { TextField } from "~/ui/TextField";

export function CreateRoom(props: { space_id: Id; target: { parent_id: Id | null; is_section: boolean } | null; on_close: () => void; on_made: (channel: Channel) => void }): JSX.Element {
  const scene = useScene();
  const [kind, set_kind] = createSignal<"text" | "voice">("text");
  const [name, set_name] = createSignal("");
  const [topic, set_topic] = createSignal("");
  const [is_busy, set_is_busy] = createSignal(false);
  const [error, set_error] = createSignal<string | null>(null);
  createEffect(() => {
    if (!props.target) return;
    set_name("");
    set_topic("");
    set_error(null);
  });
  const is_section = () => props.target?.is_section ?? false;
  const make = async (event: Event) => {
    event.preventDefault();
    if (is_busy() || !name().trim()) return;
    set_is_busy(true);
    try {
      const body = is_section() ? { kind: "category", name: name() } : { kind: kind(), name: name(), parent_id: props.target?.parent_id ?? null, topic: topic().trim() || null };
      const channel = await scene.live.ask<Channel>("POST", `/spaces/${props.space_id}/channels`, body);
      scene.live.apply({ t: "channel_create", d: { channel, read: null } });
      props.on_close();
      if (!is_section()) props.on_made(channel);
    } catch (thrown) {
      set_error(explain(scene.t, thrown));
    } finally {
      set_is_busy(false);
    }
  };
  return (
    <Dialog open={props.target !== null} onOpenChange={(is_open) => !is_open && props.on_close()} title={scene.t(is_section() ? "room.new_section" : "room.new")}
      acts={<><Button kind="quiet" onClick={props.on_close}>{scene.t("ui.cancel")}</Button><Button kind="primary" type="submit" form="create-room" busy={is_busy()}>{scene.t("room.make")}</Button></>}>
      <form id="create-room" class="form" onSubmit={(event) => void make(event)}>
        <Show when={!is_section()}>
          <Segments label={scene.t("room.kind")} value={kind()} onChange={set_kind} wide options={[{ value: "text", label: scene.t("room.text") }, { value: "voice", label: scene.t("room.voice") }]} />
        </Show>
        <TextField label={scene.t("room.name")} value={name()} onInput={set_name} maxlength={64} error={error() ?? undefined} autocomplete="off" required />
        <Show when={!is_section() && kind() === "text"}><TextField label={scene.t("room.topic")} value={topic()} onInput={set_topic} maxlength={1024} autocomplete="off" /></Show>
      </form>
    </Dialog>
  );
}
