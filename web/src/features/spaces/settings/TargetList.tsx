/** The roles and people with exceptions in a room; everyone stands first. */

import Plus from "lucide-solid/icons/plus";
import { For } from "solid-js";
import type { Member, Override } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { Avatar, Button } from "~/ui";
import { type Target, countSet } from "../exceptions";
import { sameTarget } from "../permissions";
import { useSpaceWords } from "../words";
import { useScope } from "./scope";

export function TargetList(props: {
  overrides: readonly Override[];
  everyone: Target;
  chosen: Target;
  category: string | null;
  isCategory: boolean;
  labelOf: (target: Target) => string;
  memberOf: (id: string) => Member | null;
  mayAdd: boolean;
  onChoose: (target: Target) => void;
  onAdd: () => void;
}) {
  const scope = useScope();
  const { t } = useSpaceWords();
  const roles = (): Target[] => {
    const named = props.overrides.map((entry) => entry.target).filter((target) => target.kind === "role");
    const rank = (target: Target) => scope.roles().findIndex((role) => role.id === target.id);
    const rest = named.filter((target) => !sameTarget(target, props.everyone)).toSorted((a, b) => rank(a) - rank(b));
    return [props.everyone, ...rest];
  };
  const people = () => props.overrides.map((entry) => entry.target).filter((target) => target.kind === "user");
  const entryOf = (target: Target) => props.overrides.find((entry) => sameTarget(entry.target, target));
  const row = (target: Target) => (
    <li class="rank" data-on={sameTarget(target, props.chosen) ? "" : undefined}>
      <button type="button" class="rank-link target" aria-pressed={sameTarget(target, props.chosen)} onClick={() => props.onChoose(target)}>
        <Show
          when={target.kind === "user"}
          fallback={<span class="role-dot" style={{ "--role": scope.roles().find((role) => role.id === target.id)?.color ?? undefined }} />}
        >
          <Avatar id={target.id} name={props.labelOf(target)} picture={props.memberOf(target.id)?.user.avatar} size={24} />
        </Show>
        <bdi>{props.labelOf(target)}</bdi>
        <Show when={countSet(entryOf(target)) > 0}>
          <span class="rank-set">{t("access.set", { n: countSet(entryOf(target)) })}</span>
        </Show>
      </button>
    </li>
  );
  const lead = () => {
    if (props.isCategory) return t("access.introCategory");
    return props.category === null ? t("access.introLoose") : t("access.intro", { category: props.category });
  };
  return (
    <div class="set-pane">
      <div class="set-pane-head">
        <h1>{t("access.title")}</h1>
      </div>
      <p class="set-pane-lead">{lead()}</p>
      <h2>{t("access.roles")}</h2>
      <ul aria-label={t("access.roles")}>
        <For each={roles()}>{row}</For>
      </ul>
      <Show when={people().length > 0}>
        <h2>{t("access.people")}</h2>
        <ul aria-label={t("access.people")}>
          <For each={people()}>{row}</For>
        </ul>
      </Show>
      <Show when={props.mayAdd}>
        <div class="target-add">
          <Button wide icon={Plus} onClick={() => props.onAdd()}>
            {t("access.add")}
          </Button>
        </div>
      </Show>
    </div>
  );
}
