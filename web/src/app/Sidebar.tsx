/** The sidebar: the space and its menu, its rooms, and one's own card at the foot. */
import { createSignal, type JSX } from "solid-js";
import ChevronDown from "lucide-solid/icons/chevron-down";
import Settings from "lucide-solid/icons/settings";
import UserPlus from "lucide-solid/icons/user-plus";
import { useNavigate } from "@solidjs/router";
import { CreateRoom, RoomList } from "~/features/channels";
import { Face } from "~/features/messages/Face";
import { useScene } from "~/features/messages/scene";
import { explain } from "~/features/messages/trouble";
import { InvitePeople, LeaveSpace } from "~/features/spaces/live";
import type { Id, Perm, Space } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { Icon } from "~/ui/Icon";
import { IconButton } from "~/ui/IconButton";
import { Menu, MenuItem, MenuLine } from "~/ui/Menu";
import type { ShellPaths } from "./Shell";

const SETTING_PERMS: Perm[] = ["manage_space", "manage_roles", "manage_channels", "manage_invites", "ban_members", "kick_members", "view_audit_log", "manage_nicknames", "timeout_members"];

export function Sidebar(props: { space: Space; channelId: Id | undefined; paths: ShellPaths }): JSX.Element {
  const scene = useScene();
  const navigate = useNavigate();
  const [creating, setCreating] = createSignal<{ parentId: Id | null; isSection: boolean } | null>(null);
  const [isInviting, setIsInviting] = createSignal(false);
  const [isLeaving, setIsLeaving] = createSignal(false);
  const may = (perm: Perm) => props.space.permissions.includes(perm);
  const markRead = (path: string) => void scene.live.ask("POST", path).catch((thrown: unknown) => scene.notify(explain(scene.t, thrown), "bad"));
  return (
    <>
      <div class="side-head">
        <Menu trigger={(attrs) => <button type="button" {...attrs} class="space-name" aria-label={scene.t("space.menu", { name: props.space.name })}><b class="cut"><bdi>{props.space.name}</bdi></b><Icon of={ChevronDown} size="sm" /></button>}>
          <Show when={may("create_invites")}><MenuItem icon={UserPlus} onSelect={() => setIsInviting(true)}>{scene.t("invite.people")}</MenuItem></Show>
          <MenuItem onSelect={() => markRead(`/spaces/${props.space.id}/ack`)}>{scene.t("space.mark_read")}</MenuItem>
          <MenuItem onSelect={() => markRead("/me/ack-all")}>{scene.t("space.mark_all_read")}</MenuItem>
          <Show when={may("manage_channels")}>
            <MenuItem onSelect={() => setCreating({ parentId: null, isSection: false })}>{scene.t("room.new")}</MenuItem>
            <MenuItem onSelect={() => setCreating({ parentId: null, isSection: true })}>{scene.t("room.new_section")}</MenuItem>
          </Show>
          <Show when={SETTING_PERMS.some(may)}><MenuItem icon={Settings} onSelect={() => navigate(props.paths.spaceSettings(props.space.id))}>{scene.t("space.settings")}</MenuItem></Show>
          <Show when={props.space.owner_id !== scene.live.world.me?.id}><MenuLine /><MenuItem danger onSelect={() => setIsLeaving(true)}>{scene.t("space.leave")}</MenuItem></Show>
        </Menu>
        <span class="grow" />
        <Show when={may("create_invites")}><IconButton size="sm" icon={UserPlus} label={scene.t("invite.people")} onClick={() => setIsInviting(true)} /></Show>
      </div>
      <p class="side-count">{scene.t("shell.members", { n: props.space.member_count })}</p>
      <RoomList spaceId={props.space.id} channelId={props.channelId} pathOf={(id) => props.paths.room(props.space.id, id)} onCreate={(parentId) => setCreating({ parentId, isSection: false })} />
      <CreateRoom spaceId={props.space.id} target={creating()} onClose={() => setCreating(null)} onMade={(channel) => navigate(props.paths.room(props.space.id, channel.id))} />
      <InvitePeople open={isInviting()} space={props.space} onClose={() => setIsInviting(false)} />
      <LeaveSpace open={isLeaving()} space={props.space} onClose={() => setIsLeaving(false)} />
    </>
  );
}

export function OwnCard(props: { settings: string }): JSX.Element {
  const scene = useScene();
  return (
    <Show when={scene.live.world.me}>
      {(me) => (
        <div class="me">
          <Face person={me()} size={32} />
          <div class="grow nm"><div class="cut strong"><bdi>{me().display_name}</bdi></div><div class="cut xs faint"><bdi>{me().username}</bdi></div></div>
          <a class="icon-btn icon-btn--sm" href={props.settings} aria-label={scene.t("shell.settings")} title={scene.t("shell.settings")}><Icon of={Settings} /></a>
        </div>
      )}
    </Show>
  );
}
