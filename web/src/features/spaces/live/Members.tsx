/** Who belongs to the space: those who are there under the roles that are listed apart, then those who are not. */
import { createMemo, createSignal, For, onMount, type JSX } from "solid-js";
import Search from "lucide-solid/icons/search";
import { rank } from "~/features/messages/complete";
import { useScene } from "~/features/messages/scene";
import type { Id } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { colorIn, nameIn, rolesOf, saidBy, seenAs, type Membership } from "~/lib/store";
import { StatusWords } from "~/features/presence/StatusWords";
import { Face } from "~/features/messages/Face";
import { Button } from "~/ui/Button";
import { TextField } from "~/ui/TextField";

/** Those without a role that is listed apart. */
const REST = "";
/** Those who are not there. */
const AWAY = "away";
/** In larger spaces the place does not tell everybody who is there. */
const SEEN_MAX = 500;

export function Members(props: { spaceId: Id }): JSX.Element {
  const scene = useScene();
  const [query, setQuery] = createSignal("");
  onMount(() => void scene.live.members(props.spaceId));
  const name = (member: Membership) => nameIn(scene.live.world, props.spaceId, member.user_id) ?? scene.t("person.unknown");
  const hoisted = () => (scene.live.world.roles[props.spaceId] ?? []).filter((role) => role.hoist && !role.everyone);
  const isSeen = () => (scene.live.world.spaces[props.spaceId]?.member_count ?? 0) <= SEEN_MAX;
  // In order before anybody is looked at, so that a dot that changes sorts nobody anew.
  const sorted = createMemo((): Membership[] => {
    const all = Object.values(scene.live.world.members[props.spaceId] ?? {});
    const found = query().trim() ? rank(all, query(), (one) => [name(one), scene.live.world.people[one.user_id]?.username ?? ""], 200) : all;
    return found.toSorted((one, two) => scene.formats().compare(name(one), name(two)));
  });
  const isAway = (member: Membership) => isSeen() && seenAs(scene.live.world, member.user_id) === "offline";
  const groups = createMemo((): Map<Id, Membership[]> => {
    const list = new Map<Id, Membership[]>([...hoisted().map((role) => role.id), REST, AWAY].map((id) => [id, []]));
    for (const member of sorted()) list.get(isAway(member) ? AWAY : (hoisted().find((role) => member.roles.includes(role.id))?.id ?? REST))?.push(member);
    return list;
  });
  // By id, so that a change of one member leaves the rows of all others as they are.
  const shown = () => [...groups()].filter(([, members]) => members.length > 0).map(([id]) => id);
  const title = (id: Id) => {
    if (id === AWAY) return scene.t("members.offline");
    if (id === REST) return scene.t(isSeen() ? "members.online" : "members.everyone");
    return hoisted().find((role) => role.id === id)?.name;
  };
  return (
    <div class="members">
      <div class="members-find"><TextField label={scene.t("members.find")} hideLabel placeholder={scene.t("members.find")} icon={Search} value={query()} onInput={setQuery} type="search" /></div>
      <Show when={scene.live.loading[`members:${props.spaceId}`] === "failed"}>
        <div class="pane-state" role="alert"><p>{scene.t("members.failed")}</p><Button onClick={() => void scene.live.members(props.spaceId)}>{scene.t("stream.again")}</Button></div>
      </Show>
      <Show when={!isSeen()}><p class="mem-note">{scene.t("status.many")}</p></Show>
      <For each={shown()} fallback={<Show when={query()}><p class="pane-state soft">{scene.t("members.none")}</p></Show>}>
        {(id) => (
          <section>
            <h3 class="mem-head"><bdi>{title(id)}</bdi> · {scene.formats().number(groups().get(id)?.length ?? 0)}</h3>
            <ul><For each={groups().get(id)}>{(member) => <li><MemberRow spaceId={props.spaceId} member={member} name={name(member)} isSeen={isSeen()} /></li>}</For></ul>
          </section>
        )}
      </For>
    </div>
  );
}

function MemberRow(props: { spaceId: Id; member: Membership; name: string; isSeen: boolean }): JSX.Element {
  const scene = useScene();
  const person = () => scene.live.world.people[props.member.user_id];
  const color = () => colorIn(scene.live.world, props.spaceId, props.member.user_id);
  const role = () => rolesOf(scene.live.world, props.spaceId, props.member.user_id)[0];
  const custom = () => saidBy(scene.live.world, props.member.user_id);
  const isAway = () => props.isSeen && seenAs(scene.live.world, props.member.user_id) === "offline";
  return (
    <button type="button" class="mem" classList={{ away: isAway() }} onClick={(event) => scene.showPerson(props.member.user_id, event.currentTarget)}>
      <Show when={person()}>{(found) => <Face person={found()} size={32} dot={props.isSeen} />}</Show>
      <span class="grow">
        <span class="cut mem-name" classList={{ colored: color() !== null }} style={{ "--role": color() ?? undefined }}><bdi>{props.name}</bdi></span>
        <Show when={custom()} fallback={<Show when={props.member.owner || role()}><span class="st cut"><bdi>{props.member.owner ? scene.t("members.owner") : role()?.name}</bdi></span></Show>}>
          {(words) => <span class="st cut"><StatusWords of={words()} /></span>}
        </Show>
      </span>
    </button>
  );
}
