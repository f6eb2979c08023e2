/** What the changes of a role do: who holds it, who wins and who loses what. */

import Minus from "lucide-solid/icons/minus";
import Plus from "lucide-solid/icons/plus";
import { For, createMemo } from "solid-js";
import type { Member, Perm, Role } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { Avatar, Icon } from "~/ui";
import { type Effect, effects } from "../ranks";
import { useSpaceWords } from "../words";
import { nameOf } from "./holders";
import { useScope } from "./scope";

const SHOWN_PEOPLE = 6;
const NAMED = 3;

export function RoleEffects(props: { role: Role; permissions: readonly Perm[]; holders: Member[]; count: number; folded?: boolean }) {
  const scope = useScope();
  const { t, formats } = useSpaceWords();
  const all = createMemo(() => effects(scope.rights(), props.role.id, props.permissions, props.holders));
  const name = () => (props.role.everyone ? t("roles.everyone") : props.role.name);
  const head = () => {
    if (props.role.everyone) return t("roles.holdAll", { n: props.count });
    return props.count === 0 ? t("roles.holdNone", { role: name() }) : t("roles.hold", { n: props.count, role: name() });
  };
  const line = (effect: Effect): string => {
    if (props.count === 0) return t("roles.noHolders");
    const touched = effect.touched.map(nameOf);
    if (touched.length === 0) {
      const owner = effect.kept.find((member) => member.owner);
      if (!effect.gained && effect.kept.length === 1 && owner) return t("roles.keepOwner", { name: nameOf(owner) });
      return t(effect.gained ? "roles.nobodyGains" : "roles.nobodyLoses");
    }
    if (effect.gained && effect.kept.length === 0 && touched.length > 1) return t("roles.newForAll", { n: touched.length });
    const names = formats().list(touched);
    if (effect.gained) return touched.length <= NAMED ? t("roles.newFor", { names }) : t("roles.newForMost", { n: touched.length });
    return touched.length <= NAMED ? t("roles.goneFor", { names }) : t("roles.goneForMost", { n: touched.length });
  };
  const keeper = (effect: Effect): string | null => {
    if (effect.gained || effect.touched.length === 0 || effect.kept.length === 0) return null;
    const owner = effect.kept.find((member) => member.owner);
    if (owner && effect.kept.length === 1) return t("roles.keepOwner", { name: nameOf(owner) });
    return effect.kept.length <= NAMED ? t("roles.keeps", { names: formats().list(effect.kept.map(nameOf)) }) : null;
  };
  const losesSelf = (effect: Effect) => !effect.gained && effect.touched.some((member) => member.user.id === scope.selfId());
  return (
    <aside class="set-aside" data-folded={props.folded ? "" : undefined} aria-label={t("roles.changes")}>
      <h2>{t("roles.changes")}</h2>
      <p class="set-soft">{head()}</p>
      <Show when={props.holders.length > 0}>
        <ul class="set-aside-people">
          <For each={props.holders.slice(0, SHOWN_PEOPLE)}>
            {(member) => (
              <li>
                <Avatar id={member.user.id} name={nameOf(member)} picture={member.user.avatar} />
                <bdi class="cut">{nameOf(member)}</bdi>
                <Show when={member.user.id === scope.selfId()}>
                  <span class="set-soft">{t("roles.you1")}</span>
                </Show>
              </li>
            )}
          </For>
          <Show when={props.count > SHOWN_PEOPLE}>
            <li class="set-soft">{t("roles.more", { n: props.count - SHOWN_PEOPLE })}</li>
          </Show>
        </ul>
      </Show>
      <hr class="set-aside-line" />
      <ul class="set-effects" aria-live="polite">
        <For each={all()} fallback={<li class="set-soft">{t("roles.nothing")}</li>}>
          {(effect) => (
            <li>
              <Icon of={effect.gained ? Plus : Minus} size="sm" class={effect.gained ? "set-plus" : "set-minus"} />
              <div>
                <b>{t(`rights.${effect.name}`)}</b>
                <span>{line(effect)}</span>
                <Show when={keeper(effect)}>{(text) => <><br /><span>{text()}</span></>}</Show>
                <Show when={losesSelf(effect)}>
                  <br />
                  <span class="set-minus">{t("roles.yourself")}</span>
                </Show>
              </div>
            </li>
          )}
        </For>
      </ul>
    </aside>
  );
}
