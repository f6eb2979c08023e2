/** Makes an invite and shows its link to copy. */

import Copy from "lucide-solid/icons/copy";
import { createSignal } from "solid-js";
import { ActError, createAct, useSettingsWords } from "~/features/identity/settings";
import type { Invite } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { INVITE_DEFAULT_SECONDS, INVITE_SECONDS, INVITE_USES, inUnits } from "~/lib/rules";
import { Button, Dialog, Select, TextField } from "~/ui";
import { useSpaceWords } from "../words";
import { inviteLink } from "./Invites";
import { useScope } from "./scope";

export function NewInvite(props: { onClose: () => void; onMade: (invite: Invite) => void; onCopy: (code: string) => void }) {
  const scope = useScope();
  const { t } = useSpaceWords();
  const common = useSettingsWords();
  const act = createAct();
  const [seconds, setSeconds] = createSignal(String(INVITE_DEFAULT_SECONDS));
  const [uses, setUses] = createSignal("0");
  const [room, setRoom] = createSignal("");
  const [made, setMade] = createSignal<Invite | null>(null);
  const length = (value: number) => {
    const { unit, count } = inUnits(value);
    return t(`time.${unit}`, { n: count });
  };
  const usesLabel = (count: number) => (count === 0 ? t("invites.usesEndless") : count === 1 ? t("invites.usesOnce") : t("invites.usesMany", { n: count }));
  const rooms = () => scope.channels().filter((channel) => channel.kind === "text").toSorted((a, b) => a.position - b.position);
  const make = () =>
    act.run(async () => {
      const invite = await scope.ask().createInvite({ max_uses: Number(uses()), expires_in_seconds: Number(seconds()), channel_id: room() || null });
      setMade(invite);
      props.onMade(invite);
    });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t(made() ? "invites.ready" : "invites.createTitle")}
      lead={made() ? t("invites.readyBody") : undefined}
      acts={
        <Show
          when={made()}
          fallback={
            <>
              <Button kind="quiet" onClick={() => props.onClose()}>{common.t("common.cancel")}</Button>
              <Button kind="primary" busy={act.busy()} busyLabel={t("invites.creating")} onClick={() => void make()}>{t("invites.createAct")}</Button>
            </>
          }
        >
          {(invite) => (
            <>
              <Button kind="quiet" onClick={() => props.onClose()}>{t("invites.done")}</Button>
              <Button kind="primary" icon={Copy} onClick={() => props.onCopy(invite().code)}>{t("invites.copy")}</Button>
            </>
          )}
        </Show>
      }
    >
      <Show
        when={made()}
        fallback={
          <div class="dialog-form">
            <Select label={t("invites.expiry")} value={seconds()} onChange={setSeconds} options={INVITE_SECONDS.map((one) => ({ value: String(one), label: length(one) }))} />
            <Select label={t("invites.uses")} value={uses()} onChange={setUses} options={INVITE_USES.map((one) => ({ value: String(one), label: usesLabel(one) }))} />
            <Select
              label={t("invites.room")}
              value={room()}
              onChange={setRoom}
              options={[{ value: "", label: t("invites.roomFirst") }, ...rooms().map((one) => ({ value: one.id, label: `# ${one.name}` }))]}
            />
          </div>
        }
      >
        {(invite) => (
          <TextField label={t("invites.link")} value={inviteLink(invite().code)} readonly dir="ltr" onInput={() => undefined} onFocus={(event) => event.currentTarget.select()} />
        )}
      </Show>
      <ActError of={act} />
    </Dialog>
  );
}
