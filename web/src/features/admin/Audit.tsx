/** The trail of the place: who did what, when and why. */

import ScrollText from "lucide-solid/icons/scroll-text";
import Search from "lucide-solid/icons/search";
import SquareTerminal from "lucide-solid/icons/square-terminal";
import { For, createResource, createSignal } from "solid-js";
import { paths } from "~/app/paths";
import { PagedList } from "~/features/frame/PagedList";
import { Column } from "~/features/identity/settings";
import { endOf, startOf } from "~/features/spaces/settings/days";
import type { AuditEntry, Id, UserRef } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { createPaged } from "~/lib/paged";
import { useLive } from "~/lib/store";
import { Avatar, EmptyState, Icon, ListRow, Select, TextField } from "~/ui";
import { accountRequests } from "./requests";
import { useAdmin } from "./scope";
import { ROLES } from "./state/ranks";
import { saidOf } from "./state/trail";
import { useAdminWords } from "./words";
import en from "./words/en/audit";

type Action = keyof typeof en.actions;
type FieldName = keyof typeof en.fields;
const ACTIONS = Object.keys(en.actions) as Action[];

/** Days as the browser's field writes them; empty: not narrowed. */
interface Filter {
  actor: Id;
  action: string;
  since: string;
  until: string;
}
const ALL: Filter = { actor: "", action: "", since: "", until: "" };

export function Audit() {
  const admin = useAdmin();
  const { t } = useAdminWords();
  const requests = accountRequests(admin.ask);
  const [filter, setFilter] = createSignal<Filter>(ALL);
  const list = createPaged(filter, (one, cursor) => requests.audit({ ...one, since: startOf(one.since), until: endOf(one.until) }, cursor));
  const change = (part: Partial<Filter>) => setFilter((now) => ({ ...now, ...part }));
  const isWhole = () => Object.values(filter()).every((one) => one === "");
  // Who has a rank now; what others did before stands in the whole list.
  const [staff] = createResource(async (): Promise<UserRef[]> => {
    const pages = await Promise.all(ROLES.map((role) => requests.list({ q: "", state: "", role }, null)));
    return pages.flatMap((page) => page.items.map((one) => one.user));
  });
  const people = () => (staff.state === "ready" ? staff() : []);
  admin.listen(["suspension", "report", "setting", "erase"], () => void (isWhole() && list.reload()));
  return (
    <Column title={t("audit.title")} lead={t("audit.intro")}>
      <div class="set-tools admin-filters">
        <Select label={t("audit.who")} value={filter().actor} onChange={(actor) => change({ actor })}
          options={[{ value: "", label: t("audit.everybody") }, ...people().map((one) => ({ value: one.id, label: one.display_name }))]} />
        <Select label={t("audit.kind")} value={filter().action} onChange={(action) => change({ action })}
          options={[{ value: "", label: t("audit.all") }, ...ACTIONS.map((one) => ({ value: one as string, label: t(`actions.${one}`) }))]} />
        <TextField label={t("audit.since")} type="date" value={filter().since} max={filter().until} onInput={(since) => change({ since })} />
        <TextField label={t("audit.until")} type="date" value={filter().until} min={filter().since} onInput={(until) => change({ until })} />
      </div>
      <PagedList
        list={list}
        label={t("audit.title")}
        more={t("audit.more")}
        empty={
          <Show when={isWhole()} fallback={<EmptyState icon={Search} title={t("audit.none")}>{t("audit.noneBody")}</EmptyState>}>
            <EmptyState icon={ScrollText} title={t("audit.empty")}>{t("audit.emptyBody")}</EmptyState>
          </Show>
        }
      >
        {(entry) => <Line entry={entry} />}
      </PagedList>
    </Column>
  );
}

function Line(props: { entry: AuditEntry }) {
  const { t, formats } = useAdminWords();
  const live = useLive();
  const when = (at: string) => formats().when(at, Date.now());
  const name = () => (isAction(props.entry.action) ? t(`actions.${props.entry.action}`) : props.entry.action);
  const byWhom = () => {
    const { by, actor } = props.entry;
    if (by === "cli") return t("audit.cli");
    return actor ? t("audit.by", { name: actor.display_name }) : t("audit.byGone");
  };
  const field = (key: string) => (isField(key) ? t(`fields.${key}`) : key);
  const value = (key: string, found: unknown) => {
    const said = saidOf(key, found);
    if (said.kind === "time") return when(said.at);
    if (said.kind === "rank") return t(`rank.${said.role}`);
    if (said.kind === "truth") return t(said.is ? "audit.yes" : "audit.no");
    return said.kind === "text" ? said.text : t("audit.nothing");
  };
  const account = () => (props.entry.target_kind === "user" && props.entry.target_id ? paths.admin(`accounts/${props.entry.target_id}`) : null);
  /** Lines carry ids alone: who is not known from elsewhere is found behind the link. */
  const onWhom = () => (account() === null ? null : (live.world.people[props.entry.target_id ?? ""]?.display_name ?? null));
  // The reason stands in its own line already.
  const changes = () => props.entry.changes.filter((one) => one.key !== "reason" || props.entry.reason === null);
  const start = (
    <Show when={props.entry.actor} fallback={<span class="admin-tile"><Icon of={props.entry.by === "cli" ? SquareTerminal : ScrollText} /></span>}>
      {(actor) => <Avatar id={actor().id} name={actor().display_name} picture={actor().avatar} size={40} />}
    </Show>
  );
  const detail = (
    <>
      {byWhom()} · <time datetime={props.entry.at}>{when(props.entry.at)}</time>
      <Show when={onWhom()}>{(whom) => <div>{t("audit.account", { name: whom() })}</div>}</Show>
      <Show when={props.entry.reason}>{(reason) => <div dir="auto">{t("audit.reason", { reason: reason() })}</div>}</Show>
      <For each={changes()}>{(one) => <div dir="auto">{t("audit.changed", { key: field(one.key), old: value(one.key, one.old), new: value(one.key, one.new) })}</div>}</For>
    </>
  );
  return <ListRow start={start} title={name()} detail={detail} {...(account() ? { href: account() ?? "" } : {})} />;
}

function isAction(name: string): name is Action {
  return name in en.actions;
}

function isField(name: string): name is FieldName {
  return name in en.fields;
}
