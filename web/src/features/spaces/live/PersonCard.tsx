/** The card of a person: face, names, words about themselves, roles. */
import { createSignal, For, onMount, type JSX } from "solid-js";
import { Popover } from "@kobalte/core/popover";
import { Face } from "~/features/messages/Face";
import { useScene } from "~/features/messages/scene";
import { ConfirmBond, PersonActs, type BondAsked } from "~/features/people";
import { StatusWords } from "~/features/presence/StatusWords";
import type { Id, User } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { isBlocked, nameIn, rolesOf, saidBy } from "~/lib/store";

export interface Asked {
  userId: Id;
  beside: HTMLElement;
}

/** Keeps which card is open. */
export function createCard() {
  return createSignal<Asked | null>(null);
}

export function PersonCard(props: { asked: Asked | null; onClose: () => void }): JSX.Element {
  const scene = useScene();
  const name = () => nameIn(scene.live.world, scene.spaceId(), props.asked?.userId ?? "") ?? scene.t("person.unknown");
  const [bond, setBond] = createSignal<BondAsked | null>(null);
  /** The card makes way for the question; where it was opened gets the focus back behind both. */
  const makeWay = () => {
    const beside = props.asked?.beside;
    props.onClose();
    beside?.focus();
  };
  const ask = (asked: BondAsked) => {
    makeWay();
    setBond(asked);
  };
  const report = () => {
    const id = props.asked?.userId ?? "";
    const about = { kind: "user", id, name: name(), text: scene.live.world.people[id]?.bio ?? null, at: null, files: [], spaceName: null } as const;
    makeWay();
    scene.report(about);
  };
  return (
    <>
      <Popover open={props.asked !== null} onOpenChange={(isOpen) => !isOpen && props.onClose()} getAnchorRect={() => props.asked?.beside.getBoundingClientRect()} placement="right-start" flip="left-start bottom-start top-start" gutter={8} overflowPadding={12}>
        <Popover.Portal>
          <Show when={props.asked}>
            {(asked) => (
              <Popover.Content class="person-card" aria-label={scene.t("person.card", { name: name() })} onCloseAutoFocus={(event) => {
                event.preventDefault();
                asked().beside.focus();
              }}>
                <CardBody userId={asked().userId} name={name()} onAsk={ask} onReport={report} />
              </Popover.Content>
            )}
          </Show>
        </Popover.Portal>
      </Popover>
      <ConfirmBond asked={bond()} onClose={() => setBond(null)} />
    </>
  );
}

function CardBody(props: { userId: Id; name: string; onAsk: (asked: BondAsked) => void; onReport: () => void }): JSX.Element {
  const scene = useScene();
  // What a friend says about themselves is not told with the list of friends.
  onMount(() => {
    if (person()?.created_at !== undefined) return;
    void scene.live.ask<User>("GET", `/users/${props.userId}`).then((found) => scene.live.apply({ t: "user_update", d: found }), () => undefined);
  });
  const isOwn = () => props.userId === scene.live.world.me?.id;
  const isHidden = () => isBlocked(scene.live.world, props.userId);
  const person = () => scene.live.world.people[props.userId];
  const member = () => scene.live.world.members[scene.spaceId() ?? ""]?.[props.userId];
  const roles = () => (scene.spaceId() ? rolesOf(scene.live.world, scene.spaceId() ?? "", props.userId) : []);
  const since = () => scene.formats().date(member()?.joined_at ?? "");
  return (
    <Show when={person()}>
      {(found) => (
        <>
          <div class="person-band" style={{ "--accent-of": (isHidden() ? null : found().accent) ?? undefined }} />
          <div class="person-face"><Face person={found()} size={72} dot /></div>
          <div class="person-body">
            <b class="person-name"><bdi>{props.name}</bdi></b>
            <div class="soft sm"><bdi>{found().username}</bdi><Show when={!isHidden() && found().pronouns}>{(words) => <> · <bdi>{words()}</bdi></>}</Show></div>
            <Show when={saidBy(scene.live.world, props.userId)}>{(custom) => <p class="person-status"><StatusWords of={custom()} /></p>}</Show>
            <Show when={!isHidden() && found().bio}>{(bio) => <p class="person-bio" dir="auto">{bio()}</p>}</Show>
            <Show when={roles().length > 0}>
              <ul class="role-chips" aria-label={scene.t("person.roles")}>
                <For each={roles()}>{(role) => <li class="chip"><span class="dot" style={{ "--c": role.color ?? undefined }} /><bdi>{role.name}</bdi></li>}</For>
              </ul>
            </Show>
            <Show when={member()}><p class="xs faint">{scene.t("person.since", { date: since() })}</p></Show>
            <Show when={!isOwn()}><PersonActs whom={{ id: props.userId, name: props.name }} onAsk={props.onAsk} onReport={props.onReport} /></Show>
          </div>
        </>
      )}
    </Show>
  );
}
