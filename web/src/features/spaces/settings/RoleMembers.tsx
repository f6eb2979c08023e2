/** Who has a role: give it, take it. */

import UserPlus from "lucide-solid/icons/user-plus";
import X from "lucide-solid/icons/x";
import { For, Switch, createEffect, createSignal, on } from "solid-js";
import { ActError, createAct, explain, useSettingsWords } from "~/features/identity/settings";
import type { Member, Role } from "~/lib/api/wire";
import { Match, Show } from "~/lib/flow";
import { createPaged } from "~/lib/paged";
import { Avatar, Button, Dialog, EmptyState, ErrorState, IconButton, List, ListRow, Skeleton } from "~/ui";
import { isAbove } from "../ranks";
import { useSpaceWords } from "../words";
import { nameOf } from "./holders";
import { PersonPicker } from "./PersonPicker";
import { useScope } from "./scope";

export function RoleMembers(props: { role: Role; mayEdit: boolean }) {
  const scope = useScope();
  const { t } = useSpaceWords();
  const common = useSettingsWords();
  const act = createAct();
  const [adding, setAdding] = createSignal(false);
  const list = createPaged(
    () => (props.role.everyone ? null : props.role.id),
    (role, cursor) => scope.ask().members({ q: "", role }, cursor),
  );
  /** Others change roles too: what the store learns is what is shown. */
  const rolesOf = (member: Member) => scope.live.world.members[scope.id()]?.[member.user.id]?.roles ?? member.roles;
  const shown = () => (props.role.everyone ? list.items : list.items.filter((member) => rolesOf(member).includes(props.role.id)));
  const holderKey = () =>
    Object.values(scope.live.world.members[scope.id()] ?? {}).filter((one) => one.roles.includes(props.role.id)).length;
  createEffect(on(holderKey, () => !props.role.everyone && void list.reload(), { defer: true }));
  const mayTake = (member: Member) =>
    props.mayEdit && !props.role.everyone && (member.user.id === scope.selfId() || scope.isOwner() || isAbove(scope.editor(), member, scope.roles(), scope.selfId()));
  const told = (member: Member, roles: string[]) => {
    const known = scope.live.world.members[scope.id()]?.[member.user.id];
    const { nick, timeout_until: timeoutUntil } = known ?? member;
    scope.apply({ t: "member_update", d: { space_id: scope.id(), user_id: member.user.id, nick, roles, timeout_until: timeoutUntil } });
  };
  const take = (member: Member) =>
    act.run(
      async () => {
        await scope.ask().takeRole(member.user.id, props.role.id);
        list.remove((one) => one.user.id === member.user.id);
        told(member, rolesOf(member).filter((id) => id !== props.role.id));
      },
      { loud: true, done: () => t("roles.removed", { name: nameOf(member), role: props.role.name }) },
    );
  const give = async (member: Member) => {
    const ok = await act.run(
      async () => {
        await scope.ask().giveRole(member.user.id, props.role.id);
        const roles = [...rolesOf(member), props.role.id];
        list.prepend({ ...member, roles });
        told(member, roles);
      },
      { done: () => t("roles.added", { name: nameOf(member), role: props.role.name }) },
    );
    if (ok) setAdding(false);
  };
  return (
    <>
      <div class="set-tools">
        <Show when={props.role.everyone}>
          <span class="set-soft">{t("roles.everyoneMembers")}</span>
        </Show>
        <Show when={props.mayEdit && !props.role.everyone}>
          <Button icon={UserPlus} onClick={() => { act.clear(); setAdding(true); }}>
            {t("roles.addMember")}
          </Button>
        </Show>
      </div>
      <Switch>
        <Match when={list.error()}>
          {(cause) => <ErrorState title={common.t("errors.title")} onRetry={() => void list.reload()}>{explain(common, cause())}</ErrorState>}
        </Match>
        <Match when={list.loading() && list.items.length === 0}>
          <Skeleton shape="rows" rows={4} />
        </Match>
        <Match when={shown().length === 0}>
          <EmptyState title={t("roles.membersEmpty")}>{t("roles.membersEmptyBody")}</EmptyState>
        </Match>
        <Match when={shown().length > 0}>
          <List label={t("roles.members")}>
            <For each={shown()}>
              {(member) => (
                <ListRow
                  start={<Avatar id={member.user.id} name={nameOf(member)} picture={member.user.avatar} size={32} bot={member.user.bot} />}
                  title={<bdi>{nameOf(member)}</bdi>}
                  detail={<span dir="ltr">{member.user.username}</span>}
                  end={
                    <Show when={mayTake(member)}>
                      <IconButton icon={X} label={t("roles.remove", { role: props.role.name, name: nameOf(member) })} onClick={() => void take(member)} />
                    </Show>
                  }
                />
              )}
            </For>
          </List>
          <Show when={list.hasMore()}>
            <div class="set-center">
              <Button busy={list.adding()} onClick={() => void list.more()}>
                {common.t("common.more")}
              </Button>
            </div>
          </Show>
        </Match>
      </Switch>
      <Dialog open={adding()} onOpenChange={setAdding} title={t("roles.addMember")}>
        <PersonPicker
          label={t("roles.addSearch")}
          none={t("roles.addNone")}
          chosen={null}
          onChoose={(member) => void give(member)}
          without={(member) => rolesOf(member).includes(props.role.id) || (!scope.isOwner() && member.user.id !== scope.selfId() && !isAbove(scope.editor(), member, scope.roles(), scope.selfId()))}
        />
        <ActError of={act} />
      </Dialog>
    </>
  );
}
