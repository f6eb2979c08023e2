/** The roles of a space, highest first: choose one, make one, move one by drag or by keys. */

import GripVertical from "lucide-solid/icons/grip-vertical";
import Lock from "lucide-solid/icons/lock";
import Plus from "lucide-solid/icons/plus";
import { A } from "@solidjs/router";
import { For, createSignal } from "solid-js";
import { createAct } from "~/features/identity/settings";
import type { Id, Role } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { createSort } from "~/lib/sort";
import { troubleOf } from "~/lib/api";
import { Button, Icon, Note } from "~/ui";
import { highestRole, isBelow, moved } from "../ranks";
import { useSpaceWords } from "../words";
import type { Holders } from "./holders";
import { rolePath } from "./paths";
import { useScope } from "./scope";

export function RoleList(props: { chosen: Id | null; holders: Holders; onCreated: (id: Id) => void }) {
  const scope = useScope();
  const { t, formats } = useSpaceWords();
  const order = createAct();
  const create = createAct();
  const [said, setSaid] = createSignal("");
  const movable = () => scope.roles().filter((role) => !role.everyone);
  const mayMove = (role: Role) => scope.can("manage_roles") && isBelow(role, scope.editor());

  const place = async (id: Id, to: number) => {
    const ids = movable().map((role) => role.id);
    // Nobody moves a role to or above their own rank.
    const first = movable().findIndex(mayMove);
    const next = moved(ids, id, Math.max(first, to));
    const role = movable().find((one) => one.id === id);
    if (!next || !role || first < 0) return;
    const before = ids;
    scope.apply({ t: "role_order", d: { space_id: scope.id(), role_ids: next } });
    setSaid(t("roles.moved", { name: role.name, place: next.indexOf(id) + 1, all: next.length }));
    const ok = await order.run(() => scope.ask().orderRoles(next), {
      loud: true,
      words: (cause) => (troubleOf(cause).code === "conflict" ? t("roles.stale") : null),
    });
    if (!ok) scope.apply({ t: "role_order", d: { space_id: scope.id(), role_ids: before } });
  };
  const sort = createSort((id, target, side) => {
    const ids = movable().map((role) => role.id).filter((one) => one !== id);
    void place(id, ids.indexOf(target) + (side === "after" ? 1 : 0));
  });
  const keys = (event: KeyboardEvent, role: Role) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const grip = event.currentTarget as HTMLElement;
    void place(role.id, movable().findIndex((one) => one.id === role.id) + by);
    queueMicrotask(() => grip.focus());
  };
  const add = () =>
    create.run(
      async () => {
        const role = await scope.ask().createRole({ name: t("roles.newRole") });
        scope.apply({ t: "role_create", d: { space_id: scope.id(), role } });
        props.onCreated(role.id);
      },
      { loud: true },
    );
  const own = () => {
    const self = scope.self();
    return self ? highestRole({ owner: false, roles: self.roles }, scope.roles()) : null;
  };
  const rowOf = (role: Role) => (
    <li
      class="rank"
      data-on={props.chosen === role.id ? "" : undefined}
      data-above={!isBelow(role, scope.editor()) ? "" : undefined}
      data-drop={sort.sideOf(role.id)}
      data-dragged={sort.dragged() === role.id ? "" : undefined}
      {...sort.row(role.id, { fixed: role.everyone || !mayMove(role), accepts: () => !role.everyone && mayMove(role) })}
    >
      <Show
        when={!role.everyone && mayMove(role)}
        fallback={
          <span class="grip" data-fixed="" title={t("roles.locked", { name: role.name })}>
            <Icon of={Lock} size="sm" />
          </span>
        }
      >
        <button
          type="button"
          class="grip"
          aria-label={t("roles.grip", { name: role.name, place: movable().indexOf(role) + 1, all: movable().length })}
          onKeyDown={(event) => keys(event, role)}
        >
          <Icon of={GripVertical} size="sm" />
        </button>
      </Show>
      <A class="rank-link" draggable="false" href={rolePath(scope.id(), role.id)} aria-current={props.chosen === role.id ? "true" : undefined}>
        <span class="role-dot" style={{ "--role": role.color ?? undefined }} />
        <bdi>{role.everyone ? t("roles.everyone") : role.name}</bdi>
        <Show when={role.everyone || props.holders.isWhole()}>
          <span class="rank-count">{formats().number(role.everyone ? scope.space().member_count : props.holders.of(role.id).length)}</span>
        </Show>
      </A>
    </li>
  );
  return (
    <div class="set-pane">
      <div class="set-pane-head">
        <h1>{t("roles.title")}</h1>
        <Show when={scope.can("manage_roles")}>
          <Button size="sm" icon={Plus} busy={create.busy()} onClick={() => void add()}>
            {t("roles.new")}
          </Button>
        </Show>
      </div>
      <p class="set-pane-lead">{t(scope.can("manage_roles") ? "roles.intro" : "roles.introFixed")}</p>
      <ul aria-label={t("roles.list")}>
        <For each={movable()}>{rowOf}</For>
      </ul>
      <div class="set-pane-line" />
      <ul>
        <For each={scope.roles().filter((role) => role.everyone)}>{rowOf}</For>
      </ul>
      <div class="visually-hidden" role="status">
        {said()}
      </div>
      <div class="set-pane-end">
        <Note kind={scope.can("manage_roles") ? "warn" : "info"}>
          <Show when={scope.can("manage_roles")} fallback={t("roles.youNone")}>
            {scope.isOwner() ? t("roles.youOwner") : t("roles.you", { role: own()?.name ?? t("roles.everyone") })}
          </Show>
        </Note>
      </div>
    </div>
  );
}
