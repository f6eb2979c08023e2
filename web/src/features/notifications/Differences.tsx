/** The spaces, rooms and conversations with a choice of their own; each can be changed and taken away. */
import { For, createMemo, onCleanup } from "solid-js";
import BellRing from "lucide-solid/icons/bell-ring";
import MessageCircle from "lucide-solid/icons/message-circle";
import X from "lucide-solid/icons/x";
import { roomIcon } from "~/features/channels";
import { useSettingsWords } from "~/features/identity/settings";
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { isConversation, useLive, useMarks } from "~/lib/store";
import { Button, EmptyState, Icon, IconButton, List, ListRow, Menu, PageSection, SpaceIcon } from "~/ui";
import { LevelEntries, useChoosing } from "./LevelMenu";
import { differencesOf, stateText, type Difference } from "./state";
import "./notifications.css";

export function Differences() {
  const { t } = useSettingsWords();
  const i18n = useI18n();
  const live = useLive();
  const marks = useMarks();
  const byId = createMemo(() => new Map(differencesOf(live.world, i18n, marks.nowMs()).map((one) => [one.scope.id, one])));
  let section: HTMLDivElement | undefined;
  /** A row that goes takes its buttons along: the keyboard goes on at the one that follows, or at the list's place. */
  const keepPlace = (at: number) => queueMicrotask(() => {
    const rows = [...(section?.querySelectorAll<HTMLElement>("[data-scope]") ?? [])];
    ((rows[at] ?? rows[at - 1])?.querySelector("button") ?? section)?.focus();
  });
  return (
    <PageSection title={t("notifications.differ")} lead={t("notifications.differHint")}>
      <div ref={section} tabindex="-1" class="differ">
        <Show when={byId().size > 0} fallback={<EmptyState icon={BellRing} title={t("notifications.none")}>{t("notifications.noneText")}</EmptyState>}>
          <List label={t("notifications.differ")}>
            {/* By id, so that a change leaves the row, and the menu that is open on it, as it is. */}
            <For each={[...byId().keys()]}>
              {(id, at) => <Show when={byId().get(id)}>{(one) => <Row one={one()} onLost={() => keepPlace(at())} />}</Show>}
            </For>
          </List>
        </Show>
      </div>
    </PageSection>
  );
}

function Row(props: { one: Difference; onLost: () => void }) {
  const { t } = useSettingsWords();
  const i18n = useI18n();
  const live = useLive();
  const marks = useMarks();
  const choose = useChoosing();
  const scope = () => props.one.scope;
  const space = () => live.world.spaces[props.one.spaceId ?? ""];
  const room = () => live.world.channels[scope().id];
  const place = () => {
    if (!room()) return null;
    return props.one.spaceId ? t("notifications.in", { space: space()?.name ?? "" }) : t("notifications.talk");
  };
  const detail = () => [place(), stateText(live.world, scope().id, i18n, marks.nowMs())].filter(Boolean).join(" · ");
  let acts: HTMLSpanElement | undefined;
  onCleanup(() => acts?.contains(document.activeElement) && props.onLost());
  return (
    <ListRow
      start={
        <Show when={room()} fallback={<span class="differ-tile"><SpaceIcon id={scope().id} name={scope().name} picture={space()?.icon ?? null} size={32} /></span>}>
          {(found) => <span class="list__icon"><Icon of={isConversation(found()) ? MessageCircle : roomIcon(found())} /></span>}
        </Show>
      }
      title={<bdi>{scope().name}</bdi>}
      detail={detail()}
      end={
        <span class="set-acts" data-scope={scope().id} ref={acts}>
          <Menu placement="bottom-end" trigger={(attrs) => <Button {...attrs} size="sm" aria-label={t("notifications.changeOf", { name: scope().name })}>{t("notifications.change")}</Button>}>
            <LevelEntries scope={scope()} />
          </Menu>
          <IconButton size="sm" icon={X} label={t("notifications.removeOf", { name: scope().name })} onClick={() => void choose(scope(), { level: null, untilMs: null })} />
        </span>
      }
    />
  );
}
