/** The rooms of a space by category: make, order by drag, keys or menu, open their settings, delete. */

import FolderPlus from "lucide-solid/icons/folder-plus";
import Plus from "lucide-solid/icons/plus";
import { For, createMemo, createSignal } from "solid-js";
import { Column, createAct } from "~/features/identity/settings";
import type { Channel, Id } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { createSort } from "~/lib/sort";
import { troubleOf } from "~/lib/api";
import { Button, EmptyState, IconButton, List } from "~/ui";
import { type Branch, moveCategory, moveRoom, places, step, tree } from "../rooms";
import { useSpaceWords } from "../words";
import { DeleteRoom } from "./DeleteRoom";
import { NewRoom } from "./NewRoom";
import { RoomGrip, RoomMenu, RoomRow } from "./RoomRow";
import { useScope } from "./scope";

const LOOSE = "loose";

export function Rooms() {
  const scope = useScope();
  const { t } = useSpaceWords();
  const order = createAct();
  const [making, setMaking] = createSignal<{ kind: "room" | "category"; parent: Id | null } | null>(null);
  const [deleting, setDeleting] = createSignal<Channel | null>(null);
  const [said, setSaid] = createSignal("");
  const branches = createMemo(() => tree(scope.channels()));
  const mayMake = () => scope.can("manage_channels");
  const mayChange = (channel: Channel) => channel.permissions.includes("manage_channels");
  const nameOf = (id: Id | null) => branches().find((one) => (one.category?.id ?? null) === id)?.category?.name ?? t("rooms.loose");

  const save = async (next: Branch<Channel>[] | null, id: Id) => {
    if (!next) return;
    const before = places(branches());
    const after = places(next);
    scope.apply({ t: "channel_order", d: { space_id: scope.id(), places: after } });
    const home = next.find((one) => one.rooms.some((room) => room.id === id));
    const row = home?.rooms.find((room) => room.id === id);
    if (home && row) {
      const place = home.rooms.indexOf(row) + 1;
      setSaid(t("rooms.movedTo", { name: row.name ?? "", place, all: home.rooms.length, category: nameOf(home.category?.id ?? null) }));
    }
    const ok = await order.run(() => scope.ask().orderChannels(after), {
      loud: true,
      words: (cause) => (troubleOf(cause).code === "conflict" ? t("rooms.stale") : null),
    });
    if (!ok) scope.apply({ t: "channel_order", d: { space_id: scope.id(), places: before } });
  };
  const sort = createSort((id, target, side) => {
    const after = side === "after" ? 1 : 0;
    const categories = branches().flatMap((one) => (one.category ? [one.category.id] : []));
    if (categories.includes(id)) {
      const rest = categories.filter((one) => one !== id);
      return void save(moveCategory(branches(), id, rest.indexOf(target) + after), id);
    }
    // A room dropped on the head of a category, or on an empty place, goes into it.
    const head = branches().find((one) => (one.category?.id ?? LOOSE) === target);
    if (head) return void save(moveRoom(branches(), id, head.category?.id ?? null, 0), id);
    const home = branches().find((one) => one.rooms.some((room) => room.id === target));
    const rest = home?.rooms.filter((room) => room.id !== id) ?? [];
    void save(moveRoom(branches(), id, home?.category?.id ?? null, rest.findIndex((room) => room.id === target) + after), id);
  });
  const isCategory = (id: Id) => branches().some((one) => one.category?.id === id);
  const mover = (channel: Channel) => ({
    up: () => void save(step(branches(), channel.id, -1), channel.id),
    down: () => void save(step(branches(), channel.id, 1), channel.id),
    to: (parent: Id | null) => void save(moveRoom(branches(), channel.id, parent, Number.MAX_SAFE_INTEGER), channel.id),
    homes: channel.kind === "category" ? [] : branches().map((one) => ({ id: one.category?.id ?? null, name: nameOf(one.category?.id ?? null) })),
  });

  return (
    <Column
      title={t("rooms.title")}
      lead={mayMake() ? t("rooms.intro") : undefined}
      act={
        <Show when={mayMake()}>
          <div class="set-acts">
            <Button icon={FolderPlus} onClick={() => setMaking({ kind: "category", parent: null })}>
              {t("rooms.newCategory")}
            </Button>
            <Button kind="primary" icon={Plus} onClick={() => setMaking({ kind: "room", parent: null })}>
              {t("rooms.newRoom")}
            </Button>
          </div>
        </Show>
      }
    >
      <Show when={scope.channels().length > 0} fallback={<EmptyState title={t("rooms.empty")}>{t("rooms.emptyBody")}</EmptyState>}>
        <For each={branches().filter((one) => one.category || one.rooms.length > 0 || sort.dragged())}>
          {(branch) => (
            <section class="branch" aria-label={branch.category?.name ?? t("rooms.loose")}>
              <div
                class="branch-head"
                data-drop={sort.sideOf(branch.category?.id ?? LOOSE)}
                {...sort.row(branch.category?.id ?? LOOSE, {
                  fixed: !branch.category || !mayChange(branch.category),
                  accepts: (moving) => branch.category !== null || !isCategory(moving),
                })}
              >
                <Show when={branch.category && mayChange(branch.category) ? branch.category : null}>
                  {(category) => <RoomGrip channel={category()} mover={mover(category())} />}
                </Show>
                <h2>
                  <bdi>{branch.category?.name ?? t("rooms.loose")}</bdi>
                </h2>
                <span class="end">
                  <Show when={branch.category}>
                    {(category) => (
                      <>
                        <Show when={mayChange(category())}>
                          <IconButton
                            size="sm"
                            icon={Plus}
                            label={t("rooms.newRoomIn", { category: category().name ?? "" })}
                            onClick={() => setMaking({ kind: "room", parent: category().id })}
                          />
                        </Show>
                        <RoomMenu channel={category()} mover={mover(category())} onDelete={() => setDeleting(category())} />
                      </>
                    )}
                  </Show>
                </span>
              </div>
              <Show
                when={branch.rooms.length > 0}
                fallback={<div class="set-card branch-empty">{t("rooms.emptyCategory")}</div>}
              >
                <List label={branch.category?.name ?? t("rooms.loose")}>
                  <For each={branch.rooms}>
                    {(room) => (
                      <RoomRow room={room} sort={sort} mover={mover(room)} accepts={(moving) => !isCategory(moving)} onDelete={() => setDeleting(room)} />
                    )}
                  </For>
                </List>
              </Show>
            </section>
          )}
        </For>
      </Show>
      <div class="visually-hidden" role="status">
        {said()}
      </div>
      <NewRoom making={making()} onClose={() => setMaking(null)} />
      <DeleteRoom channel={deleting()} onClose={() => setDeleting(null)} />
    </Column>
  );
}
