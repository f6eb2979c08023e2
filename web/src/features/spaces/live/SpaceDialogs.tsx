/** Making a space, inviting people into one, and leaving it. */
import { createEffect, createSignal, type JSX } from "solid-js";
import { useScene } from "~/features/messages/scene";
import { explain } from "~/features/messages/trouble";
import type { Invite, Space } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { Button } from "~/ui/Button";
import { ConfirmDialog } from "~/ui/ConfirmDialog";
import { Dialog } from "~/ui/Dialog";
import { Select } from "~/ui/Select";
import { TextField } from "~/ui/TextField";

export function CreateSpace(props: { open: boolean; onClose: () => void; onMade: (space: Space) => void }): JSX.Element {
  const scene = useScene();
  const [name, setName] = createSignal("");
  const [about, setAbout] = createSignal("");
  const [isBusy, setIsBusy] = createSignal(false);
  const [error, setError] = createSignal<string | null>(null);
  createEffect(() => {
    if (!props.open) return;
    setName("");
    setAbout("");
    setError(null);
  });
  const make = async (event: Event) => {
    event.preventDefault();
    if (isBusy()) return;
    setIsBusy(true);
    try {
      const space = await scene.live.ask<Space>("POST", "/spaces", { name: name(), description: about().trim() || null });
      props.onClose();
      props.onMade(space);
    } catch (thrown) {
      setError(explain(scene.t, thrown));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Dialog open={props.open} onOpenChange={(isOpen) => !isOpen && props.onClose()} title={scene.t("space.create")} lead={scene.t("space.create_text")} keepOpen={name() !== "" && isBusy()}
      acts={<><Button kind="quiet" onClick={props.onClose}>{scene.t("ui.cancel")}</Button><Button kind="primary" type="submit" form="create-space" busy={isBusy()} busyLabel={scene.t("space.creating")}>{scene.t("space.create")}</Button></>}>
      <form id="create-space" class="form" onSubmit={(event) => void make(event)}>
        <TextField label={scene.t("space.name")} value={name()} onInput={setName} minlength={2} maxlength={100} required autocomplete="off" error={error() ?? undefined} />
        <TextField label={scene.t("space.about")} value={about()} onInput={setAbout} maxlength={1000} autocomplete="off" />
      </form>
    </Dialog>
  );
}

const LIVES = ["3600", "86400", "604800", "2592000"] as const;
const USES = ["0", "1", "5", "25", "100"] as const;

export function InvitePeople(props: { open: boolean; space: Space; onClose: () => void }): JSX.Element {
  const scene = useScene();
  const [life, setLife] = createSignal<(typeof LIVES)[number]>("604800");
  const [uses, setUses] = createSignal<(typeof USES)[number]>("0");
  const [invite, setInvite] = createSignal<Invite | null>(null);
  const [isBusy, setIsBusy] = createSignal(false);
  const [error, setError] = createSignal<string | null>(null);
  createEffect(() => {
    if (props.open) setInvite(null);
    setError(null);
  });
  const link = () => `${location.origin}/join/${invite()?.code ?? ""}`;
  const make = async () => {
    setIsBusy(true);
    setError(null);
    try {
      setInvite(await scene.live.ask<Invite>("POST", `/spaces/${props.space.id}/invites`, { expires_in_seconds: Number(life()), max_uses: Number(uses()) }));
    } catch (thrown) {
      setError(explain(scene.t, thrown));
    } finally {
      setIsBusy(false);
    }
  };
  const copy = () => void navigator.clipboard.writeText(link()).then(() => scene.notify(scene.t("invite.copied")), () => scene.notify(scene.t("act.failed"), "bad"));
  const lives = () => LIVES.map((value, at) => ({ value, label: [scene.t("invite.hour"), scene.t("invite.day"), scene.t("invite.week"), scene.t("invite.month")][at] ?? value }));
  const counts = () => USES.map((value) => ({ value, label: value === "0" ? scene.t("invite.uses_any") : scene.t("invite.uses_n", { n: Number(value) }) }));
  return (
    <Dialog open={props.open} onOpenChange={(isOpen) => !isOpen && props.onClose()} title={scene.t("invite.title", { name: props.space.name })}
      acts={<Show when={invite()} fallback={<Button kind="primary" busy={isBusy()} busyLabel={scene.t("invite.making")} onClick={() => void make()}>{scene.t("invite.make")}</Button>}><Button kind="primary" onClick={copy}>{scene.t("invite.copy")}</Button></Show>}>
      <div class="form">
        <Show when={invite()} fallback={
          <>
            <Select label={scene.t("invite.lasts")} value={life()} onChange={setLife} options={lives()} />
            <Select label={scene.t("invite.uses")} value={uses()} onChange={setUses} options={counts()} />
          </>
        }>
          {(made) => <TextField label={scene.t("invite.link")} value={link()} onInput={() => undefined} readonly dir="ltr" hint={scene.t("invite.ends", { time: scene.formats().full(made().expires_at) })} />}
        </Show>
        <Show when={error()}>{(words) => <p class="field__error" role="alert">{words()}</p>}</Show>
      </div>
    </Dialog>
  );
}

export function LeaveSpace(props: { open: boolean; space: Space; onClose: () => void }): JSX.Element {
  const scene = useScene();
  const [error, setError] = createSignal<string | null>(null);
  const leave = async () => {
    try {
      await scene.live.ask("DELETE", `/spaces/${props.space.id}/members/me`);
      scene.notify(scene.t("space.left", { name: props.space.name }));
      scene.live.apply({ t: "space_delete", d: { space_id: props.space.id, reason: "left" } });
    } catch (thrown) {
      setError(explain(scene.t, thrown));
      throw thrown;
    }
  };
  return <ConfirmDialog open={props.open} onOpenChange={(isOpen) => !isOpen && props.onClose()} title={scene.t("space.leave_title", { name: props.space.name })} lead={scene.t("space.leave_text")} keep={scene.t("space.stay")} act={scene.t("space.leave")} onConfirm={leave} error={error()} />;
}
