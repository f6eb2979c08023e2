/** The tabs of a phone: only what there is. */
import { useLocation } from "@solidjs/router";
import type { JSX } from "solid-js";
import MessageCircle from "lucide-solid/icons/message-circle";
import MessagesSquare from "lucide-solid/icons/messages-square";
import Search from "lucide-solid/icons/search";
import UserRound from "lucide-solid/icons/user-round";
import { HomeBadge } from "~/features/conversations";
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { useMarks } from "~/lib/store";
import { Badge } from "~/ui/Badge";
import { Icon } from "~/ui/Icon";

export function Tabs(props: { home: string; search: string; direct: string; friends: string; settings: string }): JSX.Element {
  const { t } = useI18n();
  const location = useLocation();
  const marks = useMarks();
  const mentions = () => marks.spaces().mentions;
  const isYou = () => location.pathname.startsWith(props.settings);
  const isSearch = () => location.pathname === props.search;
  const isDirect = () => location.pathname.startsWith(props.direct) || location.pathname.startsWith(props.friends);
  const isRooms = () => !isYou() && !isSearch() && !isDirect();
  return (
    <nav class="tabbar" aria-label={t("shell.home")}>
      <a href={props.home} classList={{ on: isRooms() }} aria-current={isRooms() ? "page" : undefined}><Icon of={MessagesSquare} size="lg" />{t("shell.rooms")}<Show when={mentions() > 0}><Badge count={mentions()} label={t("shell.mentions", { n: mentions() })} /></Show></a>
      <a href={props.direct} classList={{ on: isDirect() }} aria-current={isDirect() ? "page" : undefined}><Icon of={MessageCircle} size="lg" />{t("talk.direct")}<HomeBadge /></a>
      <a href={props.search} classList={{ on: isSearch() }} aria-current={isSearch() ? "page" : undefined}><Icon of={Search} size="lg" />{t("shell.search")}</a>
      <a href={props.settings} classList={{ on: isYou() }} aria-current={isYou() ? "page" : undefined}><Icon of={UserRound} size="lg" />{t("shell.you")}</a>
    </nav>
  );
}
