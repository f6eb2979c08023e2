/** One member: who, in which roles, since when, and what can be done about them. */

import Ban from "lucide-solid/icons/ban";
import BadgeCheck from "lucide-solid/icons/badge-check";
import Clock from "lucide-solid/icons/clock";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Pencil from "lucide-solid/icons/pencil";
import UserMinus from "lucide-solid/icons/user-minus";
import { For } from "solid-js";
import type { Member } from "~/lib/api/wire";
import { createAct } from "~/features/identity/settings";
import { Show } from "~/lib/flow";
import { Avatar, Chip, IconButton, ListRow, Menu, MenuItem, MenuLine, Tag } from "~/ui";
import { isAbove } from "../ranks";
import { useSpaceWords } from "../words";
import { nameOf } from "./holders";
import type { MemberTask } from "./MemberDialogs";
import { useScope } from "./scope";

export function MemberRow(props: { member: Member; onTask: (task: MemberTask) => void }) {
  const scope = useScope();
  const { t, formats } = useSpaceWords();
  const act = createAct();
  const isSelf = () => props.member.user.id === scope.selfId();
  const isBelowMe = () => isAbove(scope.editor(), props.member, scope.roles(), scope.selfId());
  const roles = () => scope.roles().filter((role) => !role.everyone && props.member.roles.includes(role.id));
  const isOut = () => props.member.timeout_until !== null && Date.parse(props.member.timeout_until) > Date.now();
  const may = {
    nick: () => (isSelf() ? scope.can("change_nickname") || scope.can("manage_nicknames") : scope.can("manage_nicknames") && isBelowMe()),
    roles: () => scope.can("manage_roles") && (isSelf() || isBelowMe()),
    timeout: () => scope.can("timeout_members") && isBelowMe(),
    kick: () => scope.can("kick_members") && isBelowMe(),
    ban: () => scope.can("ban_members") && isBelowMe(),
  };
  const any = () => Object.values(may).some((one) => one());
  const end = () =>
    act.run(
      async () => {
        await scope.ask().endTimeout(props.member.user.id);
        const { nick, roles: held, user } = props.member;
        scope.apply({ t: "member_update", d: { space_id: scope.id(), user_id: user.id, nick, roles: held, timeout_until: null } });
      },
      { loud: true, done: () => t("members.timeoutEnded", { name: nameOf(props.member) }) },
    );
  return (
    <ListRow
      start={<Avatar id={props.member.user.id} name={nameOf(props.member)} picture={props.member.user.avatar} size={40} bot={props.member.user.bot} />}
      title={<bdi>{nameOf(props.member)}</bdi>}
      tags={
        <>
          <Show when={isSelf()}><Tag>{t("members.you")}</Tag></Show>
          <Show when={props.member.owner}><Tag kind="ok">{t("members.owner")}</Tag></Show>
          <Show when={props.member.user.bot}><Tag>{t("members.bot")}</Tag></Show>
          <Show when={isOut() ? props.member.timeout_until : null}>
            {(until) => <Tag kind="warn" icon={Clock}>{t("members.timedOut", { time: formats().when(until(), Date.now()) })}</Tag>}
          </Show>
        </>
      }
      detail={
        <>
          <span>
            <span dir="ltr">{props.member.user.username}</span> · {t("members.joined", { date: formats().date(props.member.joined_at) })}
          </span>
          <Show when={roles().length > 0}>
            <span class="set-chips">
              <For each={roles()}>{(role) => <Chip color={role.color ?? "currentColor"}>{role.name}</Chip>}</For>
            </span>
          </Show>
        </>
      }
      end={
        <Show when={any()}>
          <Menu placement="bottom-end" trigger={(attrs) => <IconButton {...attrs} icon={Ellipsis} label={t("members.menu", { name: nameOf(props.member) })} />}>
            <Show when={may.nick()}>
              <MenuItem icon={Pencil} onSelect={() => props.onTask("nick")}>{t("members.nick")}</MenuItem>
            </Show>
            <Show when={may.roles()}>
              <MenuItem icon={BadgeCheck} onSelect={() => props.onTask("roles")}>{t("members.roles")}</MenuItem>
            </Show>
            <Show when={may.timeout()}>
              <Show when={isOut()} fallback={<MenuItem icon={Clock} onSelect={() => props.onTask("timeout")}>{t("members.timeout")}</MenuItem>}>
                <MenuItem icon={Clock} onSelect={() => void end()}>{t("members.timeoutEnd")}</MenuItem>
              </Show>
            </Show>
            <Show when={may.kick() || may.ban()}>
              <MenuLine />
            </Show>
            <Show when={may.kick()}>
              <MenuItem icon={UserMinus} danger onSelect={() => props.onTask("kick")}>{t("members.kick")}</MenuItem>
            </Show>
            <Show when={may.ban()}>
              <MenuItem icon={Ban} danger onSelect={() => props.onTask("ban")}>{t("members.ban")}</MenuItem>
            </Show>
          </Menu>
        </Show>
      }
    />
  );
}
