/** The settings of what calls: the account's level and pause, and the spaces and rooms that differ. */
import { Switch, createSignal } from "solid-js";
import Unplug from "lucide-solid/icons/unplug";
import { Column, useSettingsWords } from "~/features/identity/settings";
import type { Level } from "~/lib/api/wire";
import { Match, Show } from "~/lib/flow";
import { ACCOUNT } from "~/lib/levels";
import { useLive } from "~/lib/store";
import { ErrorState, Note, PageSection, RadioGroup, Skeleton } from "~/ui";
import { AccountPause } from "./AccountPause";
import { Differences } from "./Differences";
import { useChoosing } from "./LevelMenu";
import { LEVELS, type Scope } from "./state";

const DEFAULT = "default";

export default function NotificationsPage() {
  const { t } = useSettingsWords();
  const live = useLive();
  const choose = useChoosing();
  const account = (): Scope => ({ id: ACCOUNT, kind: "account", name: t("notifications.account") });
  // What was chosen shows at once, and falls back when the place refuses it.
  const [pending, setPending] = createSignal<Level | typeof DEFAULT | null>(null);
  const level = () => pending() ?? live.world.levels[ACCOUNT]?.level ?? DEFAULT;
  const chooseLevel = async (value: Level | typeof DEFAULT) => {
    setPending(value);
    await choose(account(), { level: value === DEFAULT ? null : value });
    if (pending() === value) setPending(null);
  };
  const options = (): { value: Level | typeof DEFAULT; label: string; hint: string }[] =>
    ([DEFAULT, ...LEVELS] as const).map((value) => ({ value, label: t(`notifications.${value}`), hint: t(`notifications.${value}Hint`) }));
  const isCut = () => ["offline", "waiting"].includes(live.connection().kind);
  return (
    <Column title={t("notifications.title")} lead={t("notifications.intro")}>
      <Switch fallback={<Skeleton shape="rows" rows={6} />}>
        <Match when={!live.isReady() && isCut()}>
          <ErrorState icon={Unplug} title={t("notifications.waitTitle")} onRetry={() => live.wake()}>{t("notifications.waitText")}</ErrorState>
        </Match>
        <Match when={live.isReady()}>
          <Show when={live.connection().kind === "offline"}><Note kind="warn" role="status">{t("notifications.offline")}</Note></Show>
          <PageSection title={t("notifications.level")} lead={t("notifications.levelHint")}>
            <RadioGroup label={t("notifications.level")} hideLabel value={level()} options={options()} onChange={(value) => void chooseLevel(value)} />
          </PageSection>
          <AccountPause account={account()} />
          <Differences />
        </Match>
      </Switch>
    </Column>
  );
}
