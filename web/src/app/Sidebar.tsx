/** The sidebar: the space and its menu, its rooms, and one's own card at the foot. */
import { createSignal, Show, type JSX } from "solid-js";
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
import { Icon } from "~/ui/Icon";
import { IconButton } from "~/ui/IconButton";
import { Menu, MenuItem, MenuLine } from "~/ui/Menu";
import type { ShellPaths } from "./Shell";

const SETTING_PERMS: Perm[] = ["manage_space", "manage_roles", "manage_channels", "manage_invites", "ban_members", "kick_members", "view_audit_log", "manage_nicknames", "timeout_members"];

export function Sidebar(props: { space: Space; channel_id: Id | undefined; paths: ShellPaths }): JSX.Element {
  const scene = useScene();
  const navigate = useNavigate();
  const [creating, set_creating] = createSignal<{ parent_id: Id | null; is_section: boolean } | null>(null);
  const [is_inviting, set_is_inviting] = createSignal(false);
  const [is_leaving, set_is_leaving] = createSignal(false);
  const may = (perm: Perm) => props.space.permissions.includes(perm);
  const mark_read = () => void scene.live.ask("POST", `/spaces/${props.space.id}/ack`).catch((thrown: unknown) => scene.notify(explain(scene.t, thrown), "bad"));
  return (
    <>
      <div class="side-head">
        <Menu trigger={(attrs) => <button type="button" {...attrs} class="space-name" aria-label={scene.t("space.menu", { name: props.space.name })}><b class="cut"><bdi>{props.space.name}</bdi></b><Icon of={ChevronDown} size="sm" /></button>}>
          <Show when={may("create_invites")}><MenuItem icon={UserPlus} onSelect={() => set_is_inviting(true)}>{scene.t("invite.people")}</MenuItem></Show>
          <MenuItem onSelect={mark_read}>{scene.t("space.mark_read")}</MenuItem>
          <Show when={may("manage_channels")}>
            <MenuItem onSelect={() => set_creating({ parent_id: null, is_section: false })}>{scene.t("room.new")}</MenuItem>
            <MenuItem onSelect={() => set_creating({ parent_id: null, is_section: true })}>{scene.t("room.new_section")}</MenuItem>
          </Show>
          <Show when={SETTING_PERMS.some(may)}><MenuItem icon={Settings} onSelect={() => navigate(props.paths.space_settings(props.space.id))}>{scene.t("space.settings")}</MenuItem></Show>
          <Show when={props.space.owner_id !== scene.live.world.me?.id}><MenuLine /><MenuItem danger onSelect={() => set_is_leaving(true)}>{scene.t("space.leave")}</MenuItem></Show>
        </Menu>
        <span class="grow" />
        <Show when={may("create_invites")}><IconButton size="sm" icon={UserPlus} label={scene.t("invite.people")} onClick={() => set_is_inviting(true)} /></Show>
      </div>
      <p class="side-count">{scene.t("shell.members", { n: props.space.member_count })}</p>
      <RoomList space_id={props.space.id} channel_id={props.channel_id} path_of={(id) => props.paths.room(props.space.id, id)} on_create={(parent_id) => set_creating({ parent_id, is_section: false })} />
      <CreateRoom space_id={props.space.id} target={creating()} on_close={() => set_creating(null)} on_made={(channel) => navigate(props.paths.room(props.space.id, channel.id))} />
      <InvitePeople open={is_inviting()} space={props.space} on_close={() => set_is_inviting(false)} />
      <LeaveSpace open={is_leaving()} space={props.space} on_close={() => set_is_leaving(false)} />
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
