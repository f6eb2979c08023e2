/** The rights of one target in one room: words, the result with its source, and the three-way setting. */

import Check from "lucide-solid/icons/check";
import X from "lucide-solid/icons/x";
import { For, createMemo } from "solid-js";
import type { Channel, Perm } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { Icon, ThreeWay, Tooltip } from "~/ui";
import type { Setting, Target } from "../exceptions";
import { type Holder, type Layer, type SpaceRights, effective, reason } from "../permissions";
import { RIGHT_GROUPS, has, rightsOfChannel } from "../rights";
import { useSpaceWords } from "../words";
import { resultOf } from "./results";
import { GROUP_ICONS } from "./RoleRights";
import { rightWords } from "./rightWords";

export function AccessRows(props: {
  kind: Channel["kind"];
  space: SpaceRights;
  layers: readonly Layer[];
  holder: Holder;
  target: Target;
  categoryName: string;
  labelOf: (target: Target) => string;
  /** The target stands too high, or the editor lacks the right to set anything. */
  fixed: boolean;
  /** What the editor holds here; only that can be set. */
  held: readonly Perm[];
  settingOf: (name: Perm) => Setting;
  onChange: (name: Perm, setting: Setting) => void;
}) {
  const { t } = useSpaceWords();
  const groups = createMemo(() => {
    const rights = rightsOfChannel(props.kind);
    return RIGHT_GROUPS.map((group) => ({ group, rights: rights.filter((right) => right.group === group) })).filter((one) => one.rights.length > 0);
  });
  const result = createMemo(() => effective(props.space, props.layers, props.holder));
  const categoryId = () => (props.layers.length > 1 ? (props.layers[0]?.id ?? null) : null);
  const source = (name: Perm) =>
    resultOf(t, reason(props.space, props.layers, props.holder, name), has(result(), name), {
      target: props.target,
      categoryId: categoryId(),
      categoryName: props.categoryName,
      labelOf: (target) => props.labelOf(target),
    });
  return (
    <>
      <div class="right-heads" aria-hidden="true">
        <span>{t("access.permission")}</span>
        <span>{t("access.happens")}</span>
        <span>
          <span>{t("access.deny")}</span>
          <span>{t("access.allow")}</span>
        </span>
      </div>
      <For each={groups()}>
        {(entry) => (
          <section>
            <h2 class="right-group">
              <Icon of={GROUP_ICONS[entry.group]} />
              {t(`groups.${entry.group}`)}
            </h2>
            <div class="set-card">
              <For each={entry.rights}>
                {(right) => {
                  const words = () => rightWords(t, right.name);
                  const isHeld = () => props.held.includes(right.name);
                  const three = () => (
                    <ThreeWay
                      label={t("access.result", { permission: words().name, result: source(right.name) })}
                      value={props.settingOf(right.name)}
                      disabled={props.fixed || !isHeld()}
                      onChange={(value) => props.onChange(right.name, value)}
                    />
                  );
                  return (
                    <div class="right right-three" data-perm={right.name}>
                      <div class="right-words">
                        <div>{words().name}</div>
                        <Show when={props.fixed || isHeld() ? words().about : t("access.fixedRight")}>{(about) => <p>{about()}</p>}</Show>
                      </div>
                      <div class="right-result">
                        <Icon of={has(result(), right.name) ? Check : X} size="sm" class={has(result(), right.name) ? "right-yes" : "right-no"} />
                        <span>{source(right.name)}</span>
                      </div>
                      <Show when={props.fixed || isHeld()} fallback={<Tooltip text={t("access.fixedRight")}>{three()}</Tooltip>}>
                        {three()}
                      </Show>
                    </div>
                  );
                }}
              </For>
            </div>
          </section>
        )}
      </For>
    </>
  );
}
