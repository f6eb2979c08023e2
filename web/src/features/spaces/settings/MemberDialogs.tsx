/** What is done to a member: nickname, roles, timeout, removal, ban; one dialog at a time. */

import { For, Switch, createSignal } from "solid-js";
import { ActError, createAct, explainFault, useSettingsWords } from "~/features/identity/settings";
import type { Id, Member } from "~/lib/api/wire";
import { Match, Show } from "~/lib/flow";
import { BAN_DELETE_SECONDS, BAN_SECONDS, LIMITS, TIMEOUT_SECONDS, faultOf, inUnits, tidy } from "~/lib/rules";
import { Button, Checkbox, Dialog, Select, TextArea, TextField } from "~/ui";
import { isBelow } from "../ranks";
import { useSpaceWords } from "../words";
import { nameOf } from "./holders";
import { useScope } from "./scope";

export type MemberTask = "nick" | "roles" | "timeout" | "kick" | "ban";

export function MemberDialogs(props: { task: { kind: MemberTask; member: Member } | null; onClose: () => void }) {
  return (
    <Show when={props.task} keyed>
      {(task) => <Task kind={task.kind} member={task.member} onClose={() => props.onClose()} />}
    </Show>
  );
}

/** Made anew for each task, so that nothing typed before is left. */
function Task(props: { kind: MemberTask; member: Member; onClose: () => void }) {
  const scope = useScope();
  const { t, formats } = useSpaceWords();
  const common = useSettingsWords();
  const act = createAct();
  const name = () => nameOf(props.member);
  const id = () => props.member.user.id;
  const [nick, setNick] = createSignal(props.member.nick ?? "");
  const [held, setHeld] = createSignal<Id[]>([...props.member.roles]);
  const [seconds, setSeconds] = createSignal("3600");
  const [forGood, setForGood] = createSignal("0");
  const [sweep, setSweep] = createSignal("0");
  const [reason, setReason] = createSignal("");
  const [wrong, setWrong] = createSignal<string | null>(null);

  const length = (value: number) => {
    const { unit, count } = inUnits(value);
    return t(`time.${unit}`, { n: count });
  };
  const told = (change: { nick?: string | null; roles?: Id[]; timeout_until?: string | null }) => {
    const { nick: old, roles, timeout_until: timeoutUntil } = props.member;
    scope.apply({ t: "member_update", d: { space_id: scope.id(), user_id: id(), nick: old, roles, timeout_until: timeoutUntil, ...change } });
  };
  const why = () => reason().trim() || undefined;
  const tasks: Record<MemberTask, () => Promise<boolean>> = {
    nick: () => {
      const next = tidy(nick(), LIMITS.nick) || null;
      return act.run(
        async () => told({ nick: (await scope.ask().rename(id(), next)).nick }),
        { done: () => (next ? t("members.nickSaved", { name: props.member.user.display_name, nick: next }) : t("members.nickCleared", { name: props.member.user.display_name })) },
      );
    },
    roles: () =>
      act.run(
        async () => {
          const before = props.member.roles;
          for (const role of held().filter((one) => !before.includes(one))) await scope.ask().giveRole(id(), role);
          for (const role of before.filter((one) => !held().includes(one))) await scope.ask().takeRole(id(), role);
          told({ roles: held() });
        },
        { done: () => t("members.rolesSaved", { name: name() }) },
      ),
    timeout: () => {
      let until = "";
      return act.run(
        async () => {
          const member = await scope.ask().timeOut(id(), Number(seconds()), why());
          until = member.timeout_until ?? "";
          told({ timeout_until: member.timeout_until });
        },
        { done: () => t("members.timeoutDone", { name: name(), time: formats().when(until, Date.now()) }) },
      );
    },
    kick: () =>
      act.run(
        async () => {
          await scope.ask().kick(id(), why());
          scope.apply({ t: "member_leave", d: { space_id: scope.id(), user_id: id() } });
        },
        { done: () => t("members.kicked", { name: name() }) },
      ),
    ban: () =>
      act.run(
        async () => {
          const expiresInSeconds = Number(forGood()) || null;
          await scope.ask().ban(id(), { reason: why() ?? null, delete_messages_seconds: Number(sweep()), expires_in_seconds: expiresInSeconds });
          scope.apply({ t: "member_leave", d: { space_id: scope.id(), user_id: id() } });
        },
        { done: () => t("members.banned", { name: name() }) },
      ),
  };
  const send = async (event: Event) => {
    event.preventDefault();
    const fault = props.kind === "nick" ? faultOf(nick(), LIMITS.nick) : faultOf(reason(), { ...LIMITS.reason, line: false });
    setWrong(explainFault(common, fault));
    if (fault) return;
    if (await tasks[props.kind]()) props.onClose();
  };
  const title = () => t(`members.${props.kind}Title`, { name: name() });
  const lead = () =>
    props.kind === "timeout" ? t("members.timeoutBody")
    : props.kind === "kick" ? t("members.kickBody", { name: name() })
    : props.kind === "ban" ? t("members.banBody", { name: name() })
    : undefined;
  const label = () =>
    props.kind === "timeout" ? t("members.timeoutAct")
    : props.kind === "kick" ? t("members.kickAct", { name: name() })
    : props.kind === "ban" ? t("members.banAct", { name: name() })
    : common.t("common.save");
  const busyLabel = () =>
    props.kind === "timeout" ? t("members.timeoutDoing") : props.kind === "kick" ? t("members.kicking") : props.kind === "ban" ? t("members.banning") : common.t("common.saving");
  const isHarm = () => props.kind === "kick" || props.kind === "ban";
  const mayTouch = (role: { position: number }) => isBelow(role, scope.editor());

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={title()}
      lead={lead()}
      keepOpen={reason().trim() !== ""}
      acts={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>{common.t("common.cancel")}</Button>
          <Button kind={isHarm() ? "danger" : "primary"} type="submit" form="member-task" busy={act.busy()} busyLabel={busyLabel()}>{label()}</Button>
        </>
      }
    >
      <form id="member-task" class="dialog-form" novalidate onSubmit={(event) => void send(event)}>
        <Switch>
          <Match when={props.kind === "nick"}>
            <TextField label={t("members.nickField")} hint={t("members.nickHint", { name: props.member.user.display_name })} value={nick()} error={wrong()} dir="auto" autocomplete="off" onInput={setNick} />
          </Match>
          <Match when={props.kind === "roles"}>
            <p class="set-soft">{t("members.rolesHint")}</p>
            <For each={scope.roles().filter((role) => !role.everyone)} fallback={<p>{t("members.rolesNone")}</p>}>
              {(role) => (
                <Checkbox
                  label={<span class="right-name"><span class="role-dot" style={{ "--role": role.color ?? undefined }} /><bdi>{role.name}</bdi></span>}
                  checked={held().includes(role.id)}
                  disabled={!mayTouch(role)}
                  onChange={(on) => setHeld((now) => (on ? [...now, role.id] : now.filter((one) => one !== role.id)))}
                />
              )}
            </For>
          </Match>
          <Match when={props.kind === "timeout"}>
            <Select label={t("members.timeoutFor")} value={seconds()} onChange={setSeconds} options={TIMEOUT_SECONDS.map((one) => ({ value: String(one), label: length(one) }))} />
          </Match>
          <Match when={props.kind === "ban"}>
            <div class="dialog-two">
              <Select
                label={t("members.banFor")}
                value={forGood()}
                onChange={setForGood}
                options={[{ value: "0", label: t("members.forGood") }, ...BAN_SECONDS.map((one) => ({ value: String(one), label: length(one) }))]}
              />
              <Select
                label={t("members.banMessages")}
                value={sweep()}
                onChange={setSweep}
                options={BAN_DELETE_SECONDS.map((one) => ({ value: String(one), label: one === 0 ? t("members.banMessagesNone") : t("members.banMessagesLast", { time: length(one) }) }))}
              />
            </div>
          </Match>
        </Switch>
        <Show when={props.kind === "timeout" || isHarm()}>
          <TextArea
            label={`${t("members.reason")} (${common.t("common.optional")})`}
            hint={props.kind === "ban" ? t("members.reasonHintBan") : t("members.reasonHint", { name: name() })}
            value={reason()}
            error={wrong()}
            dir="auto"
            rows={2}
            onInput={setReason}
          />
        </Show>
        <ActError of={act} />
      </form>
    </Dialog>
  );
}
