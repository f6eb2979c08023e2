/** What stands in place of the administration until one may enter: the second step first, then the proof. */

import ArrowLeft from "lucide-solid/icons/arrow-left";
import ShieldCheck from "lucide-solid/icons/shield-check";
import type { ParentProps } from "solid-js";
import { useTitle } from "~/app/tab";
import { paths } from "~/app/paths";
import { FaultNote } from "~/features/identity/doors/FaultNote";
import { useSettingsWords } from "~/features/identity/settings";
import { Button, EmptyState, Icon, LinkButton, focusFirstError } from "~/ui";
import { ElevateFields, createElevateForm } from "./Elevate";
import { useAdmin } from "./scope";
import { useAdminWords } from "./words";

/** A page of its own, without the navigation: on phones that would stand in front of it. */
export function AdminDoor(props: ParentProps) {
  const { t } = useAdminWords();
  const common = useSettingsWords();
  useTitle(() => t("nav.title"));
  return (
    <main class="admin-door" id="main" tabindex="-1">
      <a class="set-link admin-door-back" href={paths.home()}>
        <Icon of={ArrowLeft} mirrored />
        <span>{common.t("nav.back")}</span>
      </a>
      <div class="admin-door-body">{props.children}</div>
    </main>
  );
}

/** Nobody acts here with a password alone. */
export function FactorFirst() {
  const { t } = useAdminWords();
  return (
    <AdminDoor>
      <EmptyState icon={ShieldCheck} title={t("door.factorTitle")} act={<LinkButton kind="primary" href={paths.settings("sign-in")}>{t("door.factorGo")}</LinkButton>}>
        {t("door.factorBody")}
      </EmptyState>
    </AdminDoor>
  );
}

export function ElevatePage() {
  const admin = useAdmin();
  const { t } = useAdminWords();
  const form = createElevateForm(admin.elevation.elevate);
  const send = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const element = event.currentTarget;
    if (!(await form.submit())) focusFirstError(element);
  };
  return (
    <AdminDoor>
      <form class="admin-elevate" novalidate onSubmit={(event) => void send(event)}>
        <header>
          <h1>{t("door.title")}</h1>
          <p class="set-lead">{t("door.lead")}</p>
        </header>
        <ElevateFields form={form} first />
        <FaultNote of={form.note()} />
        <Button kind="primary" wide type="submit" busy={form.busy()} busyLabel={t("door.going")}>{t("door.go")}</Button>
      </form>
    </AdminDoor>
  );
}
