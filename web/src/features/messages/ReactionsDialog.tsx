/** Who reacted with what, and for moderators the way to take reactions off a message. */
import { createSignal, For, type JSX } from "solid-js";
import X from "lucide-solid/icons/x";
import type { Page, User } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { createPaged } from "~/lib/paged";
import { nameIn, type Line } from "~/lib/store";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { IconButton } from "~/ui/IconButton";
import { Face } from "./Face";
import type { RoomState } from "./room";
import { useScene } from "./scene";
import { explain } from "./trouble";

const PAGE = 25;

export function ReactionsDialog(props: { room: RoomState; line: Line | null; onClose: () => void }): JSX.Element {
  const scene = useScene();
  const [isBusy, setIsBusy] = createSignal(false);
  const clear = async (line: Line) => {
    setIsBusy(true);
    try {
      await props.room.clearReactions(line);
      props.onClose();
    } catch (thrown) {
      scene.notify(explain(scene.t, thrown), "bad");
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Show when={props.line}>
      {(line) => (
        <Dialog open onOpenChange={(isOpen) => !isOpen && props.onClose()} title={scene.t("reaction.title")}
          acts={<Show when={props.room.can("manage_messages") && line().reactions.length > 0}><Button kind="danger" busy={isBusy()} onClick={() => void clear(line())}>{scene.t("reaction.clear")}</Button></Show>}>
          <For each={line().reactions.map((one) => one.emoji)} fallback={<p class="soft">{scene.t("reaction.none")}</p>}>
            {(emoji) => <People room={props.room} line={line()} emoji={emoji} />}
          </For>
        </Dialog>
      )}
    </Show>
  );
}

function People(props: { room: RoomState; line: Line; emoji: string }): JSX.Element {
  const scene = useScene();
  const path = () => `/messages/${props.line.id}/reactions/${encodeURIComponent(props.emoji)}`;
  const people = createPaged(path, (from, cursor) =>
    scene.live.ask<Page<User>>("GET", `${from}?limit=${String(PAGE)}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`));
  const count = () => props.line.reactions.find((one) => one.emoji === props.emoji)?.count ?? 0;
  const nameOf = (user: User) => nameIn(scene.live.world, scene.spaceId(), user.id) ?? user.display_name;
  const mayTake = (user: User) => user.id === props.room.me() || props.room.can("manage_messages");
  const take = async (user: User) => {
    try {
      await props.room.takeReaction(props.line, props.emoji, user.id);
      people.remove((one) => one.id === user.id);
    } catch (thrown) {
      scene.notify(explain(scene.t, thrown), "bad");
    }
  };
  return (
    <section class="reactors" aria-label={scene.t("reaction.pill", { emoji: props.emoji, n: count() })}>
      <h3><span class="em" aria-hidden="true">{props.emoji}</span> <span class="faint num">{scene.formats().number(count())}</span></h3>
      <ul>
        <For each={people.items}>
          {(user) => (
            <li>
              <Face person={user} size={24} /><bdi class="cut grow">{nameOf(user)}</bdi>
              <Show when={mayTake(user)}><IconButton icon={X} size="sm" label={scene.t("reaction.take", { name: nameOf(user), emoji: props.emoji })} onClick={() => void take(user)} /></Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={people.error()}><p role="alert">{scene.t("reaction.failed")} <button type="button" class="link" onClick={() => void people.reload()}>{scene.t("stream.again")}</button></p></Show>
      <Show when={people.hasMore()}><Button size="sm" busy={people.adding()} onClick={() => void people.more()}>{scene.t("reaction.older")}</Button></Show>
    </section>
  );
}
