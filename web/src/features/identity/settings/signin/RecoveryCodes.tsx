/** Fresh recovery codes, shown this once: to copy, to print, to save. */

import Copy from "lucide-solid/icons/copy";
import Download from "lucide-solid/icons/download";
import Printer from "lucide-solid/icons/printer";
import { For, createMemo, onCleanup, onMount } from "solid-js";
import { Show } from "~/lib/flow";
import { usePlace } from "~/lib/instance";
import { useSession } from "~/lib/session-provider";
import { Button, Dialog, Note } from "~/ui";
import { useSettingsWords } from "../words";
import type { AddApp } from "./state/addApp";
import { createCopy } from "./copy";
import { type Keeping, codesFile, createKeeping } from "./state/keeping";

/** Who looked so long has them, on paper or in mind. */
const LOOK_MS = 5_000;

export function RecoveryCodesDialog(props: { app: AddApp }) {
  const { t } = useSettingsWords();
  const codes = () => {
    const step = props.app.step();
    return step.at === "codes" ? step.codes : null;
  };
  const keeping = createMemo(() => (codes() ? createKeeping() : null));
  const close = () => {
    if (keeping()?.mayClose()) props.app.close();
  };
  return (
    <Dialog
      open={codes() !== null}
      onOpenChange={(open) => !open && close()}
      title={t("signIn.codesTitle")}
      lead={t("signIn.codesKeep")}
      acts={
        <Button kind="primary" disabled={!keeping()?.isKept()} onClick={close}>
          {t("signIn.haveThem")}
        </Button>
      }
    >
      <Show when={codes()}>{(shown) => <Show when={keeping()}>{(it) => <Codes codes={shown()} keeping={it()} />}</Show>}</Show>
    </Dialog>
  );
}

function Codes(props: { codes: readonly string[]; keeping: Keeping }) {
  const { t, formats } = useSettingsWords();
  const place = usePlace();
  const session = useSession();
  const copy = createCopy();
  onMount(() => {
    const timer = setTimeout(() => props.keeping.keep(), LOOK_MS);
    onCleanup(() => clearTimeout(timer));
  });
  const head = () => t("signIn.codesOf", { name: session.me()?.username ?? "", place: place.instance()?.name ?? "Snug", date: formats().date(Date.now()) });
  const file = () => codesFile([head()], props.codes);
  const save = () => {
    const address = URL.createObjectURL(new Blob([file()], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = "snug-recovery-codes.txt";
    link.click();
    URL.revokeObjectURL(address);
    props.keeping.keep();
  };
  const print = () => {
    window.print();
    props.keeping.keep();
  };
  return (
    <>
      <p class="codes-head">{head()}</p>
      <ol class="codes" dir="ltr" translate="no" aria-label={t("signIn.codesTitle")}>
        <For each={props.codes}>{(code) => <li><code>{code}</code></li>}</For>
      </ol>
      <div class="codes-acts">
        <Button data-first size="sm" icon={Copy} onClick={() => void copy(file(), t("signIn.codesCopied")).then((isDone) => isDone && props.keeping.keep())}>
          {t("signIn.copy")}
        </Button>
        <Button size="sm" icon={Printer} onClick={print}>
          {t("signIn.print")}
        </Button>
        <Button size="sm" icon={Download} onClick={save}>
          {t("signIn.saveFile")}
        </Button>
      </div>
      <Show when={props.keeping.isAsking()}>
        <Note kind="warn" role="alert">{t("signIn.codesGone")}</Note>
      </Show>
    </>
  );
}
