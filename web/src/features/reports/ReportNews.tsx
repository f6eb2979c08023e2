/** Tells who reported something that it has been dealt with. */
import { onCleanup, onMount, type JSX } from "solid-js";
import { useI18n } from "~/lib/i18n";
import { useLive } from "~/lib/store";
import { useToaster } from "~/ui/toaster";

export function ReportNews(): JSX.Element {
  const live = useLive();
  const { t } = useI18n();
  const toaster = useToaster();
  onMount(() => {
    onCleanup(live.listen((event) => {
      if (event.t === "report_update" && "state" in event.d && event.d.state === "resolved") toaster.show({ text: t("report.closed") });
    }));
  });
  return null;
}
