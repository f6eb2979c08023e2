/** Leads to the conversation with somebody. */
import type { JSX } from "solid-js";
import MessageCircle from "lucide-solid/icons/message-circle";
import { useScene } from "~/features/messages/scene";
import { Button } from "~/ui/Button";
import type { Whom } from "./deeds";

export function WriteButton(props: { whom: Whom }): JSX.Element {
  const scene = useScene();
  return <Button size="sm" icon={MessageCircle} aria-label={scene.t("meet.write_to", { name: props.whom.name })} onClick={() => scene.writeTo(props.whom.id)}>{scene.t("meet.write")}</Button>;
}
