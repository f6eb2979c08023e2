/** The rooms of a space in the sidebar, under sections that fold. */
import { createSignal, For, Show, type JSX } from "solid-js";
import ChevronDown from "lucide-solid/icons/chevron-down";
import Hash from "lucide-solid/icons/hash";
import LockKeyhole from "lucide-solid/icons/lock-keyhole";
import Plus from "lucide-solid/icons/plus";
import Volume2 from "lucide-solid/icons/volume-2";
import { roving } from "~/app/roving";
import { useScene } from "~/features/messages/scene";
import type { Channel, Id } from "~/lib/api/wire";
import { Icon } from "~/ui/Icon";
import { IconButton } from "~/ui/IconButton";
import { mark_of, sections_of, type Section } from "./state";

const FOLDED = "snug.folded";

function read_folded(): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(FOLDED) ?? "[]");
    return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string").slice(0, 500) : [];
  } catch {
    return [];
  }
}

export function RoomList(props: { space_id: Id; channel_id: Id | undefined; path_of: (channel_id: Id) => string; on_create: (parent_id: Id | null) => void }): JSX.Element {
  const scene = useScene();
  const [folded, set_folded] = createSignal(read_folded());
  const toggle = (id: Id) => {
    set_folded((list) => (list.includes(id) ? list.filter((one) => one !== id) : [...list, id]));
    try {
      localStorage.setItem(FOLDED, JSON.stringify(folded()));
    } catch {
      // Folded until the page is left.
    }
  };
  return (
    <div class="side-body" onKeyDown={(event) => roving(event, "a.ch, button.fold")}>
      <For each={sections_of(scene.live.world, props.space_id)}>
        {(section) => (
          <Part section={section} space_id={props.space_id} channel_id={props.channel_id} path_of={props.path_of} on_create={props.on_create}
            is_folded={folded().includes(section.category?.id ?? "")} on_toggle={() => section.category && toggle(section.category.id)} />
        )}
      </For>
    </div>
  );
}

interface PartProps {
  section: Section;
  space_id: Id;
  channel_id: Id | undefined;
  path_of: (channel_id: Id) => string;
  on_create: (parent_id: Id | null) => void;
  is_folded: boolean;
  on_toggle: () => void;
}

function Part(props: PartProps): JSX.Element {
  const scene = useScene();
  const shown = () => props.section.channels.filter((one) => !props.is_folded || one.id === props.channel_id || mark_of(scene.live.world, one.id).unread);
  const may_create = (category: Channel) => category.permissions.includes("manage_channels");
  return (
    <section>
      <Show when={props.section.category}>
        {(category) => (
          <div class="cat">
            <button type="button" class="fold" tabindex="-1" aria-expanded={!props.is_folded} onClick={props.on_toggle}>
              <span class="chevron" classList={{ folded: props.is_folded }}><Icon of={ChevronDown} size="sm" /></span><bdi class="cut">{category().name}</bdi>
            </button>
            <Show when={may_create(category())}>
              <IconButton icon={Plus} size="sm" label={scene.t("room.new_in", { name: category().name })} onClick={() => props.on_create(category().id)} />
            </Show>
          </div>
        )}
      </Show>
      <ul><For each={shown()}>{(channel) => <li><RoomRow channel={channel} is_open={channel.id === props.channel_id} path={props.path_of(channel.id)} /></li>}</For></ul>
    </section>
  );
}

export function room_icon(channel: Channel) {
  return channel.kind === "voice" ? Volume2 : channel.encryption === "required" ? LockKeyhole : Hash;
}

function RoomRow(props: { channel: Channel; is_open: boolean; path: string }): JSX.Element {
  const scene = useScene();
  const mark = () => mark_of(scene.live.world, props.channel.id);
  return (
    <a class="ch" classList={{ on: props.is_open, unread: mark().unread && !props.is_open }} href={props.path} tabindex={props.is_open ? 0 : -1}
      aria-current={props.is_open ? "page" : undefined} title={props.channel.name}>
      <Icon of={room_icon(props.channel)} />
      <span class="cut"><bdi>{props.channel.name}</bdi></span>
      <Show when={mark().unread && !props.is_open}><span class="visually-hidden">{scene.t("shell.unread")}</span></Show>
      <Show when={mark().mentions > 0}>
        <span class="end"><span class="badge" aria-label={scene.t("shell.mentions", { n: mark().mentions })}>{mark().mentions > 99 ? scene.t("ui.count_many") : scene.formats().number(mark().mentions)}</span></span>
      </Show>
    </a>
  );
}
