/** One row for each thing that opens the account: how it stands, and what can be done about it. */

import Check from "lucide-solid/icons/check";
import Ellipsis from "lucide-solid/icons/ellipsis";
import KeyRound from "lucide-solid/icons/key-round";
import Mail from "lucide-solid/icons/mail";
import ShieldOff from "lucide-solid/icons/shield-off";
import Smartphone from "lucide-solid/icons/smartphone";
import TicketIcon from "lucide-solid/icons/ticket";
import Trash2 from "lucide-solid/icons/trash";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import type { Factors } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { useSession } from "~/lib/session-provider";
import { Button, IconButton, ListRow, Menu, MenuItem, Tag } from "~/ui";
import { useSettingsWords } from "../words";
import { FEW_CODES } from "./state/factors";

export function PasswordRow(props: { factors: Factors; onChange: () => void }) {
  const { t, formats } = useSettingsWords();
  const detail = () => {
    const changed = props.factors.password_changed_at;
    return changed === null ? t("signIn.passwordFirst") : t("signIn.passwordChanged", { time: formats().ago(changed, Date.now()) });
  };
  return (
    <ListRow
      icon={KeyRound}
      iconKind={props.factors.password ? "ok" : "plain"}
      title={t("signIn.password")}
      detail={props.factors.password ? detail() : t("signIn.passwordNone")}
      end={
        <Button size="sm" aria-label={t(props.factors.password ? "signIn.passwordTitle" : "signIn.passwordAct")} onClick={() => props.onChange()}>
          {t(props.factors.password ? "signIn.change" : "signIn.add")}
        </Button>
      }
    />
  );
}

export function AppRow(props: { factors: Factors; busy: boolean; onSetUp: () => void; onReplace: () => void; onTurnOff: () => void }) {
  const { t, formats } = useSettingsWords();
  const detail = () => {
    const used = props.factors.totp?.last_used_at;
    return used ? t("signIn.appUsed", { time: formats().ago(used, Date.now()) }) : t("signIn.appUnused");
  };
  return (
    <ListRow
      icon={Smartphone}
      iconKind={props.factors.totp ? "ok" : "plain"}
      title={t("signIn.app")}
      tags={
        <Show when={props.factors.totp}>
          <Tag kind="ok" icon={Check}>{t("signIn.on")}</Tag>
        </Show>
      }
      detail={props.factors.totp ? detail() : t("signIn.appOff")}
      end={
        <Show
          when={props.factors.totp}
          fallback={
            <Button size="sm" kind="primary" aria-label={t("signIn.addTitle")} busy={props.busy} onClick={() => props.onSetUp()}>
              {t("signIn.setUp")}
            </Button>
          }
        >
          <Button size="sm" aria-label={t("signIn.replaceApp")} onClick={() => props.onReplace()}>
            {t("signIn.replace")}
          </Button>
          <Menu placement="bottom-end" trigger={(attrs) => <IconButton {...attrs} icon={Ellipsis} label={t("signIn.appMore")} />}>
            <MenuItem danger icon={ShieldOff} onSelect={() => props.onTurnOff()}>
              {t("signIn.turnOff")}
            </MenuItem>
          </Menu>
        </Show>
      }
    />
  );
}

export function CodesRow(props: { factors: Factors; onNew: () => void }) {
  const { t } = useSettingsWords();
  const isFew = () => props.factors.recovery_left <= FEW_CODES;
  return (
    <ListRow
      icon={TicketIcon}
      title={t("signIn.codes")}
      tags={
        <Tag kind={isFew() ? "warn" : "plain"} icon={isFew() ? TriangleAlert : undefined}>
          {t("signIn.codesLeft", { n: props.factors.recovery_left })}
        </Tag>
      }
      detail={t(isFew() ? "signIn.codesFew" : "signIn.codesHint")}
      end={
        <Button size="sm" aria-label={t("signIn.newRecovery")} onClick={() => props.onNew()}>
          {t("signIn.newCodes")}
        </Button>
      }
    />
  );
}

export function EmailRow(props: { mailWorks: boolean; onChange: () => void; onVerify: () => void; onRemove: () => void }) {
  const { t } = useSettingsWords();
  const session = useSession();
  const email = () => session.me()?.email ?? null;
  const isVerified = () => session.me()?.email_verified ?? false;
  const none = () => t(props.mailWorks ? "signIn.emailNone" : "signIn.emailOff");
  return (
    <ListRow
      icon={Mail}
      iconKind={email() && isVerified() ? "ok" : "plain"}
      title={t("signIn.email")}
      tags={
        <Show when={email() && !isVerified()}>
          <Tag kind="warn" icon={TriangleAlert}>{t("signIn.notVerified")}</Tag>
        </Show>
      }
      detail={<Show when={email()} fallback={none()}>{(address) => <bdi dir="ltr">{address()}</bdi>}</Show>}
      end={
        <>
          <Show when={props.mailWorks}>
            <Show
              when={email() && !isVerified()}
              fallback={
                <Button size="sm" aria-label={t(email() ? "signIn.changeEmail" : "signIn.emailTitle")} onClick={() => props.onChange()}>
                  {t(email() ? "signIn.change" : "signIn.add")}
                </Button>
              }
            >
              <Button size="sm" aria-label={t("signIn.verifyTitle")} onClick={() => props.onVerify()}>
                {t("signIn.verify")}
              </Button>
            </Show>
          </Show>
          <Show when={email()}>
            <Menu placement="bottom-end" trigger={(attrs) => <IconButton {...attrs} icon={Ellipsis} label={t("signIn.emailMore")} />}>
              <Show when={props.mailWorks && !isVerified()}>
                <MenuItem icon={Mail} onSelect={() => props.onChange()}>
                  {t("signIn.changeEmail")}
                </MenuItem>
              </Show>
              <MenuItem danger icon={Trash2} onSelect={() => props.onRemove()}>
                {t("signIn.removeEmail")}
              </MenuItem>
            </Menu>
          </Show>
        </>
      }
    />
  );
}
