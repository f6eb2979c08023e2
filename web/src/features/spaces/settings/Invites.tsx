/** Live invites of the space: make one, copy its link, end it. */

import Copy from "lucide-solid/icons/copy";
import Link from "lucide-solid/icons/link";
import UserPlus from "lucide-solid/icons/user-plus";
import { createSignal, onCleanup } from "solid-js";
import { Column, createAct, orThrow, useSettingsWords } from "~/features/identity/settings";
import type { Invite } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { createPaged } from "~/lib/paged";
import { Button, ConfirmDialog, EmptyState, IconButton, ListRow, Tag, useToaster } from "~/ui";
import { useSpaceWords } from "../words";
import { NewInvite } from "./NewInvite";
import { PagedList } from "~/features/frame/PagedList";
import { useScope } from "./scope";

export const inviteLink = (code: string): string => new URL(`/join/${code}`, window.location.origin).href;

export function Invites() {
  const scope = useScope();
  const { t, formats } = useSpaceWords();
  const common = useSettingsWords();
  const toaster = useToaster();
  const revoking = createAct();
  const [making, setMaking] = createSignal(false);
  const [ending, setEnding] = createSignal<Invite | null>(null);
  const list = createPaged(() => scope.id(), (_, cursor) => scope.ask().invites(cursor));
  const add = (invite: Invite) => {
    list.remove((one) => one.code === invite.code);
    list.prepend(invite);
  };
  const off = scope.live.listen((event) => {
    if (event.t === "invite_create" && event.d.space_id === scope.id()) add(event.d.invite);
    else if (event.t === "invite_delete" && event.d.space_id === scope.id()) list.remove((one) => one.code === event.d.code);
  });
  onCleanup(off);
  const copy = async (code: string) => {
    try {
      await navigator.clipboard.writeText(inviteLink(code));
      toaster.show({ text: t("invites.copied") });
    } catch {
      toaster.show({ text: common.t("common.copyFailed"), kind: "error" });
    }
  };
  const isOver = (invite: Invite) => Date.parse(invite.expires_at) <= Date.now();
  const isUsedUp = (invite: Invite) => invite.max_uses > 0 && invite.uses >= invite.max_uses;
  const mayEnd = (invite: Invite) => scope.can("manage_invites") || invite.creator.id === scope.selfId();
  const roomName = (id: string | null) => scope.channels().find((channel) => channel.id === id)?.name;
  const detail = (invite: Invite) => {
    const uses = invite.max_uses === 0 ? t("invites.usedEndless", { n: invite.uses }) : t("invites.used", { uses: invite.uses, max: invite.max_uses });
    const room = roomName(invite.channel_id);
    return [
      t("invites.by", { name: invite.creator.display_name }),
      uses,
      t("invites.ends", { time: formats().ago(invite.expires_at, Date.now()) }),
      ...(room ? [t("invites.into", { room: `#${room}` })] : []),
    ].join(" · ");
  };
  const end = async () => {
    const invite = ending();
    if (!invite) return;
    await orThrow(
      revoking.run(
        async () => {
          await scope.ask().revokeInvite(invite.code);
          list.remove((one) => one.code === invite.code);
        },
        { done: () => t("invites.revoked") },
      ),
    );
  };
  const create = (kind: "primary" | "plain") => (
    <Show when={scope.can("create_invites")}>
      <Button kind={kind} icon={UserPlus} onClick={() => setMaking(true)}>
        {t("invites.create")}
      </Button>
    </Show>
  );
  return (
    <Column
      title={t("invites.title")}
      lead={
        <>
          {t("invites.intro")} <Show when={!scope.can("manage_invites")}>{t("invites.introOwn")}</Show>
        </>
      }
      act={<Show when={list.items.length > 0}>{create("primary")}</Show>}
    >
      <div class="set-tools" />
      <PagedList
        list={list}
        label={t("invites.title")}
        more={t("invites.more")}
        empty={<EmptyState icon={Link} title={t("invites.empty")} act={create("primary")}>{t("invites.emptyBody")}</EmptyState>}
      >
          {(invite) => (
            <ListRow
              icon={Link}
              title={<span class="set-code">{invite.code}</span>}
              tags={
                <>
                  <Show when={isOver(invite)}><Tag>{t("invites.expired")}</Tag></Show>
                  <Show when={!isOver(invite) && isUsedUp(invite)}><Tag>{t("invites.usedUp")}</Tag></Show>
                </>
              }
              detail={detail(invite)}
              end={
                <>
                  <IconButton icon={Copy} label={`${t("invites.copy")}, ${t("invites.codeName", { code: invite.code })}`} onClick={() => void copy(invite.code)} />
                  <Show when={mayEnd(invite)}>
                    <Button size="sm" kind="danger-quiet" aria-label={`${t("invites.revoke")}, ${t("invites.codeName", { code: invite.code })}`} onClick={() => setEnding(invite)}>
                      {t("invites.revoke")}
                    </Button>
                  </Show>
                </>
              }
            />
          )}
      </PagedList>
      <Show when={making()}>
        <NewInvite onClose={() => setMaking(false)} onMade={add} onCopy={(code) => void copy(code)} />
      </Show>
      <ConfirmDialog
        open={ending() !== null}
        onOpenChange={(open) => {
          if (!open) setEnding(null);
          revoking.clear();
        }}
        title={t("invites.revokeTitle")}
        lead={t("invites.revokeBody")}
        quote={<span class="set-code">{ending()?.code}</span>}
        act={t("invites.revokeAct")}
        busyLabel={t("invites.revoking")}
        error={revoking.error()}
        onConfirm={end}
      />
    </Column>
  );
}
