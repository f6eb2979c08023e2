/** How many people wait for an answer; nothing when nobody does. */
import type { JSX } from "solid-js";
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { thoseWho, useLive } from "~/lib/store";
import { Badge } from "~/ui/Badge";

export function RequestBadge(): JSX.Element {
  const { t } = useI18n();
  const live = useLive();
  const count = () => thoseWho(live.world, "incoming").length;
  return <Show when={count() > 0}><Badge count={count()} label={t("friends.waiting", { n: count() })} /></Show>;
}
