/** A pause of everything: until when, and its end. */
import { For } from "solid-js";
import Bell from "lucide-solid/icons/bell";
import BellOff from "lucide-solid/icons/bell-off";
import { useSettingsWords } from "~/features/identity/settings";
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { mutedUntil } from "~/lib/levels";
import { useLive, useMarks } from "~/lib/store";
import { Button, List, ListRow, Menu, MenuItem, PageSection } from "~/ui";
import { useChoosing } from "./LevelMenu";
import { isAlways, pausesOf, type Scope } from "./state";

export function AccountPause(props: { account: Scope }) {
  const words = useSettingsWords();
  const { t } = useI18n();
  const live = useLive();
  const marks = useMarks();
  const choose = useChoosing();
  const until = () => mutedUntil(live.world, props.account.id, marks.nowMs());
  const state = () => {
    const end = until();
    if (end === null) return words.t("notifications.running");
    return isAlways(end, Date.now()) ? words.t("notifications.pausedAlways") : words.t("notifications.pausedUntil", { time: words.formats().when(end, Date.now()) });
  };
  return (
    <PageSection title={words.t("notifications.pause")} lead={words.t("notifications.pauseHint")}>
      <List label={words.t("notifications.pause")}>
        <ListRow icon={until() === null ? Bell : BellOff} title={<span role="status">{state()}</span>} end={
          <Show when={until() === null} fallback={<Button onClick={() => void choose(props.account, { untilMs: null })}>{words.t("notifications.resume")}</Button>}>
            <Menu placement="bottom-end" trigger={(attrs) => <Button {...attrs}>{words.t("notifications.pauseFor")}</Button>}>
              <For each={pausesOf(t, words.formats(), Date.now())}>
                {(pause) => <MenuItem onSelect={() => void choose(props.account, { untilMs: pause.end(Date.now()) })}>{pause.label}</MenuItem>}
              </For>
            </Menu>
          </Show>
        } />
      </List>
    </PageSection>
  );
}
