/** Roles in three panes: the list by rank, the editor of one, and what a change does to people. */

import { useNavigate, useParams } from "@solidjs/router";
import { createMemo } from "solid-js";
import { Show } from "~/lib/flow";
import { EmptyState } from "~/ui";
import { useSpaceWords } from "../words";
import { createHolders } from "./holders";
import { rolePath } from "./paths";
import { RoleEditor } from "./RoleEditor";
import { RoleList } from "./RoleList";
import { useScope } from "./scope";

export function Roles() {
  const scope = useScope();
  const params = useParams<{ role?: string }>();
  const navigate = useNavigate();
  const { t } = useSpaceWords();
  const holders = createHolders();
  const wide = window.matchMedia("(min-width: 900px)");
  /** Without a choice the first role that one may change, else the first. */
  const usual = () => scope.roles().find((role) => !role.everyone && role.position < scope.editor().rank) ?? scope.roles()[0];
  const chosen = createMemo(() => scope.roles().find((role) => role.id === params.role) ?? (params.role || !wide.matches ? undefined : usual()));
  return (
    <div class="set-three" data-open={params.role ? "" : undefined}>
      <RoleList chosen={chosen()?.id ?? null} holders={holders} onCreated={(id) => navigate(rolePath(scope.id(), id))} />
      <Show
        when={chosen()?.id}
        keyed
        fallback={<div class="set-edit"><EmptyState title={t("roles.choose")} /></div>}
      >
        {(id) => <RoleEditor id={id} holders={holders} />}
      </Show>
    </div>
  );
}
