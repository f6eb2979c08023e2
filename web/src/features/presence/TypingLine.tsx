/** Who is writing here; its place is kept, so that nothing moves when they begin. Never said aloud. */
import type { JSX } from "solid-js";
import { useScene } from "~/features/messages/scene";
import type { Id } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { isBlocked, nameIn } from "~/lib/store";
import { typingText } from "./state";
import "./presence.css";

export function TypingLine(props: { channelId: Id }): JSX.Element {
  const scene = useScene();
  const { live } = scene;
  // Who is not known yet is named as soon as the store has learnt who it is.
  const names = () => live.typing(props.channelId).filter((id) => !isBlocked(live.world, id)).map((id) => nameIn(live.world, scene.spaceId(), id)).filter((name) => name !== null);
  const words = () => typingText(names(), scene);
  return (
    <div class="typing-line" aria-live="off">
      <Show when={words()}>{(text) => <><span class="typing-dots" aria-hidden="true"><i /><i /><i /></span><span class="cut">{text()}</span></>}</Show>
    </div>
  );
}
