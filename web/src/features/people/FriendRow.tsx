/** A person in a list of friends, requests or blocks; the name opens the card. */
import type { JSX } from "solid-js";
import { Face } from "~/features/messages/Face";
import { useScene } from "~/features/messages/scene";
import type { UserRef } from "~/lib/api/wire";
import { StatusWords } from "~/features/presence/StatusWords";
import { Show } from "~/lib/flow";
import { saidBy } from "~/lib/store";
import { ListRow } from "~/ui/ListRow";

export function FriendRow(props: { person: UserRef; detail?: string; acts: JSX.Element }): JSX.Element {
  const scene = useScene();
  return (
    <ListRow
      start={<Face person={props.person} size={40} dot />}
      title={<button type="button" class="friend-name cut" onClick={(event) => scene.showPerson(props.person.id, event.currentTarget)}><bdi>{props.person.display_name}</bdi></button>}
      detail={<><bdi>{props.person.username}</bdi>{props.detail && ` · ${props.detail}`}<Show when={saidBy(scene.live.world, props.person.id)}>{(custom) => <> · <StatusWords of={custom()} /></>}</Show></>}
      end={<span class="friend-acts">{props.acts}</span>}
    />
  );
}
