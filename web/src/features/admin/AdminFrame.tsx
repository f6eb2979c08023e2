/** The administration: who may enter, the proof at its door, its navigation, and the strip of admin mode over every page. */

import LockKeyhole from "lucide-solid/icons/lock-keyhole";
import ScrollText from "lucide-solid/icons/scroll-text";
import UsersRound from "lucide-solid/icons/users-round";
import { type ParentProps, Suspense, Switch } from "solid-js";
import { paths } from "~/app/paths";
import { Frame, type FrameGroup, SettingsWireProvider, SettingsWords, explain, useSettingsWords } from "~/features/identity/settings";
import { Match } from "~/lib/flow";
import { usePlace } from "~/lib/instance";
import { EmptyState, ErrorState, LinkButton, Skeleton } from "~/ui";
import { Mark } from "~/ui/art/Mark";
import { AdminDoor, ElevatePage, FactorFirst } from "./Doors";
import { ElevateDialog } from "./Elevate";
import { Lamp } from "./Lamp";
import { AdminProvider, useAdmin } from "./scope";
import { AdminWords, useAdminWords } from "./words";
import "./admin.css";

export default function AdminFrame(props: ParentProps) {
  return (
    <SettingsWords>
      <AdminWords>
        <SettingsWireProvider>
          <AdminProvider>
            <Entry>{props.children}</Entry>
          </AdminProvider>
        </SettingsWireProvider>
      </AdminWords>
    </SettingsWords>
  );
}

/** What stands here depends on the rank, the second step and admin mode, in this order. */
function Entry(props: ParentProps) {
  const admin = useAdmin();
  const { t } = useAdminWords();
  const common = useSettingsWords();
  const status = () => admin.elevation.status();
  return (
    <Switch fallback={<AdminDoor><Skeleton rows={6} /></AdminDoor>}>
      <Match when={status() === null && admin.elevation.error()}>
        {(cause) => <AdminDoor><ErrorState title={common.t("errors.title")} onRetry={() => void admin.elevation.load()}>{explain(common, cause())}</ErrorState></AdminDoor>}
      </Match>
      <Match when={status()?.role === null}>
        <AdminDoor>
          <EmptyState icon={LockKeyhole} title={t("door.noRight")} act={<LinkButton href={paths.home()}>{t("door.home")}</LinkButton>}>{t("door.noRightBody")}</EmptyState>
        </AdminDoor>
      </Match>
      <Match when={status()?.second_factor === false}><FactorFirst /></Match>
      <Match when={status() !== null && !admin.elevation.isInside()}><ElevatePage /></Match>
      <Match when={status() !== null}><Pages>{props.children}</Pages></Match>
    </Switch>
  );
}

function Pages(props: ParentProps) {
  const admin = useAdmin();
  const { t } = useAdminWords();
  const place = usePlace();
  const groups = (): FrameGroup[] => [
    {
      label: t("nav.place"),
      links: [
        { href: paths.admin("accounts"), label: t("nav.accounts"), icon: UsersRound },
        ...(admin.isAdmin() ? [{ href: paths.admin("audit"), label: t("nav.audit"), icon: ScrollText }] : []),
      ],
    },
  ];
  return (
    <>
      <Frame
        narrow
        title={t("nav.title")}
        root={paths.admin()}
        leaveTo={paths.home()}
        groups={groups().filter((group) => group.links.length > 0)}
        who={
          <>
            <span class="admin-mark"><Mark /></span>
            <span class="set-who-words">
              <b><bdi>{place.instance()?.name}</bdi></b>
              <span dir="ltr">{window.location.host}</span>
            </span>
          </>
        }
      >
        <Lamp />
        <Suspense fallback={<div class="set-scroll"><div class="set-col"><Skeleton rows={6} /></div></div>}>{props.children}</Suspense>
      </Frame>
      <ElevateDialog open={admin.elevation.asking()} />
    </>
  );
}
