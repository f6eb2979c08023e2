/** Name, topic, slow mode and limits of one room, and its end. */

import Trash from "lucide-solid/icons/trash";
import { useNavigate } from "@solidjs/router";
import { createSignal } from "solid-js";
import { Column, SaveBar, createAct, explainFault, useSettingsWords } from "~/features/identity/settings";
import type { Channel, ChannelPatch } from "~/lib/api/wire";
import { createDraft } from "~/lib/draft";
import { Show } from "~/lib/flow";
import { LIMITS, SLOW_MODE_SECONDS, VOICE_LIMIT_MAX, faultOf, inUnits, tidy } from "~/lib/rules";
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
  const act = createAct();
  const [wrong, setWrong] = createSignal<{ field: string; text: string } | null>(null);
  const [asks, setAsks] = createSignal(false);
  const draft = createDraft<Fields>(() => {
    const { name, topic, slow_mode_seconds: slowModeSeconds, nsfw, user_limit: userLimit } = room();
    return { name, topic, slow_mode_seconds: slowModeSeconds, nsfw, user_limit: String(userLimit) };
  });
  const isCategory = () => room().kind === "category";
  const fixed = () => !room().permissions.includes("manage_channels");
  const set = <K extends keyof Fields>(key: K, value: Fields[K]) => {
    draft.set(key, value);
    setWrong(null);
    act.clear();
  };
  const errorAt = (field: string) => (wrong()?.field === field ? wrong()?.text : null);
  const fault = () => {
    const name = explainFault(common, faultOf(draft.get("name"), LIMITS.channelName));
    if (name) return { field: "name", text: name };
    const topic = explainFault(common, faultOf(draft.get("topic") ?? "", LIMITS.topic));
    if (topic) return { field: "topic", text: topic };
    const limit = Number(draft.get("user_limit"));
    if (!Number.isInteger(limit) || limit < 0 || limit > VOICE_LIMIT_MAX) {
      return { field: "user_limit", text: common.t("errors.number", { min: 0, max: VOICE_LIMIT_MAX }) };
    }
    return null;
  };
  const save = async () => {
    const first = fault();
    setWrong(first);
    if (first) return;
    const { name, topic, user_limit: userLimit, ...rest } = draft.changes();
    const patch: ChannelPatch = { ...rest };
    if (name !== undefined) patch.name = tidy(name, LIMITS.channelName);
    if (topic !== undefined) patch.topic = topic?.trim() || null;
    if (userLimit !== undefined) patch.user_limit = Number(userLimit);
    await act.run(
      async () => {
        const channel = await scope.ask().patchChannel(room().id, patch);
        scope.apply({ t: "channel_update", d: { channel } });
        draft.undo();
      },
      { done: () => t("rooms.saved", { name: draft.get("name") }) },
    );
  };
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
      bar={<SaveBar count={draft.count()} busy={act.busy()} error={act.error()} onSave={() => void save()} onUndo={() => { draft.undo(); setWrong(null); act.clear(); }} />}
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
            value={draft.get("name")}
            error={errorAt("name")}
            readonly={fixed()}
            dir="auto"
            onInput={(value) => set("name", value)}
          />
          <Show when={!isCategory()}>
            <TextField
              label={t("rooms.topic")}
              hint={t("rooms.topicHint")}
              value={draft.get("topic") ?? ""}
              error={errorAt("topic")}
              readonly={fixed()}
              dir="auto"
              onInput={(value) => set("topic", value === "" ? null : value)}
            />
            <Select
              label={t("rooms.slow")}
              hint={t("rooms.slowHint")}
              disabled={fixed()}
              value={String(draft.get("slow_mode_seconds"))}
              onChange={(value) => set("slow_mode_seconds", Number(value))}
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
              value={draft.get("user_limit")}
              error={errorAt("user_limit")}
              readonly={fixed()}
              onInput={(value) => set("user_limit", value)}
            />
          </Show>
          <Show when={!isCategory()}>
            <div class="set-card">
              <div class="right">
                <Switch label={t("rooms.nsfw")} hint={t("rooms.nsfwHint")} checked={draft.get("nsfw")} disabled={fixed()} onChange={(on) => set("nsfw", on)} />
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
          draft.undo();
          navigate(settingsPath(scope.id(), "rooms"), { replace: true });
        }}
      />
    </Column>
  );
}
