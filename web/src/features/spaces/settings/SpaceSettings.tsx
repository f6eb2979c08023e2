/** The settings of one space: its navigation, and what is said when the space or the right is missing. */

import Ban from "lucide-solid/icons/ban";
import Flag from "lucide-solid/icons/flag";
import Hash from "lucide-solid/icons/hash";
import ScrollText from "lucide-solid/icons/scroll-text";
import SlidersHorizontal from "lucide-solid/icons/sliders-horizontal";
import BadgeCheck from "lucide-solid/icons/badge-check";
import UserPlus from "lucide-solid/icons/user-plus";
import UsersRound from "lucide-solid/icons/users-round";
import DoorClosed from "lucide-solid/icons/door-closed";
import { useLocation, useParams } from "@solidjs/router";
import { type ParentProps, createMemo } from "solid-js";
import { Frame, type FrameGroup, ReauthProvider, SettingsWireProvider, SettingsWords } from "~/features/identity/settings";
import { Show } from "~/lib/flow";
import { useLive } from "~/lib/store";
import { EmptyState, LinkButton, Skeleton, SpaceIcon } from "~/ui";
import { SpaceWords, useSpaceWords } from "../words";
import { createOpenReports } from "./openReports";
import { settingsPath } from "./paths";
import { RoomFrame } from "./RoomFrame";
import { ScopeProvider, useScope } from "./scope";
import "./space-settings.css";

export default function SpaceSettings(props: ParentProps) {
  return (
    <SettingsWords>
      <SpaceWords>
        <SettingsWireProvider>
          <ReauthProvider>
            <Found>{props.children}</Found>
          </ReauthProvider>
        </SettingsWireProvider>
      </SpaceWords>
    </SettingsWords>
  );
}

function Found(props: ParentProps) {
  const live = useLive();
  const params = useParams<{ space: string }>();
  const { t } = useSpaceWords();
  const space = createMemo(() => live.world.spaces[params.space]);
  return (
    <Show
      when={space()}
      fallback={
        <main class="set-main">
          <Show when={live.isReady()} fallback={<div class="set-col"><Skeleton rows={6} /></div>}>
            <EmptyState icon={DoorClosed} title={t("nav.noSight")} act={<LinkButton href="/">{t("nav.title")}</LinkButton>} />
          </Show>
        </main>
      }
    >
      {(found) => (
        <ScopeProvider space={found()}>
          <Pages>{props.children}</Pages>
        </ScopeProvider>
      )}
    </Show>
  );
}

function Pages(props: ParentProps) {
  const scope = useScope();
  const { t } = useSpaceWords();
  const location = useLocation();
  const id = () => scope.id();
  const room = () => /\/settings\/rooms\/([^/]+)/.exec(location.pathname)?.[1];
  const open = createOpenReports();
  const waiting = () => (open() > 0 ? { waiting: { count: open(), label: t("reports.waiting", { n: open() }) } } : {});
  const groups = (): FrameGroup[] => [
    {
      label: t("nav.space"),
      links: [
        { href: settingsPath(id(), "overview"), label: t("nav.overview"), icon: SlidersHorizontal },
        { href: settingsPath(id(), "rooms"), label: t("nav.rooms"), icon: Hash },
      ],
    },
    {
      label: t("nav.people"),
      links: [
        { href: settingsPath(id(), "members"), label: t("nav.members"), icon: UsersRound },
        { href: settingsPath(id(), "roles"), label: t("nav.roles"), icon: BadgeCheck },
        ...(scope.can("create_invites") || scope.can("manage_invites")
          ? [{ href: settingsPath(id(), "invites"), label: t("nav.invites"), icon: UserPlus }]
          : []),
        ...(scope.can("ban_members") ? [{ href: settingsPath(id(), "bans"), label: t("nav.bans"), icon: Ban }] : []),
        ...(scope.can("handle_reports") ? [{ href: settingsPath(id(), "reports"), label: t("reports.title"), icon: Flag, ...waiting() }] : []),
        ...(scope.can("view_audit_log") ? [{ href: settingsPath(id(), "audit"), label: t("audit.title"), icon: ScrollText }] : []),
      ],
    },
  ];
  return (
    <Show
      when={room()}
      fallback={
        <Frame
          narrow
          title={t("nav.title")}
          root={settingsPath(id())}
          leaveTo={`/spaces/${id()}`}
          groups={groups()}
          who={
            <>
              <SpaceIcon id={id()} name={scope.space().name} picture={scope.space().icon} size={40} />
              <span class="set-who-words">
                <b><bdi>{scope.space().name}</bdi></b>
                <span>{t("nav.title")}</span>
              </span>
            </>
          }
        >
          {props.children}
        </Frame>
      }
    >
      {(channel) => <RoomFrame room={channel()}>{props.children}</RoomFrame>}
    </Show>
  );
}
