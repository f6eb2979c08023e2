/** The trail of the space: who did what, when and why. */

import ScrollText from "lucide-solid/icons/scroll-text";
import Search from "lucide-solid/icons/search";
import SquareTerminal from "lucide-solid/icons/square-terminal";
import { For, createSignal } from "solid-js";
import { Column } from "~/features/identity/settings";
import type { AuditEntry, Id } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { createPaged } from "~/lib/paged";
import { Avatar, EmptyState, Icon, ListRow, Select, TextField } from "~/ui";
import { useSpaceWords } from "../words";
import en from "../words/en/audit";
import { endOf, startOf } from "./days";
import { createHolders, nameOf as nickOf } from "./holders";
import { PagedList } from "~/features/frame/PagedList";
import { useScope } from "./scope";

type Action = keyof typeof en.actions;
const ACTIONS = Object.keys(en.actions) as Action[];
/** Longest value of a field that is shown; the rest is cut. */
const VALUE_MAX = 120;

/** Days as the browser's field writes them; empty: not narrowed. */
interface Filter {
  actor: Id;
  action: Action | "";
  since: string;
  until: string;
}
const ALL: Filter = { actor: "", action: "", since: "", until: "" };

export function Audit() {
  const scope = useScope();
  const { t, formats } = useSpaceWords();
  const [filter, setFilter] = createSignal<Filter>(ALL);
  const list = createPaged(filter, (one, cursor) => scope.ask().audit({ ...one, since: startOf(one.since), until: endOf(one.until) }, cursor));
  const change = (part: Partial<Filter>) => setFilter((now) => ({ ...now, ...part }));
  const isWhole = () => Object.values(filter()).every((one) => one === "");
  const holders = createHolders();
  const who = () => [{ value: "", label: t("audit.everybody") }, ...holders.all().map((member) => ({ value: member.user.id, label: nickOf(member) }))];
  const byWhom = (entry: AuditEntry) => (entry.by === "cli" ? t("audit.cli") : entry.actor ? t("audit.by", { name: entry.actor.display_name }) : t("audit.byGone"));
  const nameOf = (entry: AuditEntry) => (isAction(entry.action) ? t(`actions.${entry.action}`) : entry.action);
  const value = (found: unknown) => {
    if (found === null || found === undefined || found === "") return t("audit.nothing");
    return [...(typeof found === "string" ? found : JSON.stringify(found))].slice(0, VALUE_MAX).join("");
  };
  return (
    <Column title={t("audit.title")} lead={t("audit.intro")}>
      <div class="set-tools audit-tools">
        <Select label={t("audit.who")} value={filter().actor} onChange={(actor) => change({ actor })} options={who()} />
        <Select
          label={t("audit.kind")}
          value={filter().action}
          onChange={(action) => change({ action })}
          options={[{ value: "", label: t("audit.all") }, ...ACTIONS.map((one) => ({ value: one, label: t(`actions.${one}`) }))]}
        />
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
        {(entry) => (
          <ListRow
            start={
              <Show when={entry.actor} fallback={<Icon of={entry.by === "cli" ? SquareTerminal : ScrollText} />}>
                {(actor) => <Avatar id={actor().id} name={actor().display_name} picture={actor().avatar} size={40} />}
              </Show>
            }
            title={nameOf(entry)}
            detail={
              <>
                {byWhom(entry)} · <time datetime={entry.at}>{formats().when(entry.at, Date.now())}</time>
                <Show when={entry.reason}>{(reason) => <div dir="auto">{t("audit.reason", { reason: reason() })}</div>}</Show>
                <For each={entry.changes}>{(one) => <div dir="auto">{t("audit.changed", { key: one.key, old: value(one.old), new: value(one.new) })}</div>}</For>
              </>
            }
          />
        )}
      </PagedList>
    </Column>
  );
}

function isAction(name: string): name is Action {
  return name in en.actions;
}
