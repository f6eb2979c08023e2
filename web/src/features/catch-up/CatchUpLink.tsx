/** The way to what waits, with the number of rooms. */
import { useLocation } from "@solidjs/router";
import { createMemo, type JSX } from "solid-js";
import Inbox from "lucide-solid/icons/inbox";
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { useLive, useMarks } from "~/lib/store";
import { Badge } from "~/ui/Badge";
import { Icon } from "~/ui/Icon";
import { waitingRooms } from "./state";

export function CatchUpLink(props: { path: string }): JSX.Element {
  const { t } = useI18n();
  const live = useLive();
  const marks = useMarks();
  const location = useLocation();
  const isHere = () => location.pathname === props.path;
  const count = createMemo(() => waitingRooms(live.world, marks).length);
  return (
    <a class="ch" classList={{ on: isHere() }} href={props.path} aria-current={isHere() ? "page" : undefined}>
      <Icon of={Inbox} />
      <span class="cut">{t("shell.catch_up")}</span>
      <Show when={count() > 0}><span class="end"><Badge calm count={count()} label={t("shell.waiting", { n: count() })} /></span></Show>
    </a>
  );
}
