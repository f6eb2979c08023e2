/** The sidebar of a space: its name and menu, and its rooms. */
import { createSignal, type JSX } from "solid-js";
import Bell from "lucide-solid/icons/bell";
import BellOff from "lucide-solid/icons/bell-off";
import ChevronDown from "lucide-solid/icons/chevron-down";
import Compass from "lucide-solid/icons/compass";
import Flag from "lucide-solid/icons/flag";
import Settings from "lucide-solid/icons/settings";
import UserPlus from "lucide-solid/icons/user-plus";
import { useNavigate } from "@solidjs/router";
import { CatchUpLink } from "~/features/catch-up/CatchUpLink";
import { CreateRoom, RoomList } from "~/features/channels";
import { useScene } from "~/features/messages/scene";
import { explain } from "~/features/messages/trouble";
import { LevelEntries } from "~/features/notifications";
import { usePalette } from "~/features/palette";
import { InvitePeople, LeaveSpace } from "~/features/spaces/live";
import type { Id, Perm, Space } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { isSilent } from "~/lib/levels";
import { useMarks } from "~/lib/store";
import { Icon } from "~/ui/Icon";
import { IconButton } from "~/ui/IconButton";
import { Menu, MenuItem, MenuLine, MenuMore } from "~/ui/Menu";
import type { ShellPaths } from "./Shell";

const SETTING_PERMS: Perm[] = ["manage_space", "manage_roles", "manage_channels", "manage_invites", "ban_members", "kick_members", "view_audit_log", "manage_nicknames", "timeout_members", "handle_reports"];

export function Sidebar(props: { space: Space; channelId: Id | undefined; paths: ShellPaths }): JSX.Element {
  const scene = useScene();
  const navigate = useNavigate();
  const palette = usePalette();
  const [creating, setCreating] = createSignal<{ parentId: Id | null; isSection: boolean } | null>(null);
  const [isInviting, setIsInviting] = createSignal(false);
  const [isLeaving, setIsLeaving] = createSignal(false);
  const marks = useMarks();
  const isMuted = () => isSilent(scene.live.world, props.space.id, marks.nowMs());
  const menuLabel = () => {
    const label = scene.t("space.menu", { name: props.space.name });
    return isMuted() ? `${label}, ${scene.t("level.muted")}` : label;
  };
  const may = (perm: Perm) => props.space.permissions.includes(perm);
  const report = () => {
    const { id, name, description } = props.space;
    scene.report({ kind: "space", id, name, text: description, at: null, files: [], spaceName: null });
  };
  const markRead = (path: string) => void scene.live.ask("POST", path).catch((thrown: unknown) => scene.notify(explain(scene.t, thrown), "bad"));
  return (
    <>
      <div class="side-head">
        <Menu trigger={(attrs) => <button type="button" {...attrs} class="space-name" aria-label={menuLabel()}><b class="cut"><bdi>{props.space.name}</bdi></b><Icon of={ChevronDown} size="sm" /><Show when={isMuted()}><Icon of={BellOff} size="sm" /></Show></button>}>
          <Show when={may("create_invites")}><MenuItem icon={UserPlus} onSelect={() => setIsInviting(true)}>{scene.t("invite.people")}</MenuItem></Show>
          <MenuMore icon={isMuted() ? BellOff : Bell} label={scene.t("level.title")}><LevelEntries scope={{ id: props.space.id, kind: "space", name: props.space.name }} /></MenuMore>
          <MenuItem onSelect={() => markRead(`/spaces/${props.space.id}/ack`)}>{scene.t("space.mark_read")}</MenuItem>
          <MenuItem onSelect={() => markRead("/me/ack-all")}>{scene.t("space.mark_all_read")}</MenuItem>
          <Show when={may("manage_channels")}>
            <MenuItem onSelect={() => setCreating({ parentId: null, isSection: false })}>{scene.t("room.new")}</MenuItem>
            <MenuItem onSelect={() => setCreating({ parentId: null, isSection: true })}>{scene.t("room.new_section")}</MenuItem>
          </Show>
          <Show when={SETTING_PERMS.some(may)}><MenuItem icon={Settings} onSelect={() => navigate(props.paths.spaceSettings(props.space.id))}>{scene.t("space.settings")}</MenuItem></Show>
          <Show when={props.space.owner_id !== scene.live.world.me?.id}><MenuLine /><MenuItem danger icon={Flag} onSelect={report}>{scene.t("report.space")}</MenuItem><MenuItem danger onSelect={() => setIsLeaving(true)}>{scene.t("space.leave")}</MenuItem></Show>
        </Menu>
        <span class="grow" />
        <IconButton size="sm" icon={Compass} label={scene.t("shell.go_to_what")} shortcut="Ctrl+K" onClick={() => palette.open()} />
        <Show when={may("create_invites")}><IconButton size="sm" icon={UserPlus} label={scene.t("invite.people")} onClick={() => setIsInviting(true)} /></Show>
      </div>
      <p class="side-count">{scene.t("shell.members", { n: props.space.member_count })}</p>
      <div class="side-top"><CatchUpLink path={props.paths.catchUp} /></div>
      <RoomList spaceId={props.space.id} channelId={props.channelId} pathOf={(id) => props.paths.room({ id, space_id: props.space.id })} onCreate={(parentId) => setCreating({ parentId, isSection: false })} />
      <CreateRoom spaceId={props.space.id} target={creating()} onClose={() => setCreating(null)} onMade={(channel) => navigate(props.paths.room(channel))} />
      <InvitePeople open={isInviting()} space={props.space} onClose={() => setIsInviting(false)} />
      <LeaveSpace open={isLeaving()} space={props.space} onClose={() => setIsLeaving(false)} />
    </>
  );
}
