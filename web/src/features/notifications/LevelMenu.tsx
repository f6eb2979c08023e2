/** Entries of a menu: what notifies of one space or room, and for how long it is muted. */
import { For, type JSX } from "solid-js";
import Bell from "lucide-solid/icons/bell";
import { explain } from "~/features/messages/trouble";
import type { Level } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { mutedUntil } from "~/lib/levels";
import { useLive, useMarks } from "~/lib/store";
import { MenuChoice, MenuGroup, MenuItem, MenuLine } from "~/ui/Menu";
import { useToaster } from "~/ui/toaster";
import { createChoosing, givenText, LEVELS, mutedText, pausesOf, stateText, type Change, type Scope } from "./state";

const INHERIT = "inherit";

/** Chooses for a scope, and says what became of it; on the page of the account that stands there already. */
export function useChoosing(): (scope: Scope, change: Change) => Promise<void> {
  const live = useLive();
  const i18n = useI18n();
  const toaster = useToaster();
  const choose = createChoosing(live);
  return async (scope, change) => {
    try {
      await choose(scope, change);
      if (scope.kind !== "account") toaster.show({ text: i18n.t("level.said", { name: scope.name, state: stateText(live.world, scope.id, i18n, Date.now()) ?? givenText(live.world, scope, i18n.t) }) });
    } catch (thrown) {
      toaster.show({ text: explain(i18n.t, thrown), kind: "error" });
    }
  };
}

export function LevelEntries(props: { scope: Scope }): JSX.Element {
  const live = useLive();
  const { t } = useI18n();
  const choose = useChoosing();
  const value = () => live.world.levels[props.scope.id]?.level ?? INHERIT;
  const options = (): { value: Level | typeof INHERIT; label: string }[] => [
    { value: INHERIT, label: givenText(live.world, props.scope, t) },
    ...LEVELS.map((level) => ({ value: level, label: t(`level.${level}`) })),
  ];
  return (
    <>
      <MenuChoice label={t("level.what")} value={value()} options={options()} onChange={(level) => void choose(props.scope, { level: level === INHERIT ? null : level })} />
      <MenuLine />
      <PauseEntries scope={props.scope} label={t("level.mute")} />
    </>
  );
}

export function PauseEntries(props: { scope: Scope; label: string }): JSX.Element {
  const live = useLive();
  const marks = useMarks();
  const { t, formats } = useI18n();
  const choose = useChoosing();
  const until = () => mutedUntil(live.world, props.scope.id, marks.nowMs());
  const pauses = () => pausesOf(t, formats(), Date.now());
  return (
    <Show when={until()} fallback={
      <MenuGroup label={props.label}>
        <For each={pauses()}>{(pause) => <MenuItem onSelect={() => void choose(props.scope, { untilMs: pause.end(Date.now()) })}>{pause.label}</MenuItem>}</For>
      </MenuGroup>
    }>
      {(end) => (
        <MenuGroup label={mutedText(t, formats(), end(), Date.now())}>
          <MenuItem icon={Bell} onSelect={() => void choose(props.scope, { untilMs: null })}>{t("level.unmute")}</MenuItem>
        </MenuGroup>
      )}
    </Show>
  );
}
