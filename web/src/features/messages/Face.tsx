/** The avatar of somebody the store knows. */
import type { JSX } from "solid-js";
import type { Person } from "~/lib/store";
import { Avatar, type AvatarSize } from "~/ui/Avatar";

export function Face(props: { person: Person; size: AvatarSize }): JSX.Element {
  return <Avatar id={props.person.id} name={props.person.display_name} picture={props.person.avatar} bot={props.person.bot} size={props.size} />;
}
