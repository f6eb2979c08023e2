/** The face of a conversation: the other one's, or two of a group. */
import { For, type JSX } from "solid-js";
import UsersRound from "lucide-solid/icons/users-round";
import { Face } from "~/features/messages/Face";
import { useScene } from "~/features/messages/scene";
import { Show } from "~/lib/flow";
import { othersIn, type Conversation } from "~/lib/store";
import { Avatar } from "~/ui/Avatar";
import { Icon } from "~/ui/Icon";

/** Of each of the two faces of a group. */
const PART_SIZE = { 32: 20, 40: 24, 72: 44 } as const;

export function TalkFace(props: { channel: Conversation; size: 32 | 40 | 72 }): JSX.Element {
  const scene = useScene();
  const others = () => othersIn(scene.live.world, props.channel);
  const isPair = () => !props.channel.conversation.icon && props.channel.kind === "group" && others().length > 1;
  return (
    <span class="talk-face" classList={{ pair: isPair(), small: props.size === 32, large: props.size === 72 }} aria-hidden="true">
      <Show when={!props.channel.conversation.icon} fallback={<Avatar id={props.channel.id} name={scene.titleOf(props.channel)} picture={props.channel.conversation.icon} size={props.size} />}>
        <For each={others().slice(0, isPair() ? 2 : 1)} fallback={<span class="talk-nobody"><Icon of={UsersRound} /></span>}>
          {(person) => <Show when={isPair()} fallback={<Face person={person} size={props.size} dot />}><Face person={person} size={PART_SIZE[props.size]} /></Show>}
        </For>
      </Show>
    </span>
  );
}
