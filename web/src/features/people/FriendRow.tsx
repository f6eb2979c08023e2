/** A person in a list of friends, requests or blocks; the name opens the card. */
import type { JSX } from "solid-js";
import { Face } from "~/features/messages/Face";
import { useScene } from "~/features/messages/scene";
import type { UserRef } from "~/lib/api/wire";
import { ListRow } from "~/ui/ListRow";

export function FriendRow(props: { person: UserRef; detail?: string; acts: JSX.Element }): JSX.Element {
  const scene = useScene();
  return (
    <ListRow
      start={<Face person={props.person} size={40} />}
      title={<button type="button" class="friend-name cut" onClick={(event) => scene.showPerson(props.person.id, event.currentTarget)}><bdi>{props.person.display_name}</bdi></button>}
      detail={<><bdi>{props.person.username}</bdi>{props.detail && ` · ${props.detail}`}</>}
      end={<span class="friend-acts">{props.acts}</span>}
    />
  );
}
