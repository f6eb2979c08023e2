/** Makes a room, or a section for rooms. */
import { createEffect, createSignal, type JSX } from "solid-js";
import { useScene } from "~/features/messages/scene";
import { explain } from "~/features/messages/trouble";
import type { Channel, Id } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { Segments } from "~/ui/Segments";
import { TextField } from "~/ui/TextField";

export function CreateRoom(props: { spaceId: Id; target: { parentId: Id | null; isSection: boolean } | null; onClose: () => void; onMade: (channel: Channel) => void }): JSX.Element {
  const scene = useScene();
  const [kind, setKind] = createSignal<"text" | "voice">("text");
  const [name, setName] = createSignal("");
  const [topic, setTopic] = createSignal("");
  const [isBusy, setIsBusy] = createSignal(false);
  const [error, setError] = createSignal<string | null>(null);
  createEffect(() => {
    if (!props.target) return;
    setName("");
    setTopic("");
    setError(null);
  });
  const isSection = () => props.target?.isSection ?? false;
  const make = async (event: Event) => {
    event.preventDefault();
    if (isBusy() || !name().trim()) return;
    setIsBusy(true);
    try {
      const body = isSection() ? { kind: "category", name: name() } : { kind: kind(), name: name(), parent_id: props.target?.parentId ?? null, topic: topic().trim() || null };
      const channel = await scene.live.ask<Channel>("POST", `/spaces/${props.spaceId}/channels`, body);
      scene.live.apply({ t: "channel_create", d: { channel, read: null } });
      props.onClose();
      if (!isSection()) props.onMade(channel);
    } catch (thrown) {
      setError(explain(scene.t, thrown));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Dialog open={props.target !== null} onOpenChange={(isOpen) => !isOpen && props.onClose()} title={scene.t(isSection() ? "room.new_section" : "room.new")}
      acts={<><Button kind="quiet" onClick={props.onClose}>{scene.t("ui.cancel")}</Button><Button kind="primary" type="submit" form="create-room" busy={isBusy()}>{scene.t("room.make")}</Button></>}>
      <form id="create-room" class="form" onSubmit={(event) => void make(event)}>
        <Show when={!isSection()}>
          <Segments label={scene.t("room.kind")} value={kind()} onChange={setKind} wide options={[{ value: "text", label: scene.t("room.text") }, { value: "voice", label: scene.t("room.voice") }]} />
        </Show>
        <TextField label={scene.t("room.name")} value={name()} onInput={setName} maxlength={64} error={error() ?? undefined} autocomplete="off" required />
        <Show when={!isSection() && kind() === "text"}><TextField label={scene.t("room.topic")} value={topic()} onInput={setTopic} maxlength={1024} autocomplete="off" /></Show>
      </form>
    </Dialog>
  );
}
