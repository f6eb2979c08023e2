/** Edits one role: how it looks, what it allows, who has it. Changes wait until they are saved together. */

import ArrowLeft from "lucide-solid/icons/arrow-left";
import Copy from "lucide-solid/icons/copy";
import Trash2 from "lucide-solid/icons/trash";
import { useNavigate, useSearchParams } from "@solidjs/router";
import { createMemo, createSignal } from "solid-js";
import { SaveBar, createAct, explainFault, orThrow, useSettingsWords } from "~/features/identity/settings";
import type { Id, Role } from "~/lib/api/wire";
import { createDraft } from "~/lib/draft";
import { Show } from "~/lib/flow";
import { LIMITS, faultOf, isColour, tidy } from "~/lib/rules";
import { ConfirmDialog, IconButton, Tabs } from "~/ui";
import { isBelow } from "../ranks";
import { fromNames, toNames } from "../rights";
import { useSpaceWords } from "../words";
import type { Holders } from "./holders";
import { rolePath, settingsPath } from "./paths";
import { RoleEffects } from "./RoleEffects";
import { RoleLook } from "./RoleLook";
import { RoleMembers } from "./RoleMembers";
import { RoleRights } from "./RoleRights";
import { useScope } from "./scope";

export type RoleFields = Pick<Role, "name" | "color" | "permissions" | "mentionable" | "hoist">;
type Tab = "look" | "permissions" | "members";

/** Stands for one role; make it anew for another. */
export function RoleEditor(props: { id: Id; holders: Holders }) {
  const scope = useScope();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams<{ tab?: string }>();
  const { t, formats } = useSpaceWords();
  const common = useSettingsWords();
  const act = createAct();
  const copying = createAct();
  const deleting = createAct();
  const [asksDelete, setAsksDelete] = createSignal(false);
  const [wrong, setWrong] = createSignal<{ field: "name" | "color"; text: string } | null>(null);
  let last: Role | undefined;
  // The role may vanish under the editor; the page then leaves by itself.
  const role = createMemo(() => (last = scope.roles().find((one) => one.id === props.id) ?? last) as Role);
  const draft = createDraft<RoleFields>(() => {
    const { name, color, permissions, mentionable, hoist } = role();
    return { name, color, permissions: toNames(fromNames(permissions)), mentionable, hoist };
  });
  const mayEdit = () => scope.can("manage_roles") && isBelow(role(), scope.editor());
  const count = () => {
    const { permissions, ...rest } = draft.changes();
    const bits = permissions ? toNames(fromNames(permissions) ^ fromNames(role().permissions)).length : 0;
    return Object.keys(rest).length + bits;
  };
  const tab = (): Tab => (search.tab === "look" || search.tab === "members" ? search.tab : "permissions");
  const shownName = () => (role().everyone ? t("roles.everyone") : draft.get("name") || role().name);
  const holders = () => props.holders.of(role().id);
  const holderCount = () => (role().everyone ? scope.space().member_count : holders().length);

  const save = async () => {
    const { name, color, permissions, ...rest } = draft.changes();
    const fault = name === undefined ? null : explainFault(common, faultOf(name, LIMITS.roleName));
    if (fault) {
      setWrong({ field: "name", text: fault });
      return void setSearch({ tab: "look" });
    }
    if (color && !isColour(color)) return void setWrong({ field: "color", text: common.t("errors.colour") });
    await act.run(
      async () => {
        const patch = {
          ...rest,
          ...(name === undefined ? {} : { name: tidy(name, LIMITS.roleName) }),
          ...(color === undefined ? {} : { color }),
          ...(permissions ? { permissions } : {}),
        };
        const saved = await scope.ask().patchRole(role().id, patch);
        scope.apply({ t: "role_update", d: { space_id: scope.id(), role: saved } });
        draft.undo();
        setWrong(null);
      },
      { done: () => t("roles.saved", { name: shownName() }) },
    );
  };
  const copy = () =>
    copying.run(
      async () => {
        const { color, mentionable, hoist, permissions } = role();
        const own = fromNames(scope.space().permissions);
        const made = await scope.ask().createRole({
          name: tidy(t("roles.copyName", { name: role().name }), LIMITS.roleName).slice(0, 64),
          color,
          mentionable,
          hoist,
          permissions: toNames(fromNames(permissions) & own),
        });
        scope.apply({ t: "role_create", d: { space_id: scope.id(), role: made } });
        navigate(rolePath(scope.id(), made.id));
      },
      { loud: true, done: () => t("roles.copied", { name: t("roles.copyName", { name: role().name }) }) },
    );
  const remove = () =>
    orThrow(
      deleting.run(
        async () => {
          const id = role().id;
          await scope.ask().deleteRole(id);
          draft.undo();
          scope.apply({ t: "role_delete", d: { space_id: scope.id(), role_id: id } });
          navigate(settingsPath(scope.id(), "roles"), { replace: true });
        },
        { done: () => t("roles.deleted", { name: role().name }) },
      ),
    );

  return (
    <>
      <div class="set-edit">
        <div class="set-edit-head">
          <div class="set-edit-title">
            <span class="set-pane-back">
              <IconButton icon={ArrowLeft} mirrored label={t("roles.list")} onClick={() => navigate(settingsPath(scope.id(), "roles"))} />
            </span>
            <span class="role-dot" data-large="" style={{ "--role": draft.get("color") ?? undefined }} />
            <h1>
              <bdi>{shownName()}</bdi>
            </h1>
            <span class="end">
              <Show when={mayEdit() && !role().everyone}>
                <IconButton icon={Copy} label={t("roles.copy")} onClick={() => void copy()} />
                <IconButton icon={Trash2} label={t("roles.delete")} onClick={() => setAsksDelete(true)} />
              </Show>
            </span>
          </div>
        </div>
        <div class="set-edit-body">
          <Tabs<Tab>
            label={shownName()}
            value={tab()}
            onChange={(value) => setSearch({ tab: value }, { replace: true })}
            tabs={[
              { value: "look", label: t("roles.look") },
              { value: "permissions", label: t("roles.permissions") },
              {
                value: "members",
                label: (
                  <>
                    {t("roles.members")} <span class="set-count num">{formats().number(holderCount())}</span>
                  </>
                ),
              },
            ]}
          >
            {(value) => (
              <>
                <Show when={value === "look"}>
                  <RoleLook role={role()} draft={draft} fixed={!mayEdit()} wrong={wrong()} onTouch={() => setWrong(null)} />
                </Show>
                <Show when={value === "permissions"}>
                  <RoleRights role={role()} draft={draft} />
                </Show>
                <Show when={value === "members"}>
                  <RoleMembers role={role()} mayEdit={mayEdit()} />
                </Show>
              </>
            )}
          </Tabs>
          <RoleEffects folded role={role()} permissions={draft.get("permissions")} holders={holders()} count={holderCount()} />
        </div>
        <SaveBar
          count={count()}
          busy={act.busy()}
          error={act.error()}
          onSave={() => void save()}
          onUndo={() => {
            draft.undo();
            setWrong(null);
            act.clear();
          }}
          samePage={(path) => path.split("?")[0] === rolePath(scope.id(), props.id)}
        />
      </div>
      <RoleEffects role={role()} permissions={draft.get("permissions")} holders={holders()} count={holderCount()} />
      <ConfirmDialog
        open={asksDelete()}
        onOpenChange={(open) => {
          setAsksDelete(open);
          deleting.clear();
        }}
        title={t("roles.deleteTitle", { name: role().name })}
        lead={t("roles.deleteBody", { n: holderCount() })}
        act={t("roles.delete")}
        busyLabel={t("roles.deleting")}
        error={deleting.error()}
        onConfirm={remove}
      />
    </>
  );
}
