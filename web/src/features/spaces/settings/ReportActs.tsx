/** What is done about a report that one looks after: an act that one's rights allow, its length, a note. */

import { createResource, createSignal, onMount } from "solid-js";
import { ActError, createAct, explainFault, useSettingsWords } from "~/features/identity/settings";
import { isProblem } from "~/lib/api";
import type { Member, Report, ReportAction } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { BAN_SECONDS, LIMITS, TIMEOUT_SECONDS, faultOf, inUnits, tidy } from "~/lib/rules";
import { Button, RadioGroup, Select, Skeleton, TextArea, useToaster } from "~/ui";
import { isAbove, rankOf } from "../ranks";
import { actsFor, hasLength, isHarm } from "../reports";
import { useSpaceWords } from "../words";
import { useScope } from "./scope";

export function ReportActs(props: { report: Report; isFresh: boolean; onClosed: (report: Report) => void; onFaster: () => void }) {
  const scope = useScope();
  const { t } = useSpaceWords();
  const common = useSettingsWords();
  const closing = createAct();
  const toaster = useToaster();
  const [act, setAct] = createSignal<ReportAction>("none");
  const [timeout, setTimeout] = createSignal("3600");
  const [ban, setBan] = createSignal("0");
  const [note, setNote] = createSignal("");
  const [wrong, setWrong] = createSignal<string | null>(null);
  const [accused] = createResource(() => props.report.target.user?.id, (id) => scope.ask().member(id).catch((): Member | null => null));
  const acts = () => {
    const member = accused() ?? null;
    const room = scope.live.world.channels[props.report.target.channel_id ?? ""];
    const isBelow = member ? isAbove(scope.editor(), member, scope.roles(), scope.selfId()) : scope.editor().rank > rankOf({ owner: false, roles: [] }, scope.roles());
    return actsFor(props.report, { can: scope.can, inRoom: room?.permissions ?? null, accused: member, isBelow });
  };
  const chosen = (): ReportAction => (acts().includes(act()) ? act() : "none");
  const length = (value: number) => {
    const { unit, count } = inUnits(value);
    return t(`time.${unit}`, { n: count });
  };
  const seconds = () => (chosen() === "timeout" ? Number(timeout()) : chosen() === "ban" && ban() !== "0" ? Number(ban()) : null);
  const send = async (event: Event) => {
    event.preventDefault();
    const fault = faultOf(note(), LIMITS.reportNote);
    setWrong(explainFault(common, fault));
    if (fault) return;
    const words = tidy(note(), LIMITS.reportNote) || null;
    await closing.run(async () => {
      const report = await scope.ask().resolve(props.report.id, { action: chosen(), note: words, seconds: seconds() }).catch((cause: unknown) => {
        if (isProblem(cause, "conflict", "not_found")) return null;
        throw cause;
      });
      if (!report) return props.onFaster();
      toaster.show({ text: t("reports.closed") });
      props.onClosed(report);
    });
  };
  return (
    <Show when={!accused.loading} fallback={<Skeleton rows={3} />}>
      <Form />
    </Show>
  );

  function Form() {
    let form: HTMLFormElement | undefined;
    onMount(() => props.isFresh && form?.querySelector<HTMLInputElement>("input[type=radio]")?.focus());
    return (
      <form class="report-acts" novalidate ref={form} onSubmit={(event) => void send(event)}>
        <RadioGroup label={t("reports.what")} value={chosen()} onChange={setAct} options={acts().map((value) => ({ value, label: t(`reports.${value}`), hint: t(`reports.${value}About`) }))} />
        <Show when={hasLength(chosen())}>
          <Show when={chosen() === "timeout"} fallback={
            <Select label={t("members.banFor")} value={ban()} onChange={setBan} options={[{ value: "0", label: t("members.forGood") }, ...BAN_SECONDS.map((one) => ({ value: String(one), label: length(one) }))]} />
          }>
            <Select label={t("members.timeoutFor")} value={timeout()} onChange={setTimeout} options={TIMEOUT_SECONDS.map((one) => ({ value: String(one), label: length(one) }))} />
          </Show>
        </Show>
        <TextArea label={t("reports.note")} hint={t("reports.noteHint")} value={note()} error={wrong()} onInput={setNote} dir="auto" rows={2} />
        <ActError of={closing} />
        <div class="report-foot">
          <Button kind={isHarm(chosen()) ? "danger" : "primary"} type="submit" size="sm" busy={closing.busy()} busyLabel={t("reports.closing")}>{t("reports.close")}</Button>
        </div>
      </form>
    );
  }
}
