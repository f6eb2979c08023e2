/** The switches of one role, grouped by what people do; what the editor may not change is fixed and says why. */

import DoorOpen from "lucide-solid/icons/door-open";
import Eye from "lucide-solid/icons/eye";
import MessagesSquare from "lucide-solid/icons/messages-square";
import Search from "lucide-solid/icons/search";
import Shield from "lucide-solid/icons/shield";
import Volume2 from "lucide-solid/icons/volume-2";
import { For, createMemo, createSignal } from "solid-js";
import type { Perm, Role } from "~/lib/api/wire";
import type { Draft } from "~/lib/draft";
import { Show } from "~/lib/flow";
import { Icon, type IconShape, Switch, Tag, TextField } from "~/ui";
import { type Fixed, fixedBy, given, toggled } from "../ranks";
import { RIGHTS, RIGHT_GROUPS, type Right, type RightGroup } from "../rights";
import { useSpaceWords } from "../words";
import type { RoleFields } from "./RoleEditor";
import { useScope } from "./scope";

export const GROUP_ICONS: Record<RightGroup, IconShape> = {
  seeing: Eye,
  writing: MessagesSquare,
  voice: Volume2,
  joining: DoorOpen,
  order: Shield,
};
const FIXED = { rank: "roles.fixedRank", right: "roles.fixedRight", manage_roles: "roles.fixedManage", strong: "roles.fixedStrong" } as const;

export function RoleRights(props: { role: Role; draft: Draft<RoleFields> }) {
  const scope = useScope();
  const { t, locale } = useSpaceWords();
  const [find, setFind] = createSignal("");
  const names = () => props.draft.get("permissions");
  const matches = (right: Right) => {
    const text = `${t(`rights.${right.name}`)} ${t(`rights.${right.name}_about`)}`.toLocaleLowerCase(locale());
    return text.includes(find().trim().toLocaleLowerCase(locale()));
  };
  const groups = createMemo(() =>
    RIGHT_GROUPS.map((group) => ({ group, rights: RIGHTS.filter((right) => right.group === group && matches(right)) })).filter(
      (entry) => entry.rights.length > 0,
    ),
  );
  const fixed = (name: Perm): Fixed | null => fixedBy(props.role, name, scope.editor());
  const about = (name: Perm) => {
    const why = fixed(name);
    return why && why !== "rank" && why !== "manage_roles" ? t(FIXED[why]) : t(`rights.${name}_about`);
  };
  const whole = () => {
    const why = fixed("view_channel");
    return why === "rank" || why === "manage_roles" ? t(FIXED[why]) : null;
  };
  return (
    <>
      <div class="right-tools">
        <TextField hideLabel label={t("roles.find")} placeholder={t("roles.find")} icon={Search} type="search" value={find()} onInput={setFind} />
        <span class="set-count">{t("roles.given", given(names()))}</span>
      </div>
      <Show when={whole()}>{(text) => <p class="set-lead">{text()}</p>}</Show>
      <For each={groups()} fallback={<p class="branch-empty">{t("roles.findNone")}</p>}>
        {(entry) => (
          <section>
            <h2 class="right-group">
              <Icon of={GROUP_ICONS[entry.group]} />
              {t(`groups.${entry.group}`)}
            </h2>
            <div class="set-card">
              <For each={entry.rights}>
                {(right) => (
                  <div class="right" data-perm={right.name}>
                    <Switch
                      label={
                        <span class="right-name">
                          {t(`rights.${right.name}`)}
                          <Show when={right.strong}>
                            <Tag kind="warn">{t("roles.strong")}</Tag>
                          </Show>
                        </span>
                      }
                      hint={about(right.name) || undefined}
                      checked={names().includes(right.name)}
                      disabled={fixed(right.name) !== null}
                      onChange={(on) => props.draft.set("permissions", toggled(names(), right.name, on))}
                    />
                  </div>
                )}
              </For>
            </div>
          </section>
        )}
      </For>
    </>
  );
}
