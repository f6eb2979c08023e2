/** Beside a conversation: who is in it, and what can be done with a group. */
import { createSignal, For, type JSX } from "solid-js";
import Bell from "lucide-solid/icons/bell";
import BellOff from "lucide-solid/icons/bell-off";
import LogOut from "lucide-solid/icons/log-out";
import Pencil from "lucide-solid/icons/pencil";
import UserMinus from "lucide-solid/icons/user-minus";
import UserRoundPlus from "lucide-solid/icons/user-round-plus";
import { Face } from "~/features/messages/Face";
import { useScene } from "~/features/messages/scene";
import { LevelEntries } from "~/features/notifications";
import { StatusWords } from "~/features/presence/StatusWords";
import type { Id, UserRef } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { isSilent } from "~/lib/levels";
import { partnerIn, saidBy, useMarks, type Conversation } from "~/lib/store";
import { Button } from "~/ui/Button";
import { IconButton } from "~/ui/IconButton";
import { Menu } from "~/ui/Menu";
import { AddPeople } from "./AddPeople";
import { PEOPLE_MAX } from "./deeds";
import { LeaveGroup } from "./LeaveGroup";
import { ChangeGroup } from "./ChangeGroup";
import { TakeOut } from "./TakeOut";
import { TalkFace } from "./TalkFace";
import { TalkTitle } from "./TalkTitle";

export function Details(props: { channel: Conversation }): JSX.Element {
  const scene = useScene();
  const [taking, setTaking] = createSignal<Id | null>(null);
  const people = () => props.channel.conversation.participants;
  const isGroup = () => props.channel.kind === "group";
  const isSealed = () => props.channel.encryption === "required";
  return (
    <div class="members talk-details">
      <div class="talk-about">
        <TalkFace channel={props.channel} size={72} />
        <b class="talk-about-name"><TalkTitle channel={props.channel} /></b>
        <Show when={saidBy(scene.live.world, partnerIn(scene.live.world, props.channel)?.id ?? "")}>{(custom) => <p class="sm"><StatusWords of={custom()} /></p>}</Show>
        <p class="sm soft">{isSealed() ? scene.t("talk.sealed_text") : scene.t("talk.plain_text")}</p>
        <div class="talk-acts">
          <Loudness channel={props.channel} />
          <Show when={isGroup()}><GroupActs group={props.channel} /></Show>
        </div>
      </div>
      <h3 class="mem-head">{scene.t("group.people", { n: people().length })}</h3>
      <ul><For each={people()}>{(person) => <li class="talk-person"><PersonRow channel={props.channel} person={person} onTake={setTaking} /></li>}</For></ul>
      <TakeOut group={props.channel} whom={taking()} onClose={() => setTaking(null)} />
    </div>
  );
}

function Loudness(props: { channel: Conversation }): JSX.Element {
  const scene = useScene();
  const marks = useMarks();
  const isMuted = () => isSilent(scene.live.world, props.channel.id, marks.nowMs());
  const label = () => (isMuted() ? `${scene.t("level.title")}, ${scene.t("level.muted")}` : undefined);
  return (
    <Menu trigger={(attrs) => <Button {...attrs} size="sm" icon={isMuted() ? BellOff : Bell} aria-label={label()}>{scene.t("level.title")}</Button>}>
      <LevelEntries scope={{ id: props.channel.id, kind: "conversation", name: scene.titleOf(props.channel) }} />
    </Menu>
  );
}

function GroupActs(props: { group: Conversation }): JSX.Element {
  const scene = useScene();
  const [open, setOpen] = createSignal<"change" | "add" | "leave" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Button size="sm" icon={Pencil} onClick={() => setOpen("change")}>{scene.t("group.change")}</Button>
      <Show when={props.group.conversation.participants.length < PEOPLE_MAX}><Button size="sm" icon={UserRoundPlus} onClick={() => setOpen("add")}>{scene.t("group.add")}</Button></Show>
      <Button size="sm" kind="danger-quiet" icon={LogOut} mirroredIcon onClick={() => setOpen("leave")}>{scene.t("group.leave")}</Button>
      <ChangeGroup open={open() === "change"} group={props.group} onClose={close} />
      <AddPeople open={open() === "add"} group={props.group} onClose={close} />
      <LeaveGroup group={open() === "leave" ? props.group : null} onClose={close} />
    </>
  );
}

function PersonRow(props: { channel: Conversation; person: UserRef; onTake: (id: Id) => void }): JSX.Element {
  const scene = useScene();
  const me = () => scene.live.world.me?.id;
  const person = () => scene.live.world.people[props.person.id] ?? props.person;
  const creator = () => props.channel.conversation.creator_id;
  const note = () => {
    if (props.person.id === me()) return scene.t("group.you");
    return props.person.id === creator() ? scene.t("group.creator") : person().username;
  };
  return (
    <>
      <button type="button" class="mem" onClick={(event) => scene.showPerson(props.person.id, event.currentTarget)}>
        <Face person={person()} size={32} dot />
        <span class="grow"><span class="cut mem-name"><bdi>{person().display_name}</bdi></span><span class="st cut"><bdi>{note()}</bdi></span></span>
      </button>
      <Show when={props.channel.kind === "group" && creator() === me() && props.person.id !== me()}>
        <IconButton size="sm" icon={UserMinus} label={scene.t("group.take", { name: person().display_name })} onClick={() => props.onTake(props.person.id)} />
      </Show>
    </>
  );
}
