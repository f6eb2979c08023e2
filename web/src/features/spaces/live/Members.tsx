/** Who belongs to the space, under the roles that are listed apart. */
import { createMemo, createSignal, For, onMount, type JSX } from "solid-js";
import Search from "lucide-solid/icons/search";
import { rank } from "~/features/messages/complete";
import { useScene } from "~/features/messages/scene";
import type { Id } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { colorIn, nameIn, rolesOf, type Membership } from "~/lib/store";
import { Face } from "~/features/messages/Face";
import { Button } from "~/ui/Button";
import { TextField } from "~/ui/TextField";

interface Group {
  title: string;
  members: Membership[];
}

export function Members(props: { spaceId: Id }): JSX.Element {
  const scene = useScene();
  const [query, setQuery] = createSignal("");
  onMount(() => void scene.live.members(props.spaceId));
  const name = (member: Membership) => nameIn(scene.live.world, props.spaceId, member.user_id) ?? scene.t("person.unknown");
  const groups = createMemo((): Group[] => {
    const all = Object.values(scene.live.world.members[props.spaceId] ?? {});
    const found = query().trim() ? rank(all, query(), (one) => [name(one), scene.live.world.people[one.user_id]?.username ?? ""], 200) : all;
    const hoisted = (scene.live.world.roles[props.spaceId] ?? []).filter((role) => role.hoist && !role.everyone);
    const list: Group[] = hoisted.map((role) => ({ title: role.name, members: [] }));
    const rest: Group = { title: scene.t("members.everyone"), members: [] };
    for (const member of found) (list[hoisted.findIndex((role) => member.roles.includes(role.id))] ?? rest).members.push(member);
    return [...list, rest].filter((group) => group.members.length > 0).map((group) => ({ ...group, members: group.members.sort((one, two) => scene.formats().compare(name(one), name(two))) }));
  });
  return (
    <div class="members">
      <div class="members-find"><TextField label={scene.t("members.find")} hideLabel placeholder={scene.t("members.find")} icon={Search} value={query()} onInput={setQuery} type="search" /></div>
      <Show when={scene.live.loading[`members:${props.spaceId}`] === "failed"}>
        <div class="pane-state" role="alert"><p>{scene.t("members.failed")}</p><Button onClick={() => void scene.live.members(props.spaceId)}>{scene.t("stream.again")}</Button></div>
      </Show>
      <For each={groups()} fallback={<Show when={query()}><p class="pane-state soft">{scene.t("members.none")}</p></Show>}>
        {(group) => (
          <section>
            <h3 class="mem-head"><bdi>{group.title}</bdi> · {scene.formats().number(group.members.length)}</h3>
            <ul><For each={group.members}>{(member) => <li><MemberRow spaceId={props.spaceId} member={member} name={name(member)} /></li>}</For></ul>
          </section>
        )}
      </For>
    </div>
  );
}

function MemberRow(props: { spaceId: Id; member: Membership; name: string }): JSX.Element {
  const scene = useScene();
  const person = () => scene.live.world.people[props.member.user_id];
  const color = () => colorIn(scene.live.world, props.spaceId, props.member.user_id);
  const role = () => rolesOf(scene.live.world, props.spaceId, props.member.user_id)[0];
  return (
    <button type="button" class="mem" onClick={(event) => scene.showPerson(props.member.user_id, event.currentTarget)}>
      <Show when={person()}>{(found) => <Face person={found()} size={32} />}</Show>
      <span class="grow">
        <span class="cut mem-name" classList={{ colored: color() !== null }} style={{ "--role": color() ?? undefined }}><bdi>{props.name}</bdi></span>
        <Show when={props.member.owner || role()}><span class="st cut"><bdi>{props.member.owner ? scene.t("members.owner") : role()?.name}</bdi></span></Show>
      </span>
    </button>
  );
}
