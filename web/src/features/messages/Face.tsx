/** The avatar of somebody the store knows. */
import type { JSX } from "solid-js";
import { seenAs, useLive, type Person } from "~/lib/store";
import { Avatar, type AvatarSize } from "~/ui/Avatar";

/** With `dot` it shows how they are seen. */
export function Face(props: { person: Person; size: AvatarSize; dot?: boolean }): JSX.Element {
  const live = useLive();
  return (
    <Avatar id={props.person.id} name={props.person.display_name} picture={props.person.avatar} bot={props.person.bot} size={props.size}
      presence={props.dot ? seenAs(live.world, props.person.id) : undefined} />
  );
}
