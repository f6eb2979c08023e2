/** One report: what is wrong, what stood there, who looks after it, and what became of it. */

import { For, Switch, createUniqueId } from "solid-js";
import { createAct } from "~/features/identity/settings";
import { isProblem } from "~/lib/api";
import type { Report, ReportAction } from "~/lib/api/wire";
import { Match, Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { nameIn } from "~/lib/store";
import { Button, Tag, useToaster } from "~/ui";
import { withNames } from "../reports";
import { useSpaceWords } from "../words";
import { ReportActs } from "./ReportActs";
import { useScope } from "./scope";

const DID = {
  none: "reports.didNone", delete: "reports.didDelete", warn: "reports.didWarn", timeout: "reports.didTimeout", kick: "reports.didKick", ban: "reports.didBan",
} as const satisfies Record<ReportAction, string>;

export interface ReportCardProps {
  report: Report;
  /** It was taken on just now: the keyboard goes on with what to do. */
  isFresh: boolean;
  onClaimed: (report: Report) => void;
  onClosed: (report: Report) => void;
  /** It is no longer as it stands here. */
  onFaster: () => void;
}

export function ReportCard(props: ReportCardProps) {
  const scope = useScope();
  const { t, formats } = useSpaceWords();
  const common = useI18n();
  const claiming = createAct();
  const toaster = useToaster();
  const titleId = createUniqueId();
  const world = scope.live.world;
  const when = (at: string) => formats().when(at, Date.now());
  const nameOf = (person: { id: string; display_name: string } | null) => (person ? (nameIn(world, scope.id(), person.id) ?? person.display_name) : null);
  const about = () => nameOf(props.report.snapshot.author ?? props.report.target.user) ?? props.report.snapshot.name ?? t("reports.nobody");
  const title = () => {
    const { kind, channel_id: channel } = props.report.target;
    const room = world.channels[channel ?? ""]?.name;
    if (kind === "message") return room ? t("reports.aMessageIn", { room }) : t("reports.aMessage");
    return t(kind === "user" ? "reports.aUser" : "reports.aSpace");
  };
  const text = () =>
    props.report.snapshot.text &&
    withNames(props.report.snapshot.text, (kind, id) => {
      if (kind === "person") return nameIn(world, scope.id(), id);
      return (kind === "role" ? scope.roles().find((role) => role.id === id)?.name : world.channels[id]?.name) ?? null;
    });
  const isMine = () => props.report.claimed_by?.id === scope.selfId();
  const claim = () => {
    const wasTaken = props.report.state === "claimed";
    void claiming.run(
      async () => {
        const report = await scope.ask().claim(props.report.id).catch((cause: unknown) => {
          if (isProblem(cause, "conflict", "not_found") && !wasTaken) return null;
          throw cause;
        });
        if (!report) return props.onFaster();
        toaster.show({ text: t("reports.claimedNow") });
        props.onClaimed(report);
      },
      { loud: true, words: (cause) => (isProblem(cause, "conflict") ? t("reports.early") : null) },
    );
  };
  return (
    <li class="report">
      <article aria-labelledby={titleId}>
        <header class="report-head">
          <h2 id={titleId}>{title()}</h2>
          <Tag kind="warn">{common.t(`category.${props.report.category}`)}</Tag>
          <time class="report-when" datetime={props.report.created_at}>{t("reports.reported", { time: when(props.report.created_at) })}</time>
        </header>
        <blockquote class="report-quote">
          <p class="report-by"><bdi>{about()}</bdi> <Show when={props.report.snapshot.at}>{(at) => <time class="report-when" datetime={at()}>{when(at())}</time>}</Show></p>
          <Show when={text()} fallback={<Show when={props.report.snapshot.files.length === 0}><p class="set-soft">{t("reports.noText")}</p></Show>}>
            {(words) => <p class="report-text" dir="auto">{words()}</p>}
          </Show>
          <For each={props.report.snapshot.files}>{(file) => <p class="set-soft"><bdi>{file.name}</bdi> · {formats().size(file.size)}</p>}</For>
        </blockquote>
        <Show when={props.report.note}>{(note) => <p class="report-note"><b>{t("reports.said")}</b> <bdi>{note()}</bdi></p>}</Show>
        <Switch>
          <Match when={props.report.state === "open"}>
            <div class="report-foot">
              <Button kind="primary" size="sm" busy={claiming.busy()} busyLabel={t("reports.claiming")} aria-label={t("reports.claimOf", { name: about() })} onClick={claim}>{t("reports.claim")}</Button>
            </div>
          </Match>
          <Match when={props.report.state === "claimed" && isMine()}>
            <p class="set-soft">{t("reports.byYou")}</p>
            <ReportActs report={props.report} isFresh={props.isFresh} onClosed={props.onClosed} onFaster={props.onFaster} />
          </Match>
          <Match when={props.report.state === "claimed"}>
            <div class="report-foot">
              <span class="set-soft">{t("reports.by", { name: nameOf(props.report.claimed_by) ?? t("reports.nobody") })}</span>
              <Button size="sm" busy={claiming.busy()} busyLabel={t("reports.claiming")} aria-label={t("reports.takeOverOf", { name: about(), other: nameOf(props.report.claimed_by) ?? t("reports.nobody") })} onClick={claim}>{t("reports.takeOver")}</Button>
            </div>
          </Match>
          <Match when={props.report.resolution}>
            {(done) => (
              <div class="report-foot">
                <Tag kind="ok">{t(DID[done().action])}</Tag>
                <span class="set-soft">{done().by ? t("reports.closedBy", { name: nameOf(done().by) ?? "", time: when(done().at) }) : t("reports.closedByPlace", { time: when(done().at) })}</span>
                <Show when={done().note}>{(note) => <p class="report-text" dir="auto">{note()}</p>}</Show>
              </div>
            )}
          </Match>
        </Switch>
      </article>
    </li>
  );
}
