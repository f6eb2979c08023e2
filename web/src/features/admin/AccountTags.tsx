/** What a row and a page say of an account at a glance: oneself, its rank, its state. */

import ShieldCheck from "lucide-solid/icons/shield-check";
import type { AdminUser } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { Tag } from "~/ui";
import { useAdmin } from "./scope";
import { useAdminWords } from "./words";

export function AccountTags(props: { account: AdminUser }) {
  const admin = useAdmin();
  const { t } = useAdminWords();
  return (
    <>
      <Show when={props.account.user.id === admin.selfId()}><Tag>{t("accounts.you")}</Tag></Show>
      <Show when={props.account.instance_role}>{(role) => <Tag kind="ok" icon={ShieldCheck}>{t(`rank.${role()}`)}</Tag>}</Show>
      <Show when={props.account.state !== "active"}>
        <Tag kind={props.account.state === "suspended" ? "bad" : "warn"}>{t(`state.${props.account.state}`)}</Tag>
      </Show>
    </>
  );
}
