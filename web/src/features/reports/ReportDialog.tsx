/** Asks what is wrong with a message, a person or a space, shows what is sent, and sends it. */
import { For, Switch, createSignal, type JSX } from "solid-js";
import { useScene } from "~/features/messages/scene";
import { Markdown } from "~/features/messages/Markdown";
import type { Report, ReportCategory } from "~/lib/api/wire";
import { Match, Show } from "~/lib/flow";
import { LIMITS, faultOf } from "~/lib/rules";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { FieldError } from "~/ui/Field";
import { RadioGroup } from "~/ui/RadioGroup";
import { TextArea } from "~/ui/TextField";
import { CATEGORIES, newReport, refusalOf, type Reported } from "./state";
import "./reports.css";

export function ReportDialog(props: { about: Reported | null; onClose: () => void }): JSX.Element {
  return <Show when={props.about} keyed>{(about) => <Question about={about} onClose={() => props.onClose()} />}</Show>;
}

/** Made anew for each thing, so that nothing typed before is left. */
function Question(props: { about: Reported; onClose: () => void }): JSX.Element {
  const scene = useScene();
  const { t } = scene;
  const [category, setCategory] = createSignal<ReportCategory | "">("");
  const [note, setNote] = createSignal("");
  const [isUnchosen, setIsUnchosen] = createSignal(false);
  const [noteFault, setNoteFault] = createSignal<string | null>(null);
  const [refusal, setRefusal] = createSignal<string | null>(null);
  const [isBusy, setIsBusy] = createSignal(false);
  let form: HTMLFormElement | undefined;

  const send = async (event: Event) => {
    event.preventDefault();
    const chosen = category();
    const fault = faultOf(note(), LIMITS.reportNote);
    setIsUnchosen(chosen === "");
    setNoteFault(fault?.kind === "long" ? t("report.note_long", { n: fault.over }) : null);
    if (chosen === "") form?.querySelector<HTMLInputElement>("input[type=radio]")?.focus();
    if (chosen === "" || fault || isBusy()) return;
    setIsBusy(true);
    setRefusal(null);
    try {
      await scene.live.ask<Report>("POST", "/reports", newReport(props.about, chosen, note()));
      scene.notify(t(props.about.spaceName === null ? "report.done_place" : "report.done"));
      props.onClose();
    } catch (thrown) {
      setRefusal(t(refusalOf(thrown)));
    } finally {
      setIsBusy(false);
    }
  };
  const title = () => (props.about.kind === "message" ? t("report.message_title") : t(props.about.kind === "user" ? "report.user_title" : "report.space_title", { name: props.about.name }));
  const lead = () => (props.about.spaceName === null ? t("report.to_place") : t("report.to_space", { name: props.about.spaceName }));
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && props.onClose()} title={title()} lead={lead()} keepOpen={note().trim() !== ""}
      acts={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>{t("ui.cancel")}</Button>
          <Button kind="primary" type="submit" form="report-form" busy={isBusy()} busyLabel={t("report.sending")}>{t("report.send")}</Button>
        </>
      }
    >
      <form id="report-form" class="report-form" novalidate ref={form} onSubmit={(event) => void send(event)}>
        <figure class="report-sent">
          <figcaption>{t("report.sent")}</figcaption>
          <div class="dialog__quote">
            <b><bdi>{props.about.name}</bdi></b>{" "}
            <Show when={props.about.at}>{(at) => <time class="when" datetime={at()}>{scene.formats().when(at(), Date.now())}</time>}</Show>
            <Switch>
              <Match when={props.about.kind === "message" && props.about.text}>{(text) => <div class="quoted-text"><Markdown source={text()} /></div>}</Match>
              <Match when={props.about.text}>{(text) => <p class="quoted-text" dir="auto">{text()}</p>}</Match>
            </Switch>
            <For each={props.about.files}>{(name) => <div class="soft sm"><bdi>{name}</bdi></div>}</For>
          </div>
        </figure>
        <div>
          <RadioGroup label={t("report.category")} value={category()} onChange={(value) => {
            setCategory(value);
            setIsUnchosen(false);
          }} options={CATEGORIES.map((value) => ({ value, label: t(`category.${value}`), hint: t(`category.${value}_about`) }))} />
          <div role="alert"><Show when={isUnchosen()}><FieldError text={t("report.choose")} /></Show></div>
        </div>
        <TextArea label={t("report.note")} hint={t("report.note_hint")} error={noteFault()} value={note()} onInput={(words) => {
          setNote(words);
          setNoteFault(null);
        }} dir="auto" rows={2} />
        <div role="alert"><Show when={refusal()}>{(text) => <FieldError text={text()} />}</Show></div>
      </form>
    </Dialog>
  );
}
