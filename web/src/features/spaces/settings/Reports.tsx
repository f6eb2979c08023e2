/** What was reported in the space: who looks after it, and what became of it. */

import Flag from "lucide-solid/icons/flag";
import { createSignal, on, createEffect, onCleanup } from "solid-js";
import { Column } from "~/features/identity/settings";
import type { Id, Report, ReportState } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { createPaged } from "~/lib/paged";
import { EmptyState, Note, Segments } from "~/ui";
import { QUEUES, toldOf } from "../reports";
import { useSpaceWords } from "../words";
import { PagedList } from "~/features/frame/PagedList";
import { ReportCard } from "./ReportCard";
import { useScope } from "./scope";
import "./reports.css";

export function Reports() {
  const scope = useScope();
  const { t } = useSpaceWords();
  const [queue, setQueue] = createSignal<ReportState>("open");
  const [fresh, setFresh] = createSignal<Id | null>(null);
  const [isStale, setIsStale] = createSignal(false);
  const list = createPaged(queue, (state, cursor) => scope.ask().reports(state, cursor));
  /** Puts a report where it belongs now: into the queue on the page, or out of it. */
  const place = (report: Report) => {
    if (report.state !== queue()) list.remove((one) => one.id === report.id);
    else if (!list.update((one) => one.id === report.id, report) && !list.loading()) list.prepend(report);
  };
  onCleanup(scope.live.listen((event) => {
    const report = toldOf(event, scope.id());
    if (report) place(report);
  }));
  createEffect(on(queue, () => setIsStale(false), { defer: true }));
  const claimed = (report: Report) => {
    setFresh(report.id);
    if (queue() === report.state) place(report);
    else setQueue(report.state);
  };
  const faster = () => {
    setIsStale(true);
    void list.reload();
  };
  return (
    <Column title={t("reports.title")} lead={t("reports.intro")}>
      <div class="set-tools">
        <Segments label={t("reports.queue")} value={queue()} onChange={setQueue} options={QUEUES.map((value) => ({ value, label: t(`reports.${value}`) }))} />
      </div>
      <div role="status" class="report-news">
        <Show when={isStale()}><Note kind="warn" title={t("reports.faster")}>{t("reports.fasterBody")}</Note></Show>
      </div>
      <PagedList
        list={list}
        label={t("reports.title")}
        more={t("reports.more")}
        empty={<EmptyState icon={Flag} title={t(`reports.${queue()}None`)}>{t(`reports.${queue()}NoneBody`)}</EmptyState>}
      >
        {(report) => <ReportCard report={report} isFresh={fresh() === report.id} onClaimed={claimed} onClosed={place} onFaster={faster} />}
      </PagedList>
    </Column>
  );
}
