/** Pages for when there is nothing else to show: broken, lost, unreachable, still opening. */
import DoorClosed from "lucide-solid/icons/door-closed";
import Unplug from "lucide-solid/icons/unplug";
import { onMount } from "solid-js";
import { useI18n } from "~/lib/i18n";
import { Button, EmptyState, ErrorState, LinkButton, Spinner } from "~/ui";
import { Mark } from "~/ui/art/Mark";
import { paths } from "./paths";
import "./broken.css";

/** A fault of ours: the report carries what broke and where, never what was on the page. */
export function Broken(props: { thrown: unknown }) {
  const { t } = useI18n();
  onMount(() => console.error(props.thrown));
  const report = () => {
    const error = props.thrown instanceof Error ? props.thrown : new Error(String(props.thrown));
    return [new Date().toISOString(), window.location.pathname, error.name, error.message, error.stack ?? ""].join("\n");
  };
  return (
    <main class="whole-page">
      <div>
        <ErrorState title={t("doors.broken_title")} report={report()}>
          {t("doors.broken")}
        </ErrorState>
        <div class="whole-page__act">
          <Button kind="primary" onClick={() => window.location.reload()}>
            {t("doors.load_again")}
          </Button>
        </div>
      </div>
    </main>
  );
}

export function Lost() {
  const { t } = useI18n();
  return (
    <main class="whole-page">
      <EmptyState icon={DoorClosed} title={t("doors.lost_title")} act={<LinkButton href={paths.home()}>{t("doors.go_home")}</LinkButton>}>
        {t("doors.lost")}
      </EmptyState>
    </main>
  );
}

export function Unreachable(props: { onRetry: () => void }) {
  const { t } = useI18n();
  return (
    <main class="whole-page">
      <ErrorState icon={Unplug} title={t("doors.unreachable_title")} onRetry={() => props.onRetry()}>
        {t("doors.offline")}
      </ErrorState>
    </main>
  );
}

/** Shows nothing at first; the mark only when opening takes long. */
export function Opening() {
  const { t } = useI18n();
  return (
    <div class="whole-page whole-page--late">
      <div class="whole-page__mark">
        <Mark />
        <Spinner label={t("doors.starting")} />
      </div>
    </div>
  );
}
