/** The trail of the space: who did what, when and why. */

import ScrollText from "lucide-solid/icons/scroll-text";
import Search from "lucide-solid/icons/search";
import { For, createSignal } from "solid-js";
import { Column } from "~/features/identity/settings";
import type { AuditEntry } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { createPaged } from "~/lib/paged";
import { Avatar, EmptyState, Icon, ListRow, Select } from "~/ui";
import { useSpaceWords } from "../words";
import en from "../words/en/audit";
import { PagedList } from "./PagedList";
import { useScope } from "./scope";

type Action = keyof typeof en.actions;
const ACTIONS = Object.keys(en.actions) as Action[];
/** Longest value of a field that is shown; the rest is cut. */
const VALUE_MAX = 120;

export function Audit() {
  const scope = useScope();
  const { t, formats } = useSpaceWords();
  const [action, setAction] = createSignal<Action | "">("");
  const list = createPaged(action, (one, cursor) => scope.ask().audit(one, cursor));
  const nameOf = (entry: AuditEntry) => (isAction(entry.action) ? t(`actions.${entry.action}`) : entry.action);
  const value = (found: unknown) => {
    if (found === null || found === undefined || found === "") return t("audit.nothing");
    return [...(typeof found === "string" ? found : JSON.stringify(found))].slice(0, VALUE_MAX).join("");
  };
  return (
    <Column title={t("audit.title")} lead={t("audit.intro")}>
      <div class="set-tools">
        <Select
          label={t("audit.kind")}
          value={action()}
          onChange={setAction}
          options={[{ value: "", label: t("audit.all") }, ...ACTIONS.map((one) => ({ value: one, label: t(`actions.${one}`) }))]}
        />
      </div>
      <PagedList
        list={list}
        label={t("audit.title")}
        more={t("audit.more")}
        empty={
          <Show when={action() === ""} fallback={<EmptyState icon={Search} title={t("audit.none")}>{t("audit.noneBody")}</EmptyState>}>
            <EmptyState icon={ScrollText} title={t("audit.empty")}>{t("audit.emptyBody")}</EmptyState>
          </Show>
        }
      >
        {(entry) => (
          <ListRow
            start={
              <Show when={entry.actor} fallback={<Icon of={ScrollText} />}>
                {(actor) => <Avatar id={actor().id} name={actor().display_name} picture={actor().avatar} size={40} />}
              </Show>
            }
            title={nameOf(entry)}
            detail={
              <>
                {entry.actor ? t("audit.by", { name: entry.actor.display_name }) : t("audit.byGone")} · <time datetime={entry.at}>{formats().when(entry.at, Date.now())}</time>
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
