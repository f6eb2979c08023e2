/** The own settings: navigation and the frame of their pages. */

import Bell from "lucide-solid/icons/bell";
import Keyboard from "lucide-solid/icons/keyboard";
import LogOut from "lucide-solid/icons/log-out";
import Palette from "lucide-solid/icons/palette";
import Shield from "lucide-solid/icons/shield";
import ShieldCheck from "lucide-solid/icons/shield-check";
import UserRound from "lucide-solid/icons/user-round";
import { type ParentProps } from "solid-js";
import { paths } from "~/app/paths";
import { useI18n } from "~/lib/i18n";
import { Show } from "~/lib/flow";
import { useSession } from "~/lib/session-provider";
import { Avatar, Icon } from "~/ui";
import { Frame } from "./Frame";
import { ReauthProvider } from "./Reauth";
import { SettingsWireProvider, useSettingsWire } from "./wire";
import { SettingsWords, useSettingsWords } from "./words";

export default function SettingsPages(props: ParentProps) {
  return (
    <SettingsWords>
      <SettingsWireProvider>
        <ReauthProvider>
          <Pages>{props.children}</Pages>
        </ReauthProvider>
      </SettingsWireProvider>
    </SettingsWords>
  );
}

function Pages(props: ParentProps) {
  const { t } = useSettingsWords();
  const i18n = useI18n();
  const session = useSession();
  const wire = useSettingsWire();
  return (
    <Frame
      title={t("nav.title")}
      root="/settings"
      leaveTo="/"
      groups={[
        {
          label: t("nav.you"),
          links: [
            { href: "/settings/profile", label: t("nav.profile"), icon: UserRound },
            { href: "/settings/sign-in", label: t("nav.signIn"), icon: ShieldCheck },
          ],
        },
        {
          label: t("nav.app"),
          links: [
            { href: "/settings/notifications", label: t("nav.notifications"), icon: Bell },
            { href: "/settings/look", label: t("nav.look"), icon: Palette },
            { href: "/settings/keyboard", label: t("nav.keyboard"), icon: Keyboard },
          ],
        },
        ...(session.me()?.instance_role ? [{ label: t("nav.place"), links: [{ href: paths.admin(), label: i18n.t("shell.admin"), icon: Shield }] }] : []),
      ]}
      who={
        <Show when={session.me()}>
          {(me) => (
            <>
              <Avatar id={me().id} name={me().display_name} picture={me().avatar} size={40} />
              <span class="set-who-words">
                <b><bdi>{me().display_name}</bdi></b>
                <span dir="ltr">{me().username}</span>
              </span>
            </>
          )}
        </Show>
      }
      foot={
        <button type="button" class="set-link" onClick={() => wire.signOut()}>
          <Icon of={LogOut} mirrored />
          <span>{t("nav.signOut")}</span>
        </button>
      }
    >
      {props.children}
    </Frame>
  );
}
