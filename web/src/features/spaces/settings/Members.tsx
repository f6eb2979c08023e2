/** Everybody in the space: find, filter by role, and act on those below. */

import Search from "lucide-solid/icons/search";
import { createSignal, onCleanup } from "solid-js";
import { Column } from "~/features/identity/settings";
import type { Member } from "~/lib/api/wire";
import { createPaged } from "~/lib/paged";
import { EmptyState, Select } from "~/ui";
import { useSpaceWords } from "../words";
import { MemberDialogs, type MemberTask } from "./MemberDialogs";
import { MemberRow } from "./MemberRow";
import { PagedList } from "~/features/frame/PagedList";
import { useScope } from "./scope";
import { SearchField } from "~/features/frame/SearchField";

export function Members() {
  const scope = useScope();
  const words = useSpaceWords();
  const { t } = words;
  const [query, setQuery] = createSignal({ q: "", role: "" });
  const [task, setTask] = createSignal<{ kind: MemberTask; member: Member } | null>(null);
  const list = createPaged(query, ({ q, role }, cursor) => scope.ask().members({ q, role: role || null }, cursor));
  const off = scope.live.listen((event) => {
    if (event.t === "member_update" && event.d.space_id === scope.id()) {
      const { nick, roles, timeout_until: timeoutUntil, user_id: userId } = event.d;
      list.update((one) => one.user.id === userId, { nick, roles, timeout_until: timeoutUntil });
    } else if (event.t === "member_leave" && event.d.space_id === scope.id()) {
      list.remove((one) => one.user.id === event.d.user_id);
    } else if (event.t === "member_join" && event.d.space_id === scope.id() && query().q === "" && query().role === "") {
      list.remove((one) => one.user.id === event.d.member.user.id);
      list.prepend(event.d.member);
    }
  });
  onCleanup(off);
  return (
    <Column title={t("members.title")} lead={t("members.count", { n: scope.space().member_count })}>
      <div class="set-tools">
        <SearchField label={t("members.search")} onSearch={(q) => setQuery((now) => ({ ...now, q }))} />
        <Select
          hideLabel
          label={t("members.role")}
          value={query().role}
          onChange={(role) => setQuery((now) => ({ ...now, role }))}
          options={[
            { value: "", label: t("members.allRoles") },
            ...scope.roles().filter((role) => !role.everyone).map((role) => ({ value: role.id, label: role.name })),
          ]}
        />
      </div>
      <PagedList
        list={list}
        label={t("members.title")}
        more={t("members.more")}
        busyLabel={t("members.loadingMore")}
        empty={<EmptyState icon={Search} title={t("members.none")}>{t("members.noneBody")}</EmptyState>}
      >
        {(member) => <MemberRow member={member} onTask={(kind) => setTask({ kind, member })} />}
      </PagedList>
      <MemberDialogs task={task()} onClose={() => setTask(null)} />
    </Column>
  );
}
