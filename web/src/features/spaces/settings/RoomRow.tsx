/** One room in the list: what it is, how it differs, its grip and its menu. */

import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import BadgeCheck from "lucide-solid/icons/badge-check";
import Ellipsis from "lucide-solid/icons/ellipsis";
import FolderInput from "lucide-solid/icons/folder-input";
import GripVertical from "lucide-solid/icons/grip-vertical";
import Lock from "lucide-solid/icons/lock";
import LockKeyhole from "lucide-solid/icons/lock-keyhole";
import Pencil from "lucide-solid/icons/pencil";
import Timer from "lucide-solid/icons/timer";
import Trash from "lucide-solid/icons/trash";
import UsersRound from "lucide-solid/icons/users-round";
import { A, useNavigate } from "@solidjs/router";
import { For } from "solid-js";
import type { Channel, Id } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { inUnits } from "~/lib/rules";
import type { Sort } from "~/lib/sort";
import { Icon, IconButton, Menu, MenuItem, MenuLine, MenuMore, Tag } from "~/ui";
import { useSpaceWords } from "../words";
import { roomPath } from "./paths";
import { KIND_ICONS } from "./RoomFrame";
import { useScope } from "./scope";

export interface Mover {
  up: () => void;
  down: () => void;
  to: (parent: Id | null) => void;
  homes: { id: Id | null; name: string }[];
}

export function RoomGrip(props: { channel: Channel; mover: Mover }) {
  const { t } = useSpaceWords();
  const keys = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    if (event.key === "ArrowUp") props.mover.up();
    else props.mover.down();
    const id = props.channel.id;
    queueMicrotask(() => document.querySelector<HTMLElement>(`[data-grip="${id}"]`)?.focus());
  };
  return (
    <button type="button" class="grip" data-grip={props.channel.id} aria-label={t("rooms.grip", { name: props.channel.name ?? "" })} onKeyDown={keys}>
      <Icon of={GripVertical} size="sm" />
    </button>
  );
}

export function RoomMenu(props: { channel: Channel; mover: Mover; onDelete: () => void }) {
  const scope = useScope();
  const navigate = useNavigate();
  const { t } = useSpaceWords();
  const mayChange = () => props.channel.permissions.includes("manage_channels");
  const homes = () => props.mover.homes.filter((home) => home.id !== props.channel.parent_id);
  return (
    <Menu placement="bottom-end" trigger={(attrs) => <IconButton {...attrs} size="sm" icon={Ellipsis} label={t("rooms.menu", { name: props.channel.name ?? "" })} />}>
      <MenuItem icon={Pencil} onSelect={() => navigate(roomPath(scope.id(), props.channel.id))}>
        {t("rooms.edit")}
      </MenuItem>
      <MenuItem icon={BadgeCheck} onSelect={() => navigate(roomPath(scope.id(), props.channel.id, "permissions"))}>
        {t("rooms.permissions")}
      </MenuItem>
      <Show when={mayChange()}>
        <MenuLine />
        <MenuItem icon={ArrowUp} onSelect={() => props.mover.up()}>
          {t("rooms.up")}
        </MenuItem>
        <MenuItem icon={ArrowDown} onSelect={() => props.mover.down()}>
          {t("rooms.down")}
        </MenuItem>
        <Show when={homes().length > 0}>
          <MenuMore icon={FolderInput} label={t("rooms.category")}>
            <For each={homes()}>
              {(home) => <MenuItem onSelect={() => props.mover.to(home.id)}>{t("rooms.moveTo", { category: home.name })}</MenuItem>}
            </For>
          </MenuMore>
        </Show>
        <MenuLine />
        <MenuItem icon={Trash} danger onSelect={() => props.onDelete()}>
          {t("rooms.delete")}
        </MenuItem>
      </Show>
    </Menu>
  );
}

export function RoomRow(props: { room: Channel; sort: Sort; mover: Mover; accepts: (dragged: Id) => boolean; onDelete: () => void }) {
  const scope = useScope();
  const { t } = useSpaceWords();
  const mayChange = () => props.room.permissions.includes("manage_channels");
  const isPrivate = () => {
    const everyone = scope.everyone()?.id;
    return props.room.overrides.some((entry) => entry.target.id === everyone && entry.deny.includes("view_channel"));
  };
  const slow = () => {
    const { unit, count } = inUnits(props.room.slow_mode_seconds);
    return t(`time.${unit}`, { n: count });
  };
  return (
    <li
      class="set-row room-row"
      data-tight=""
      data-drop={props.sort.sideOf(props.room.id)}
      data-dragged={props.sort.dragged() === props.room.id ? "" : undefined}
      {...props.sort.row(props.room.id, { fixed: !mayChange(), accepts: (moving) => props.accepts(moving) })}
    >
      <Show when={mayChange()}>
        <RoomGrip channel={props.room} mover={props.mover} />
      </Show>
      <Icon of={KIND_ICONS[props.room.kind]} />
      <div class="set-words">
        <div class="set-words-line">
          <A class="room-link" draggable="false" href={roomPath(scope.id(), props.room.id)}>
            <bdi>{props.room.name}</bdi>
          </A>
          <Show when={isPrivate()}>
            <Tag icon={Lock}>{t("rooms.privateTag")}</Tag>
          </Show>
          <Show when={props.room.encryption === "required"}>
            <Tag kind="ok" icon={LockKeyhole}>{t("rooms.lockedTag")}</Tag>
          </Show>
          <Show when={props.room.slow_mode_seconds > 0}>
            <Tag icon={Timer}>{t("rooms.slowTag", { time: slow() })}</Tag>
          </Show>
          <Show when={props.room.user_limit > 0}>
            <Tag icon={UsersRound}>{t("rooms.limitTag", { n: props.room.user_limit })}</Tag>
          </Show>
        </div>
        <Show when={props.room.topic}>
          {(topic) => (
            <p class="cut" dir="auto" title={topic()}>
              {topic()}
            </p>
          )}
        </Show>
      </div>
      <RoomMenu channel={props.room} mover={props.mover} onDelete={props.onDelete} />
    </li>
  );
}
