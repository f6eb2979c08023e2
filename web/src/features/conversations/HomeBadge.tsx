/** How much waits at home: what was said in conversations, and who wants to be friends; nothing when nothing does. */
import type { JSX } from "solid-js";
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { saidAtHome } from "~/lib/levels";
import { thoseWho, useLive, useMarks } from "~/lib/store";
import { Badge } from "~/ui/Badge";

export function HomeBadge(): JSX.Element {
  const { t } = useI18n();
  const live = useLive();
  const marks = useMarks();
  const requests = () => thoseWho(live.world, "incoming").length;
  const unread = () => saidAtHome(live.world, marks.nowMs());
  const label = () => [unread() > 0 && t("talk.unread", { n: unread() }), requests() > 0 && t("friends.waiting", { n: requests() })].filter(Boolean).join(", ");
  return <Show when={requests() + unread() > 0}><Badge count={requests() + unread()} label={label()} /></Show>;
}
