/** What only the owner can do: hand the space over, or delete it by typing its name. */

import KeyRound from "lucide-solid/icons/key-round";
import Trash2 from "lucide-solid/icons/trash";
import { useNavigate } from "@solidjs/router";
import { createSignal } from "solid-js";
import { ActError, createAct, orThrow } from "~/features/identity/settings";
import type { Member } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { useReauth } from "~/lib/reauth";
import { Button, ConfirmDialog, Dialog, List, ListRow, PageSection } from "~/ui";
import { useSpaceWords } from "../words";
import { PersonPicker } from "./PersonPicker";
import { useScope } from "./scope";

export function OwnerActs() {
  const scope = useScope();
  const { t } = useSpaceWords();
  const [open, setOpen] = createSignal<"hand" | "delete" | null>(null);
  return (
    <PageSection title={t("overview.end")}>
      <Show when={scope.isOwner()} fallback={<p class="set-soft">{t("overview.ownerOnly", { owner: scope.ownerName() })}</p>}>
        <List label={t("overview.end")}>
          <ListRow
            icon={KeyRound}
            title={t("overview.handOver")}
            detail={t("overview.handOverHint")}
            end={<Button onClick={() => setOpen("hand")}>{t("overview.handOver")}</Button>}
          />
          <ListRow
            icon={Trash2}
            title={t("overview.delete")}
            detail={t("overview.deleteHint")}
            end={<Button kind="danger-quiet" onClick={() => setOpen("delete")}>{t("overview.deleteAct")}</Button>}
          />
        </List>
        <HandOver open={open() === "hand"} onClose={() => setOpen(null)} />
        <DeleteSpace open={open() === "delete"} onClose={() => setOpen(null)} />
      </Show>
    </PageSection>
  );
}

function HandOver(props: { open: boolean; onClose: () => void }) {
  const scope = useScope();
  const { t } = useSpaceWords();
  const { withReauth } = useReauth();
  const act = createAct();
  const [chosen, setChosen] = createSignal<Member | null>(null);
  const nameOf = (member: Member) => member.nick ?? member.user.display_name;
  const close = () => {
    setChosen(null);
    act.clear();
    props.onClose();
  };
  const go = async () => {
    const member = chosen();
    if (!member) return;
    const ok = await act.run(
      async () => {
        const space = await withReauth(() => scope.ask().handOver(member.user.id));
        scope.apply({ t: "space_update", d: space });
        scope.apply({ t: "permissions_update", d: { space_id: space.id, space: space.permissions, channels: {} } });
      },
      { done: () => t("overview.handedOver", { name: nameOf(member), space: scope.space().name }) },
    );
    if (ok) close();
  };
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => !open && close()}
      title={t("overview.handOverTitle", { space: scope.space().name })}
      lead={t("overview.handOverBody")}
      acts={
        <>
          <Button kind="primary" busy={act.busy()} busyLabel={t("overview.handingOver")} disabled={chosen() === null} onClick={() => void go()}>
            {chosen() ? t("overview.handOverAct", { name: nameOf(chosen() as Member) }) : t("overview.handOverNone")}
          </Button>
        </>
      }
    >
      <PersonPicker
        label={t("overview.handOverTo")}
        none={t("roles.addNone")}
        chosen={chosen()}
        onChoose={setChosen}
        without={(member) => member.owner || member.user.bot || member.user.id === scope.selfId()}
      />
      <ActError of={act} />
    </Dialog>
  );
}

function DeleteSpace(props: { open: boolean; onClose: () => void }) {
  const scope = useScope();
  const { t } = useSpaceWords();
  const { withReauth } = useReauth();
  const navigate = useNavigate();
  const act = createAct();
  const rooms = () => scope.channels().filter((channel) => channel.kind !== "category").length;
  const go = () => {
    const { id, name } = scope.space();
    return orThrow(
      act.run(
        async () => {
          await withReauth(() => scope.ask().remove(name));
          navigate("/", { replace: true });
          scope.apply({ t: "space_delete", d: { space_id: id, reason: "deleted" } });
        },
        { done: () => t("overview.deleted", { space: name }) },
      ),
    );
  };
  return (
    <ConfirmDialog
      open={props.open}
      onOpenChange={(open) => !open && (act.clear(), props.onClose())}
      title={t("overview.deleteTitle", { space: scope.space().name })}
      lead={t("overview.deleteBody", { n: scope.space().member_count, rooms: t("overview.deleteRooms", { n: rooms() }) })}
      typed={scope.space().name}
      act={t("overview.deleteAct")}
      busyLabel={t("overview.deleting")}
      error={act.error()}
      onConfirm={go}
    />
  );
}
