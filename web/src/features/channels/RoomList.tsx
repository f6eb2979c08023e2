/** The rooms of a space in the sidebar, under sections that fold. */
import { createMemo, createSignal, For, type JSX } from "solid-js";
import BellOff from "lucide-solid/icons/bell-off";
import ChevronDown from "lucide-solid/icons/chevron-down";
import Hash from "lucide-solid/icons/hash";
import LockKeyhole from "lucide-solid/icons/lock-keyhole";
import Plus from "lucide-solid/icons/plus";
import Volume2 from "lucide-solid/icons/volume-2";
import { roving } from "~/app/roving";
import { useScene } from "~/features/messages/scene";
import { LevelEntries } from "~/features/notifications";
import type { Channel, Id } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { isSilent } from "~/lib/levels";
import { useMarks } from "~/lib/store";
import { Badge } from "~/ui/Badge";
import { Icon } from "~/ui/Icon";
import { IconButton } from "~/ui/IconButton";
import { MenuAt, spotOf, type MenuSpot } from "~/ui/Menu";
import type { Branch } from "~/features/spaces/rooms";
import { sectionsOf } from "./state";

const FOLDED = "snug.folded";
/** Stands for the rooms outside of any section. */
const LOOSE = "";

function readFolded(): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(FOLDED) ?? "[]");
    return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string").slice(0, 500) : [];
  } catch {
    return [];
  }
}

export function RoomList(props: { spaceId: Id; channelId: Id | undefined; pathOf: (channelId: Id) => string; onCreate: (parentId: Id | null) => void }): JSX.Element {
  const scene = useScene();
  const [folded, setFolded] = createSignal(readFolded());
  const toggle = (id: Id) => {
    setFolded((list) => (list.includes(id) ? list.filter((one) => one !== id) : [...list, id]));
    try {
      localStorage.setItem(FOLDED, JSON.stringify(folded()));
    } catch {
      // Folded until the page is left.
    }
  };
  const sections = createMemo(() => new Map(sectionsOf(scene.live.world, props.spaceId).map((section) => [section.category?.id ?? LOOSE, section])));
  const [asked, setAsked] = createSignal<(MenuSpot & { room: Channel }) | null>(null);
  const openMenu = (event: MouseEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>("a.ch");
    const room = scene.live.world.channels[row?.dataset["room"] ?? ""];
    if (!row || !room) return;
    event.preventDefault();
    setAsked({ ...spotOf(row, event), room });
  };
  return (
    <div class="side-body" onKeyDown={(event) => roving(event, "a.ch, button.fold")} onContextMenu={openMenu}>
      {/* By id, so that a new room leaves the rows of all others as they are. */}
      <For each={[...sections().keys()]}>
        {(id) => (
          <Show when={sections().get(id)}>
            {(section) => (
              <Section section={section()} channelId={props.channelId} pathOf={props.pathOf} onCreate={props.onCreate} isFolded={folded().includes(id)} onToggle={() => id !== LOOSE && toggle(id)} />
            )}
          </Show>
        )}
      </For>
      <MenuAt spot={asked()} label={scene.t("level.title")} onClose={() => setAsked(null)}>
        <Show when={asked()}>{(spot) => <LevelEntries scope={{ id: spot().room.id, kind: "channel", name: spot().room.name ?? "" }} />}</Show>
      </MenuAt>
    </div>
  );
}

interface SectionProps {
  section: Branch<Channel>;
  channelId: Id | undefined;
  pathOf: (channelId: Id) => string;
  onCreate: (parentId: Id | null) => void;
  isFolded: boolean;
  onToggle: () => void;
}

function Section(props: SectionProps): JSX.Element {
  const scene = useScene();
  const marks = useMarks();
  const isMarked = (id: Id) => {
    const mark = marks.room(id);
    return mark.unread || mark.mentions > 0;
  };
  const shown = () => props.section.rooms.filter((one) => !props.isFolded || one.id === props.channelId || isMarked(one.id));
  const mayCreate = (category: Channel) => category.permissions.includes("manage_channels");
  return (
    <section>
      <Show when={props.section.category}>
        {(category) => (
          <div class="cat">
            <button type="button" class="fold" tabindex="-1" aria-expanded={!props.isFolded} onClick={props.onToggle}>
              <span class="chevron" classList={{ folded: props.isFolded }}><Icon of={ChevronDown} size="sm" /></span><bdi class="cut">{category().name}</bdi>
            </button>
            <Show when={mayCreate(category())}>
              <IconButton icon={Plus} size="sm" label={scene.t("room.new_in", { name: category().name ?? "" })} onClick={() => props.onCreate(category().id)} />
            </Show>
          </div>
        )}
      </Show>
      <ul><For each={shown()}>{(channel) => <li><RoomRow channel={channel} isOpen={channel.id === props.channelId} path={props.pathOf(channel.id)} /></li>}</For></ul>
    </section>
  );
}

export function roomIcon(channel: Channel) {
  return channel.kind === "voice" ? Volume2 : channel.encryption === "required" ? LockKeyhole : Hash;
}

function RoomRow(props: { channel: Channel; isOpen: boolean; path: string }): JSX.Element {
  const scene = useScene();
  const marks = useMarks();
  const mark = createMemo(() => marks.room(props.channel.id));
  const isMuted = () => isSilent(scene.live.world, props.channel.id, marks.nowMs());
  const mentions = () => mark().mentions + mark().quiet;
  return (
    <a class="ch" classList={{ on: props.isOpen, unread: mark().unread && !props.isOpen, muted: isMuted() }} href={props.path} tabindex={props.isOpen ? 0 : -1}
      aria-current={props.isOpen ? "page" : undefined} title={props.channel.name ?? ""} data-room={props.channel.id}>
      <Icon of={roomIcon(props.channel)} />
      <span class="cut"><bdi>{props.channel.name}</bdi></span>
      <Show when={mark().unread && !props.isOpen}><span class="visually-hidden">{scene.t("shell.unread")}</span></Show>
      <Show when={mentions() > 0 || isMuted()}>
        <span class="end">
          <Show when={mentions() > 0}><Badge count={mentions()} calm={mark().mentions === 0} label={scene.t("shell.mentions", { n: mentions() })} /></Show>
          <Show when={isMuted()}><Icon of={BellOff} size="sm" /><span class="visually-hidden">{scene.t("level.muted")}</span></Show>
        </span>
      </Show>
    </a>
  );
}
