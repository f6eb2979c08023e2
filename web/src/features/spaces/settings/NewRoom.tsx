/** Makes a room or a category. */

import { createEffect, createSignal, on } from "solid-js";
import { ActError, createAct, explainFault, useSettingsWords } from "~/features/identity/settings";
import type { Channel, Id, NewChannel } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { LIMITS, faultOf, tidy } from "~/lib/rules";
import { Button, Dialog, RadioGroup, Select, Switch, TextField } from "~/ui";
import { tree } from "../rooms";
import { useSpaceWords } from "../words";
import { useScope } from "./scope";

export function NewRoom(props: { making: { kind: "room" | "category"; parent: Id | null } | null; onClose: () => void }) {
  const scope = useScope();
  const { t } = useSpaceWords();
  const common = useSettingsWords();
  const act = createAct();
  const [name, setName] = createSignal("");
  const [kind, setKind] = createSignal<"text" | "voice">("text");
  const [parent, setParent] = createSignal("");
  const [hidden, setHidden] = createSignal(false);
  const [wrong, setWrong] = createSignal<string | null>(null);
  const isCategory = () => props.making?.kind === "category";
  createEffect(
    on(
      () => props.making,
      (making) => {
        if (!making) return;
        setName("");
        setKind("text");
        setParent(making.parent ?? "");
        setHidden(false);
        setWrong(null);
        act.clear();
      },
    ),
  );
  const categories = () =>
    tree(scope.channels()).flatMap((branch) => (branch.category ? [branch.category] : [])).filter((one) => one.permissions.includes("manage_channels"));
  const privacy = (): Channel["overrides"] => {
    const everyone = scope.everyone();
    if (!everyone || !hidden()) return [];
    const closed: Channel["overrides"][number] = { target: { kind: "role", id: everyone.id }, allow: [], deny: ["view_channel"] };
    // The owner and administrators see it anyway; anybody else lets themselves in.
    const open: Channel["overrides"][number] = { target: { kind: "user", id: scope.selfId() }, allow: ["view_channel"], deny: [] };
    return scope.isOwner() || scope.can("administrator") ? [closed] : [closed, open];
  };
  const make = async (event: Event) => {
    event.preventDefault();
    const fault = explainFault(common, faultOf(name(), LIMITS.channelName));
    setWrong(fault);
    if (fault) return void (event.currentTarget as HTMLElement).querySelector<HTMLElement>("input[aria-invalid]")?.focus();
    const body: NewChannel = { kind: isCategory() ? "category" : kind(), name: tidy(name(), LIMITS.channelName), overrides: privacy() };
    if (!isCategory() && parent() !== "") body.parent_id = parent();
    const ok = await act.run(
      async () => {
        const channel = await scope.ask().createChannel(body);
        scope.apply({ t: "channel_create", d: { channel, read: null } });
      },
      { done: () => t("rooms.created", { name: body.name }) },
    );
    if (ok) props.onClose();
  };
  return (
    <Dialog
      open={props.making !== null}
      onOpenChange={(open) => !open && props.onClose()}
      keepOpen={name().trim() !== ""}
      title={t(isCategory() ? "rooms.createCategoryTitle" : "rooms.createTitle")}
      acts={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {common.t("common.cancel")}
          </Button>
          <Button kind="primary" type="submit" form="new-room" busy={act.busy()} busyLabel={t("rooms.creating")}>
            {t(isCategory() ? "rooms.createCategory" : "rooms.create")}
          </Button>
        </>
      }
    >
      <form id="new-room" class="dialog-form" novalidate onSubmit={(event) => void make(event)}>
        <TextField
          label={t(isCategory() ? "rooms.categoryName" : "rooms.name")}
          placeholder={t(isCategory() ? "rooms.categoryPlaceholder" : "rooms.namePlaceholder")}
          hint={t("rooms.nameHint")}
          autocomplete="off"
          value={name()}
          error={wrong()}
          dir="auto"
          onInput={(value) => {
            setName(value);
            setWrong(null);
          }}
        />
        <Show when={!isCategory()}>
          <RadioGroup
            label={t("rooms.kind")}
            value={kind()}
            onChange={setKind}
            options={[
              { value: "text", label: t("rooms.text"), hint: t("rooms.textHint") },
              { value: "voice", label: t("rooms.voice"), hint: t("rooms.voiceHint") },
            ]}
          />
          <Select
            label={t("rooms.category")}
            value={parent()}
            onChange={setParent}
            options={[{ value: "", label: t("rooms.noCategory") }, ...categories().map((one) => ({ value: one.id, label: one.name ?? "" }))]}
          />
        </Show>
        <Switch label={t("rooms.private")} hint={t("rooms.privateHint")} checked={hidden()} onChange={setHidden} />
        <ActError of={act} />
      </form>
    </Dialog>
  );
}
