/** What a conversation is called, running the way it should. */
import type { JSX } from "solid-js";
import { useScene } from "~/features/messages/scene";
import { titleDir, type Conversation } from "~/lib/store";

export function TalkTitle(props: { channel: Conversation }): JSX.Element {
  const scene = useScene();
  return <bdi dir={titleDir(scene.live.world, props.channel, scene)}>{scene.titleOf(props.channel)}</bdi>;
}
