/** The pills below a message. */
import { createSignal, For, type JSX } from "solid-js";
import SmilePlus from "lucide-solid/icons/face-slightly-smiling-plus";
import type { Page, Reaction, User } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { nameIn, type Line } from "~/lib/store";
import { useEmojiPicker } from "./emoji/picker";
import type { RoomState } from "./room";
import { useScene } from "./scene";
import { explain } from "./trouble";

export function Reactions(props: { room: RoomState; line: Line }): JSX.Element {
  const scene = useScene();
  const picker = useEmojiPicker();
  const react = (emoji: string) => void props.room.react(props.line, emoji).catch((thrown: unknown) => scene.notify(explain(scene.t, thrown), "bad"));
  return (
    <Show when={props.line.reactions.length > 0}>
      <div class="rx">
        <For each={props.line.reactions}>{(reaction) => <Pill room={props.room} line={props.line} reaction={reaction} onPress={() => react(reaction.emoji)} />}</For>
        <Show when={props.room.can("add_reactions")}>
          <button type="button" class="pill add" aria-label={scene.t("reaction.more")} title={scene.t("reaction.more")}
            onClick={(event) => picker.open(event.currentTarget, react)}>
            <SmilePlus class="ic s" aria-hidden="true" />
          </button>
        </Show>
      </div>
    </Show>
  );
}

function Pill(props: { room: RoomState; line: Line; reaction: Reaction; onPress: () => void }): JSX.Element {
  const scene = useScene();
  const [names, setNames] = createSignal<string | null>(null);
  const may = () => props.reaction.me || props.room.can("add_reactions");
  const label = () => {
    const pill = scene.t("reaction.pill", { emoji: props.reaction.emoji, n: props.reaction.count });
    return props.reaction.me ? scene.t("reaction.mine", { pill }) : pill;
  };
  const askNames = async () => {
    if (names() !== null) return;
    try {
      const page = await scene.live.ask<Page<User>>("GET", `/messages/${props.line.id}/reactions/${encodeURIComponent(props.reaction.emoji)}?limit=12`);
      const found = page.items.map((user) => nameIn(scene.live.world, scene.spaceId(), user.id) ?? user.display_name);
      setNames(scene.t("reaction.who", { names: scene.formats().list(found), emoji: props.reaction.emoji }));
    } catch {
      setNames(null);
    }
  };
  return (
    <button type="button" class="pill" classList={{ mine: props.reaction.me }} aria-pressed={props.reaction.me} aria-label={label()} title={names() ?? undefined}
      aria-disabled={!may()} onClick={() => may() && props.onPress()} onPointerEnter={() => void askNames()} onFocus={() => void askNames()}>
      <span class="em" aria-hidden="true">{props.reaction.emoji}</span>{scene.formats().number(props.reaction.count)}
    </button>
  );
}
