/** Name, topic, slow mode and limits of one room, and its end. */

import Trash from "lucide-solid/icons/trash";
import { useNavigate } from "@solidjs/router";
import { createSignal } from "solid-js";
import { Column, SavingBar, createSaving, useSettingsWords } from "~/features/identity/settings";
import type { Channel, ChannelPatch } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { LIMITS, SLOW_MODE_SECONDS, VOICE_LIMIT_MAX, inUnits } from "~/lib/rules";
import { Button, List, ListRow, Note, PageSection, Select, Switch, TextField } from "~/ui";
import { useSpaceWords } from "../words";
import { DeleteRoom } from "./DeleteRoom";
import { settingsPath } from "./paths";
import { useRoom } from "./RoomFrame";
import { useScope } from "./scope";

type Fields = Pick<Channel, "name" | "topic" | "slow_mode_seconds" | "nsfw"> & { user_limit: string };

export function RoomOverview() {
  const scope = useScope();
  const room = useRoom();
  const navigate = useNavigate();
  const { t } = useSpaceWords();
  const common = useSettingsWords();
  const [asks, setAsks] = createSignal(false);
  const page = createSaving<Fields>({
    source: () => {
      const { name, topic, slow_mode_seconds: slowModeSeconds, nsfw, user_limit: userLimit } = room();
      return { name, topic, slow_mode_seconds: slowModeSeconds, nsfw, user_limit: String(userLimit) };
    },
    texts: { name: LIMITS.channelName, topic: LIMITS.topic },
    fault: (get) => {
      const limit = Number(get("user_limit"));
      const isFit = Number.isInteger(limit) && limit >= 0 && limit <= VOICE_LIMIT_MAX;
      return isFit ? null : { field: "user_limit", text: common.t("errors.number", { min: 0, max: VOICE_LIMIT_MAX }) };
    },
    send: async ({ user_limit: userLimit, ...rest }) => {
      const patch: ChannelPatch = { ...rest, ...(userLimit === undefined ? {} : { user_limit: Number(userLimit) }) };
      scope.apply({ t: "channel_update", d: { channel: await scope.ask().patchChannel(room().id, patch) } });
    },
    done: () => t("rooms.saved", { name: room().name ?? "" }),
  });
  const isCategory = () => room().kind === "category";
  const fixed = () => !room().permissions.includes("manage_channels");
  const steps = () => {
    const known: number[] = [...SLOW_MODE_SECONDS];
    const now = room().slow_mode_seconds;
    return known.includes(now) ? known : [...known, now].toSorted((a, b) => a - b);
  };
  const wait = (seconds: number) => {
    if (seconds === 0) return t("rooms.slowOff");
    const { unit, count } = inUnits(seconds);
    return t(`time.${unit}`, { n: count });
  };
  return (
    <Column
      title={t("nav.overview")}
      bar={<SavingBar of={page} />}
    >
      <Show when={fixed()}>
        <div class="set-section">
          <Note title={t("nav.noRightTitle")}>{t("nav.noRight", { owner: scope.ownerName() })}</Note>
        </div>
      </Show>
      <PageSection>
        <div class="set-form">
          <TextField
            label={t(isCategory() ? "rooms.categoryName" : "rooms.name")}
            hint={t("rooms.nameHint")}
            value={page.get("name") ?? ""}
            error={page.errorAt("name")}
            readonly={fixed()}
            dir="auto"
            onInput={(value) => page.set("name", value)}
          />
          <Show when={!isCategory()}>
            <TextField
              label={t("rooms.topic")}
              hint={t("rooms.topicHint")}
              value={page.get("topic") ?? ""}
              error={page.errorAt("topic")}
              readonly={fixed()}
              dir="auto"
              onInput={(value) => page.set("topic", value === "" ? null : value)}
            />
            <Select
              label={t("rooms.slow")}
              hint={t("rooms.slowHint")}
              disabled={fixed()}
              value={String(page.get("slow_mode_seconds"))}
              onChange={(value) => page.set("slow_mode_seconds", Number(value))}
              options={steps().map((seconds) => ({ value: String(seconds), label: wait(seconds) }))}
            />
          </Show>
          <Show when={room().kind === "voice"}>
            <TextField
              label={t("rooms.limit")}
              hint={t("rooms.limitHint")}
              type="number"
              inputmode="numeric"
              min={0}
              max={VOICE_LIMIT_MAX}
              value={page.get("user_limit")}
              error={page.errorAt("user_limit")}
              readonly={fixed()}
              onInput={(value) => page.set("user_limit", value)}
            />
          </Show>
          <Show when={!isCategory()}>
            <div class="set-card">
              <div class="right">
                <Switch label={t("rooms.nsfw")} hint={t("rooms.nsfwHint")} checked={page.get("nsfw")} disabled={fixed()} onChange={(on) => page.set("nsfw", on)} />
              </div>
            </div>
          </Show>
        </div>
      </PageSection>
      <Show when={!fixed()}>
        <PageSection>
          <List>
            <ListRow
              icon={Trash}
              title={t(isCategory() ? "rooms.deleteCategoryAct" : "rooms.deleteRoomAct")}
              detail={t(isCategory() ? "rooms.deleteCategoryHint" : "rooms.deleteHint")}
              end={<Button kind="danger-quiet" onClick={() => setAsks(true)}>{t("rooms.delete")}</Button>}
            />
          </List>
        </PageSection>
      </Show>
      <DeleteRoom
        channel={asks() ? room() : null}
        onClose={() => setAsks(false)}
        onDeleted={() => {
          page.undo();
          navigate(settingsPath(scope.id(), "rooms"), { replace: true });
        }}
      />
    </Column>
  );
}
