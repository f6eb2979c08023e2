/** Chooses the role or person that a room shall make an exception for. */

import { For, createSignal } from "solid-js";
import type { Member } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { Dialog, Segments } from "~/ui";
import type { Target } from "../exceptions";
import { sameTarget } from "../permissions";
import { isAbove, isBelow } from "../ranks";
import { useSpaceWords } from "../words";
import { PersonPicker } from "./PersonPicker";
import { useScope } from "./scope";

export function AddTarget(props: {
  open: boolean;
  taken: readonly Target[];
  onClose: () => void;
  onAdd: (target: Target, member?: Member) => void;
}) {
  const scope = useScope();
  const { t } = useSpaceWords();
  const [kind, setKind] = createSignal<"role" | "user">("role");
  const isTaken = (target: Target) => props.taken.some((one) => sameTarget(one, target));
  const roles = () =>
    scope.roles().filter((role) => !role.everyone && isBelow(role, scope.editor()) && !isTaken({ kind: "role", id: role.id }));
  return (
    <Dialog open={props.open} onOpenChange={(open) => !open && props.onClose()} title={t("access.addTitle")}>
      <Segments
        label={t("access.addTitle")}
        wide
        value={kind()}
        onChange={setKind}
        options={[
          { value: "role", label: t("access.roles") },
          { value: "user", label: t("access.people") },
        ]}
      />
      <Show
        when={kind() === "role"}
        fallback={
          <PersonPicker
            label={t("access.addSearch")}
            none={t("access.addNone")}
            chosen={null}
            onChoose={(member) => props.onAdd({ kind: "user", id: member.user.id }, member)}
            without={(member) =>
              isTaken({ kind: "user", id: member.user.id }) || member.owner || !isAbove(scope.editor(), member, scope.roles(), scope.selfId())
            }
          />
        }
      >
        <ul class="pick-list" aria-label={t("access.roles")}>
          <For each={roles()} fallback={<li class="branch-empty">{t("access.addNone")}</li>}>
            {(role) => (
              <li>
                <button type="button" class="pick" onClick={() => props.onAdd({ kind: "role", id: role.id })}>
                  <span class="role-dot" style={{ "--role": role.color ?? undefined }} />
                  <bdi>{role.name}</bdi>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Dialog>
  );
}
