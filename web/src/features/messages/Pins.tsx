/** The pinned messages of a room, in the aside. */
import { createResource, For, onCleanup, Switch, type JSX } from "solid-js";
import Pin from "lucide-solid/icons/pin";
import PinOff from "lucide-solid/icons/pin-off";
import { Match, Show } from "~/lib/flow";
import { Face } from "./Face";
import { Button } from "~/ui/Button";
import { IconButton } from "~/ui/IconButton";
import type { Message, Page } from "~/lib/api/wire";
import { nameIn } from "~/lib/store";
import { Markdown } from "./Markdown";
import type { RoomState } from "./room";
import { useScene } from "./scene";
import { FoldedRow } from "./StreamParts";
import { explain } from "./trouble";

export function Pins(props: { room: RoomState }): JSX.Element {
  const scene = useScene();
  // Read only once it is there: a resource that is read while it loads takes the whole page away meanwhile.
  const [page, { refetch }] = createResource(() => props.room.channelId, (id) => scene.live.ask<Page<Message>>("GET", `/channels/${id}/pins?limit=50`));
  onCleanup(scene.live.listen((event) => {
    const isPin = event.t === "pin_update" || event.t === "message_delete" || event.t === "message_update";
    if (isPin && ("channel_id" in event.d ? event.d.channel_id : event.d.message.channel_id) === props.room.channelId) void refetch();
  }));
  const unpin = (message: Message) => void props.room.pin({ ...message, pinned: true }).then(() => refetch(), (thrown: unknown) => scene.notify(explain(scene.t, thrown), "bad"));
  const jump = async (message: Message) => {
    if (!(await props.room.jump(message.id).catch(() => false))) scene.notify(scene.t("stream.jump_lost"));
  };
  return (
    <div class="pins">
      <Switch>
        <Match when={page.state === "errored"}>
          <div class="pane-state" role="alert"><p>{scene.t("pins.failed")}</p><Button onClick={() => void refetch()}>{scene.t("stream.again")}</Button></div>
        </Match>
        <Match when={page.state === "ready" || page.state === "refreshing"}>
          <For each={page.latest?.items} fallback={
            <div class="pane-state"><span class="glow"><Pin class="ic l" aria-hidden="true" /></span><p class="beginning-title">{scene.t("pins.empty")}</p><p class="soft">{scene.t("pins.empty_text")}</p></div>
          }>
            {(message) => <PinCard message={message} room={props.room} onJump={() => void jump(message)} onUnpin={() => unpin(message)} />}
          </For>
        </Match>
      </Switch>
    </div>
  );
}

function PinCard(props: { message: Message; room: RoomState; onJump: () => void; onUnpin: () => void }): JSX.Element {
  const scene = useScene();
  let card: HTMLElement | undefined;
  const unfold = () => {
    props.room.unfold([props.message.id]);
    // The button that was pressed is gone: the keyboard goes on at the card.
    card?.focus();
  };
  return (
    <article class="pin-card" tabindex="-1" ref={card}>
      <Show when={!props.room.isFolded(props.message)} fallback={<FoldedRow lines={[props.message]} onUnfold={unfold} />}>
        <header class="by">
          <Show when={props.message.author}>{(author) => <Face person={author()} size={24} />}</Show>
          <b class="cut"><bdi>{(props.message.author && nameIn(scene.live.world, scene.spaceId(), props.message.author.id)) ?? scene.t("person.unknown")}</bdi></b>
          <time class="when" datetime={props.message.created_at} title={scene.formats().full(props.message.created_at)}>{scene.formats().when(props.message.created_at, Date.now())}</time>
        </header>
        <div class="pin-text"><Show when={props.message.content} fallback={props.message.attachments[0]?.name}>{(content) => <Markdown source={content()} />}</Show></div>
        <footer class="pin-foot">
          <Button size="sm" onClick={props.onJump}>{scene.t("pins.jump")}</Button>
          <Show when={props.room.can("pin_messages")}>
            <IconButton icon={PinOff} size="sm" label={scene.t("pins.unpin")} onClick={props.onUnpin} />
          </Show>
        </footer>
      </Show>
    </article>
  );
}
