/** Name, picture and behaviour of a space, its owner and its end. */

import { For } from "solid-js";
import { Column, SavingBar, createSaving } from "~/features/identity/settings";
import { type ChosenPicture, PictureField } from "~/features/pictures";
import type { Id, Space, SpacePatch } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { LOCALES, LOCALE_NAMES } from "~/lib/i18n";
import { LIMITS } from "~/lib/rules";
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
  const { t } = useSpaceWords();
  const page = createSaving<Fields>({
    source: () => {
      const { name, description, locale, default_notifications: defaultNotifications, system_channel_id: systemChannelId, rules_channel_id: rulesChannelId, join_gate: joinGate } = scope.space();
      return { name, description, locale, default_notifications: defaultNotifications, system_channel_id: systemChannelId, rules_channel_id: rulesChannelId, join_gate: joinGate, icon: undefined };
    },
    texts: { name: LIMITS.spaceName, description: LIMITS.spaceDescription },
    picture: "icon",
    send: async ({ icon, ...rest }) => {
      const patch: SpacePatch = { ...rest, ...(icon === undefined ? {} : { icon: icon?.id ?? null }) };
      scope.apply({ t: "space_update", d: await scope.ask().patch(patch) });
    },
    done: () => t("overview.saved"),
  });
  const fixed = () => !scope.can("manage_space");
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
      bar={<SavingBar of={page} />}
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
            chosen={page.get("icon")}
            onChange={(chosen) => page.set("icon", chosen === null && !scope.space().icon ? undefined : chosen)}
            blank={lettersOf(page.get("name"))}
            disabled={fixed()}
            error={page.errorAt("icon")}
          />
          <TextField
            label={t("overview.name")}
            hint={t("overview.nameHint")}
            value={page.get("name")}
            error={page.errorAt("name")}
            readonly={fixed()}
            onInput={(value) => page.set("name", value)}
          />
          <TextArea
            label={t("overview.description")}
            hint={t("overview.descriptionHint")}
            value={page.get("description") ?? ""}
            error={page.errorAt("description")}
            readonly={fixed()}
            dir="auto"
            onInput={(value) => page.set("description", value === "" ? null : value)}
          />
        </div>
      </PageSection>
      <PageSection title={t("overview.behaviour")}>
        <div class="set-form">
          <Select
            label={t("overview.locale")}
            disabled={fixed()}
            value={page.get("locale")}
            onChange={(value) => page.set("locale", value)}
            options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
          />
          <RadioGroup
            label={t("overview.notifications")}
            disabled={fixed()}
            value={page.get("default_notifications")}
            onChange={(value) => page.set("default_notifications", value)}
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
                value={page.get(key) ?? ""}
                onChange={(value) => page.set(key, value === "" ? null : value)}
                options={roomOptions(t("overview.nowhere"), page.get(key))}
              />
            )}
          </For>
          <RadioGroup
            label={t("overview.gate")}
            disabled={fixed()}
            value={page.get("join_gate")}
            onChange={(value) => page.set("join_gate", value)}
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
