/** Making a space, inviting people into one, and leaving it. */
import { createEffect, createSignal, Show, type JSX } from "solid-js";
import { useScene } from "~/features/messages/scene";
import { explain } from "~/features/messages/trouble";
import type { Invite, Space } from "~/lib/api/wire";
import { Button } from "~/ui/Button";
import { ConfirmDialog } from "~/ui/ConfirmDialog";
import { Dialog } from "~/ui/Dialog";
import { Select } from "~/ui/Select";
import { TextField } from "~/ui/TextField";

export function CreateSpace(props: { open: boolean; on_close: () => void; on_made: (space: Space) => void }): JSX.Element {
  const scene = useScene();
  const [name, set_name] = createSignal("");
  const [about, set_about] = createSignal("");
  const [is_busy, set_is_busy] = createSignal(false);
  const [error, set_error] = createSignal<string | null>(null);
  createEffect(() => {
    if (!props.open) return;
    set_name("");
    set_about("");
    set_error(null);
  });
  const make = async (event: Event) => {
    event.preventDefault();
    if (is_busy()) return;
    set_is_busy(true);
    try {
      const space = await scene.live.ask<Space>("POST", "/spaces", { name: name(), description: about().trim() || null });
      props.on_close();
      props.on_made(space);
    } catch (thrown) {
      set_error(explain(scene.t, thrown));
    } finally {
      set_is_busy(false);
    }
  };
  return (
    <Dialog open={props.open} onOpenChange={(is_open) => !is_open && props.on_close()} title={scene.t("space.create")} lead={scene.t("space.create_text")} keepOpen={name() !== "" && is_busy()}
      acts={<><Button kind="quiet" onClick={props.on_close}>{scene.t("ui.cancel")}</Button><Button kind="primary" type="submit" form="create-space" busy={is_busy()} busyLabel={scene.t("space.creating")}>{scene.t("space.create")}</Button></>}>
      <form id="create-space" class="form" onSubmit={(event) => void make(event)}>
        <TextField label={scene.t("space.name")} value={name()} onInput={set_name} minlength={2} maxlength={100} required autocomplete="off" error={error() ?? undefined} />
        <TextField label={scene.t("space.about")} value={about()} onInput={set_about} maxlength={1000} autocomplete="off" />
      </form>
    </Dialog>
  );
}

const LIVES = ["3600", "86400", "604800", "2592000"] as const;
const USES = ["0", "1", "5", "25", "100"] as const;

export function InvitePeople(props: { open: boolean; space: Space; on_close: () => void }): JSX.Element {
  const scene = useScene();
  const [life, set_life] = createSignal<(typeof LIVES)[number]>("604800");
  const [uses, set_uses] = createSignal<(typeof USES)[number]>("0");
  const [invite, set_invite] = createSignal<Invite | null>(null);
  const [is_busy, set_is_busy] = createSignal(false);
  const [error, set_error] = createSignal<string | null>(null);
  createEffect(() => {
    if (props.open) set_invite(null);
    set_error(null);
  });
  const link = () => `${location.origin}/join/${invite()?.code ?? ""}`;
  const make = async () => {
    set_is_busy(true);
    set_error(null);
    try {
      set_invite(await scene.live.ask<Invite>("POST", `/spaces/${props.space.id}/invites`, { expires_in_seconds: Number(life()), max_uses: Number(uses()) }));
    } catch (thrown) {
      set_error(explain(scene.t, thrown));
    } finally {
      set_is_busy(false);
    }
  };
  const copy = () => void navigator.clipboard.writeText(link()).then(() => scene.notify(scene.t("invite.copied")), () => scene.notify(scene.t("act.failed"), "bad"));
  const lives = () => LIVES.map((value, at) => ({ value, label: [scene.t("invite.hour"), scene.t("invite.day"), scene.t("invite.week"), scene.t("invite.month")][at] ?? value }));
  const counts = () => USES.map((value) => ({ value, label: value === "0" ? scene.t("invite.uses_any") : scene.t("invite.uses_n", { n: Number(value) }) }));
  return (
    <Dialog open={props.open} onOpenChange={(is_open) => !is_open && props.on_close()} title={scene.t("invite.title", { name: props.space.name })}
      acts={<Show when={invite()} fallback={<Button kind="primary" busy={is_busy()} busyLabel={scene.t("invite.making")} onClick={() => void make()}>{scene.t("invite.make")}</Button>}><Button kind="primary" onClick={copy}>{scene.t("invite.copy")}</Button></Show>}>
      <div class="form">
        <Show when={invite()} fallback={
          <>
            <Select label={scene.t("invite.lasts")} value={life()} onChange={set_life} options={lives()} />
            <Select label={scene.t("invite.uses")} value={uses()} onChange={set_uses} options={counts()} />
          </>
        }>
          {(made) => <TextField label={scene.t("invite.link")} value={link()} onInput={() => undefined} readonly dir="ltr" hint={scene.t("invite.ends", { time: scene.formats().full(made().expires_at) })} />}
        </Show>
        <Show when={error()}>{(words) => <p class="field__error" role="alert">{words()}</p>}</Show>
      </div>
    </Dialog>
  );
}

export function LeaveSpace(props: { open: boolean; space: Space; on_close: () => void }): JSX.Element {
  const scene = useScene();
  const [error, set_error] = createSignal<string | null>(null);
  const leave = async () => {
    try {
      await scene.live.ask("DELETE", `/spaces/${props.space.id}/members/me`);
      scene.notify(scene.t("space.left", { name: props.space.name }));
      scene.live.apply({ t: "space_delete", d: { space_id: props.space.id, reason: "left" } });
    } catch (thrown) {
      set_error(explain(scene.t, thrown));
      throw thrown;
    }
  };
  return <ConfirmDialog open={props.open} onOpenChange={(is_open) => !is_open && props.on_close()} title={scene.t("space.leave_title", { name: props.space.name })} lead={scene.t("space.leave_text")} keep={scene.t("space.stay")} act={scene.t("space.leave")} onConfirm={leave} error={error()} />;
}
