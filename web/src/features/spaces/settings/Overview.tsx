/** Name, picture and behaviour of a space, its owner and its end. */

import { createSignal, For } from "solid-js";
import {
  type ChosenPicture, Column, PictureField, SaveBar, createAct, explainFault, fieldOf, useSettingsWords,
} from "~/features/identity/settings";
import type { Id, Space, SpacePatch } from "~/lib/api/wire";
import { createDraft } from "~/lib/draft";
import { Show } from "~/lib/flow";
import { LOCALES, LOCALE_NAMES } from "~/lib/i18n";
import { LIMITS, faultOf, tidy } from "~/lib/rules";
import { troubleOf } from "~/lib/api";
import { Note, PageSection, RadioGroup, Select, TextArea, TextField, lettersOf } from "~/ui";
import { useSpaceWords } from "../words";
import { OwnerActs } from "./OwnerActs";
import { useScope } from "./scope";

type Fields = Pick<
  Space,
  "name" | "description" | "locale" | "default_notifications" | "system_channel_id" | "rules_channel_id" | "join_gate"
> & { icon: ChosenPicture | null | undefined };

export function Overview() {
  const scope = useScope();
  const words = useSpaceWords();
  const common = useSettingsWords();
  const { t } = words;
  const act = createAct();
  const [wrong, setWrong] = createSignal<{ field: string; text: string } | null>(null);
  const draft = createDraft<Fields>(() => {
    const { name, description, locale, default_notifications: defaultNotifications, system_channel_id: systemChannelId, rules_channel_id: rulesChannelId, join_gate: joinGate } = scope.space();
    return { name, description, locale, default_notifications: defaultNotifications, system_channel_id: systemChannelId, rules_channel_id: rulesChannelId, join_gate: joinGate, icon: undefined };
  });
  const fixed = () => !scope.can("manage_space");
  const set = <K extends keyof Fields>(key: K, value: Fields[K]) => {
    draft.set(key, value);
    if (wrong()?.field === key) setWrong(null);
    act.clear();
  };
  const errorAt = (field: string) => (wrong()?.field === field ? wrong()?.text : null);

  const fault = (): { field: string; text: string } | null => {
    const name = explainFault(common, faultOf(draft.get("name"), LIMITS.spaceName));
    if (name) return { field: "name", text: name };
    const about = explainFault(common, faultOf(draft.get("description") ?? "", LIMITS.spaceDescription));
    return about ? { field: "description", text: about } : null;
  };
  const save = async () => {
    const first = fault();
    setWrong(first);
    if (first) return;
    const { icon, name, description, ...rest } = draft.changes();
    const patch: SpacePatch = { ...rest };
    if (name !== undefined) patch.name = tidy(name, LIMITS.spaceName);
    if (description !== undefined) patch.description = description?.trim() || null;
    if (icon !== undefined) patch.icon = icon?.id ?? null;
    await act.run(
      async () => {
        const space = await scope.ask().patch(patch);
        scope.apply({ t: "space_update", d: space });
        draft.undo();
      },
      {
        done: () => t("overview.saved"),
        words: (cause) => {
          const field = fieldOf(cause);
          if (field && troubleOf(cause).code === "invalid") {
            setWrong({ field, text: common.t(field === "icon" ? "errors.bad_picture" : "errors.invalid") });
          }
          return null;
        },
      },
    );
  };
  const textRooms = () =>
    scope.channels().filter((channel) => channel.kind === "text").toSorted((a, b) => a.position - b.position);
  const roomOptions = (nowhere: string, current: Id | null) => [
    { value: "", label: nowhere },
    ...textRooms().map((room) => ({ value: room.id, label: `# ${room.name}` })),
    ...(current !== null && !textRooms().some((room) => room.id === current) ? [{ value: current, label: "…" }] : []),
  ];

  return (
    <Column
      title={t("overview.title")}
      bar={<SaveBar count={draft.count()} busy={act.busy()} error={act.error()} onSave={() => void save()} onUndo={() => { draft.undo(); setWrong(null); act.clear(); }} />}
    >
      <Show when={fixed()}>
        <div class="set-section">
          <Note title={t("nav.noRightTitle")}>{t("nav.noRight", { owner: scope.ownerName() })}</Note>
        </div>
      </Show>
      <PageSection title={t("overview.look")}>
        <div class="set-form">
          <PictureField
            label={t("overview.icon")}
            hint={(limit) => t("overview.iconHint", { limit })}
            chooseLabel={t("overview.chooseIcon")}
            removeLabel={t("overview.removeIcon")}
            purpose="space_icon"
            square
            saved={scope.space().icon?.[128] ?? null}
            chosen={draft.get("icon")}
            onChange={(chosen) => set("icon", chosen === null && !scope.space().icon ? undefined : chosen)}
            blank={lettersOf(draft.get("name"))}
            disabled={fixed()}
            error={errorAt("icon") ?? null}
          />
          <TextField
            label={t("overview.name")}
            hint={t("overview.nameHint")}
            value={draft.get("name")}
            error={errorAt("name")}
            readonly={fixed()}
            onInput={(value) => set("name", value)}
          />
          <TextArea
            label={t("overview.description")}
            hint={t("overview.descriptionHint")}
            value={draft.get("description") ?? ""}
            error={errorAt("description")}
            readonly={fixed()}
            dir="auto"
            onInput={(value) => set("description", value === "" ? null : value)}
          />
        </div>
      </PageSection>
      <PageSection title={t("overview.behaviour")}>
        <div class="set-form">
          <Select
            label={t("overview.locale")}
            disabled={fixed()}
            value={draft.get("locale")}
            onChange={(value) => set("locale", value)}
            options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
          />
          <RadioGroup
            label={t("overview.notifications")}
            disabled={fixed()}
            value={draft.get("default_notifications")}
            onChange={(value) => set("default_notifications", value)}
            options={[
              { value: "mentions", label: t("overview.notifyMentions") },
              { value: "all", label: t("overview.notifyAll") },
            ]}
          />
          <For each={["system_channel_id", "rules_channel_id"] as const}>
            {(key) => (
              <Select
                label={t(key === "system_channel_id" ? "overview.systemRoom" : "overview.rulesRoom")}
                disabled={fixed()}
                value={draft.get(key) ?? ""}
                onChange={(value) => set(key, value === "" ? null : value)}
                options={roomOptions(t("overview.nowhere"), draft.get(key))}
              />
            )}
          </For>
          <RadioGroup
            label={t("overview.gate")}
            disabled={fixed()}
            value={draft.get("join_gate")}
            onChange={(value) => set("join_gate", value)}
            options={[
              { value: "none", label: t("overview.gateNone") },
              { value: "email", label: t("overview.gateEmail") },
              { value: "aged", label: t("overview.gateAged") },
            ]}
          />
        </div>
      </PageSection>
      <OwnerActs />
    </Column>
  );
}
