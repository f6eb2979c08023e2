/** How much there is of an account; nothing that it wrote. */

import { For, type JSX } from "solid-js";
import type { AdminUserDetail } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { useAdmin } from "./scope";
import { useAdminWords } from "./words";

export function AccountFacts(props: { account: AdminUserDetail }) {
  const admin = useAdmin();
  const { t, formats } = useAdminWords();
  const email = () => (
    <Show when={props.account.email} fallback={t("account.emailNone")}>
      {(address) => <><bdi dir="ltr">{address()}</bdi><Show when={!props.account.email_verified}> ({t("account.emailOpen")})</Show></>}
    </Show>
  );
  const owned = () => props.account.spaces_owned.map((space) => space.name);
  const facts = (): [string, JSX.Element][] => [
    // Moderators are not told addresses, so that "none" would be wrong for them.
    ...(admin.isAdmin() ? [[t("account.email"), email()] as [string, JSX.Element]] : []),
    [t("account.created"), formats().date(props.account.created_at)],
    [t("account.seen"), props.account.last_seen_at ? formats().when(props.account.last_seen_at, Date.now()) : t("account.seenNever")],
    [t("account.factor"), t(props.account.second_factor ? "account.factorOn" : "account.factorOff")],
    [t("account.sessions"), t("account.sessionsCount", { n: props.account.sessions })],
    [t("account.owned"), owned().length > 0 ? <bdi>{formats().list(owned())}</bdi> : t("account.ownedNone")],
    [t("account.joined"), t("account.joinedCount", { n: props.account.spaces_joined })],
    [t("account.files"), formats().size(props.account.files_bytes)],
    [t("account.reports"), formats().number(props.account.reports)],
  ];
  return (
    <dl class="admin-facts">
      <For each={facts()}>{([name, value]) => <div data-wide={name === t("account.email") ? "" : undefined}><dt>{name}</dt><dd>{value}</dd></div>}</For>
    </dl>
  );
}
