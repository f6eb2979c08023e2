/** The tabs of a phone: only what there is. */
import { useLocation } from "@solidjs/router";
import type { JSX } from "solid-js";
import MessagesSquare from "lucide-solid/icons/messages-square";
import Search from "lucide-solid/icons/search";
import UsersRound from "lucide-solid/icons/users-round";
import UserRound from "lucide-solid/icons/user-round";
import { RequestBadge } from "~/features/people";
import { useI18n } from "~/lib/i18n";
import { Icon } from "~/ui/Icon";

export function Tabs(props: { home: string; search: string; friends: string; settings: string }): JSX.Element {
  const { t } = useI18n();
  const location = useLocation();
  const isYou = () => location.pathname.startsWith(props.settings);
  const isSearch = () => location.pathname === props.search;
  const isFriends = () => location.pathname.startsWith(props.friends);
  const isRooms = () => !isYou() && !isSearch() && !isFriends();
  return (
    <nav class="tabbar" aria-label={t("shell.home")}>
      <a href={props.home} classList={{ on: isRooms() }} aria-current={isRooms() ? "page" : undefined}><Icon of={MessagesSquare} size="lg" />{t("shell.rooms")}</a>
      <a href={props.search} classList={{ on: isSearch() }} aria-current={isSearch() ? "page" : undefined}><Icon of={Search} size="lg" />{t("shell.search")}</a>
      <a href={props.friends} classList={{ on: isFriends() }} aria-current={isFriends() ? "page" : undefined}><Icon of={UsersRound} size="lg" />{t("friends.title")}<RequestBadge /></a>
      <a href={props.settings} classList={{ on: isYou() }} aria-current={isYou() ? "page" : undefined}><Icon of={UserRound} size="lg" />{t("shell.you")}</a>
    </nav>
  );
}
