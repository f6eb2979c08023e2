/** Asks before a room or a category goes. */

import { createAct, orThrow } from "~/features/identity/settings";
import type { Channel } from "~/lib/api/wire";
import { ConfirmDialog } from "~/ui";
import { useSpaceWords } from "../words";
import { useScope } from "./scope";

export function DeleteRoom(props: { channel: Channel | null; onClose: () => void; onDeleted?: () => void }) {
  const scope = useScope();
  const { t } = useSpaceWords();
  const act = createAct();
  const isCategory = () => props.channel?.kind === "category";
  const name = () => props.channel?.name ?? "";
  const inside = () => scope.channels().filter((channel) => channel.parent_id === props.channel?.id).length;
  const remove = async () => {
    const channel = props.channel;
    if (!channel) return;
    await orThrow(
      act.run(
        async () => {
          await scope.ask().deleteChannel(channel.id);
          props.onDeleted?.();
          scope.apply({ t: "channel_delete", d: { space_id: scope.id(), channel_id: channel.id, reason: "deleted" } });
        },
        { done: () => t("rooms.deleted", { name: channel.name ?? "" }) },
      ),
    );
  };
  return (
    <ConfirmDialog
      open={props.channel !== null}
      onOpenChange={(open) => {
        if (open) return;
        act.clear();
        props.onClose();
      }}
      title={t(isCategory() ? "rooms.deleteCategoryTitle" : "rooms.deleteRoomTitle", { name: name() })}
      lead={isCategory() ? t("rooms.deleteCategoryBody", { n: inside() }) : t("rooms.deleteRoomBody")}
      act={t(isCategory() ? "rooms.deleteCategoryAct" : "rooms.deleteRoomAct")}
      busyLabel={t("rooms.deleting")}
      error={act.error()}
      onConfirm={remove}
    />
  );
}
