/** Who may what in one room: targets at the start, three-way settings with their results, and why. */

import ArrowLeft from "lucide-solid/icons/arrow-left";
import Undo2 from "lucide-solid/icons/undo-2";
import { useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, on, onMount, untrack } from "solid-js";
import { SaveBar, createAct } from "~/features/identity/settings";
import type { Channel, Member, Override } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { Button, Icon, IconButton, Note } from "~/ui";
import { type Target, countChanges, rebase, sends, settingOf, targetKey, targetOf, withSetting, withTarget, withoutTarget } from "../exceptions";
import { type Holder, type Layer, sameTarget } from "../permissions";
import { rankOf } from "../ranks";
import { useSpaceWords } from "../words";
import { AccessRows } from "./AccessRows";
import { AddTarget } from "./AddTarget";
import { nameOf } from "./holders";
import { roomPath } from "./paths";
import { KIND_ICONS, useRoom } from "./RoomFrame";
import { useScope } from "./scope";
import { TargetList } from "./TargetList";
import { WhyAside } from "./WhyAside";

export function RoomAccess() {
  const scope = useScope();
  const room = useRoom();
  const [search, setSearch] = useSearchParams<{ for?: string }>();
  const { t } = useSpaceWords();
  const act = createAct();
  const [adding, setAdding] = createSignal(false);
  const [edited, setEdited] = createSignal<Override[]>(untrack(() => room().overrides));
  /** People of exceptions whom the store does not know yet. */
  const [met, setMet] = createSignal<Record<string, Member>>({});
  onMount(() => void scope.live.members(scope.id()));
  // What others save meanwhile comes in under the own changes.
  createEffect(on(() => room().overrides, (fresh, old) => setEdited((mine) => rebase(old ?? fresh, fresh, mine)), { defer: true }));

  const category = createMemo(() => scope.channels().find((channel) => channel.id === room().parent_id && channel.kind === "category"));
  const layers = createMemo((): Layer[] => {
    const own = { id: room().id, overrides: edited() };
    const above = category();
    return above ? [{ id: above.id, overrides: above.overrides }, own] : [own];
  });
  const everyone = (): Target => ({ kind: "role", id: scope.everyone()?.id ?? "" });
  const chosen = createMemo((): Target => {
    const wanted = search.for ? targetOf(search.for) : everyone();
    return edited().some((entry) => sameTarget(entry.target, wanted)) || sameTarget(wanted, everyone()) ? wanted : everyone();
  });
  const memberOf = (id: string): Member | null => {
    const known = scope.live.world.members[scope.id()]?.[id];
    return (known ? scope.memberOf(known) : null) ?? met()[id] ?? null;
  };
  const labelOf = (target: Target): string => {
    if (target.kind === "user") {
      const member = memberOf(target.id);
      return member ? nameOf(member) : (scope.live.world.people[target.id]?.display_name ?? "…");
    }
    const role = scope.roles().find((one) => one.id === target.id);
    return !role || role.everyone ? t("access.everyone") : role.name;
  };
  /** A real person, or somebody who holds just this role. */
  const holder = createMemo((): Holder => {
    const target = chosen();
    if (target.kind === "role") return { userId: "", roles: [target.id], timedOut: false };
    return { userId: target.id, roles: memberOf(target.id)?.roles ?? [], timedOut: false };
  });
  const fixed = createMemo((): string | null => {
    const target = chosen();
    if (!room().permissions.includes("manage_roles")) return t("access.fixedManage");
    if (scope.isOwner()) return null;
    if (target.kind === "role") {
      const role = scope.roles().find((one) => one.id === target.id);
      return role && role.position >= scope.editor().rank ? t("access.fixedRank") : null;
    }
    const member = memberOf(target.id);
    if (target.id === scope.selfId()) return t("access.fixedSelf");
    if (member?.owner) return t("access.fixedOwner");
    return member && rankOf(member, scope.roles()) >= scope.editor().rank ? t("access.fixedRank") : null;
  });
  const count = () => countChanges(room().overrides, edited());
  const undo = () => {
    setEdited(room().overrides);
    act.clear();
  };
  const save = () =>
    act.run(
      async () => {
        for (const { target, entry } of sends(room().overrides, edited())) {
          if (entry) await scope.ask().putOverride(room().id, target, entry);
          else await scope.ask().deleteOverride(room().id, target);
          const rest = withoutTarget(room().overrides, target);
          const channel: Channel = { ...room(), overrides: entry ? [...rest, { target, ...entry }] : rest };
          scope.apply({ t: "channel_update", d: { channel } });
        }
      },
      { done: () => t("access.saved", { name: room().name ?? "" }) },
    );
  const choose = (target: Target) => setSearch({ for: targetKey(target) }, { replace: true });
  const color = () => scope.roles().find((role) => role.id === chosen().id)?.color;
  const hasSettings = () => edited().some((entry) => sameTarget(entry.target, chosen()));

  return (
    <div class="set-three" data-open={search.for ? "" : undefined}>
      <TargetList
        overrides={edited()}
        everyone={everyone()}
        chosen={chosen()}
        category={category()?.name ?? null}
        isCategory={room().kind === "category"}
        labelOf={labelOf}
        memberOf={memberOf}
        mayAdd={room().permissions.includes("manage_roles")}
        onChoose={choose}
        onAdd={() => setAdding(true)}
      />
      <div class="set-edit">
        <div class="set-edit-head">
          <div class="set-edit-title">
            <span class="set-pane-back">
              <IconButton icon={ArrowLeft} mirrored label={t("access.title")} onClick={() => setSearch({ for: undefined }, { replace: true })} />
            </span>
            <Icon of={KIND_ICONS[room().kind]} size="lg" />
            <h1>
              <bdi>{room().name}</bdi>
            </h1>
            <span class="set-soft">{t("access.for")}</span>
            <span class="role-chip">
              <Show when={chosen().kind === "role"}>
                <span class="role-dot" style={{ "--role": color() ?? undefined }} />
              </Show>
              <bdi>{labelOf(chosen())}</bdi>
            </span>
            <span class="end">
              <Show when={hasSettings() && !fixed()}>
                <Button
                  kind="quiet"
                  size="sm"
                  icon={Undo2}
                  mirroredIcon
                  onClick={() => setEdited((now) => withoutTarget(now, chosen()))}
                >
                  {t("access.clear")}
                </Button>
              </Show>
            </span>
          </div>
        </div>
        <div class="set-edit-body">
          <Show when={fixed()}>
            {(why) => (
              <div class="right-tools">
                <Note>{why()}</Note>
              </div>
            )}
          </Show>
          <AccessRows
            kind={room().kind}
            space={scope.rights()}
            layers={layers()}
            holder={holder()}
            target={chosen()}
            categoryName={category()?.name ?? ""}
            labelOf={labelOf}
            fixed={fixed() !== null}
            held={room().permissions}
            settingOf={(name) => settingOf(edited(), chosen(), name)}
            onChange={(name, setting) => setEdited((now) => withSetting(now, chosen(), name, setting))}
          />
          <WhyAside folded layers={layers()} category={category() ?? null} labelOf={labelOf} preview={count() > 0} />
        </div>
        <SaveBar
          count={count()}
          busy={act.busy()}
          error={act.error()}
          onSave={() => void save()}
          onUndo={undo}
          samePage={(path) => path.split("?")[0] === roomPath(scope.id(), room().id, "permissions")}
        />
      </div>
      <WhyAside layers={layers()} category={category() ?? null} labelOf={labelOf} preview={count() > 0} />
      <AddTarget
        open={adding()}
        taken={edited().map((entry) => entry.target)}
        onClose={() => setAdding(false)}
        onAdd={(target, member) => {
          if (member) setMet((now) => ({ ...now, [member.user.id]: member }));
          setEdited((now) => withTarget(now, target));
          setAdding(false);
          choose(target);
        }}
      />
    </div>
  );
}
