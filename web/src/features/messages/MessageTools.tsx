/** One toolbar for all messages, moved to the row under the pointer or focus, and the menu with everything else. */
import { createSignal, For, onCleanup, onMount, type Accessor, type JSX } from "solid-js";
import { DropdownMenu } from "@kobalte/core/dropdown-menu";
import Bell from "lucide-solid/icons/bell";
import Copy from "lucide-solid/icons/copy";
import Ellipsis from "lucide-solid/icons/ellipsis";
import ListChecks from "lucide-solid/icons/list-checks";
import Flag from "lucide-solid/icons/flag";
import Link2 from "lucide-solid/icons/link-2";
import Pencil from "lucide-solid/icons/pencil";
import Pin from "lucide-solid/icons/pin";
import Reply from "lucide-solid/icons/reply";
import Smile from "lucide-solid/icons/face-slightly-smiling";
import SmilePlus from "lucide-solid/icons/face-slightly-smiling-plus";
import Trash2 from "lucide-solid/icons/trash";
import { Show } from "~/lib/flow";
import { IconButton } from "~/ui/IconButton";
import { keepEnter } from "~/ui/Menu";
import { nameIn, spaceOf, type Line } from "~/lib/store";
import { useEmojiPicker } from "./emoji/picker";
import { recentEmoji } from "./emoji/recent";
import type { RoomState } from "./room";
import type { Row } from "./rows";
import { useScene } from "./scene";
import { explain } from "./trouble";
import { act } from "./walk";

interface ToolsProps {
  room: RoomState;
  hover: { key: string; element: HTMLElement } | null;
  rows: Accessor<Row[]>;
  starts: Accessor<Map<string, { start: number }>>;
  onDelete: (line: Line) => void;
  onReactions: (line: Line) => void;
}

interface Opened {
  line: Line;
  rect: { x: number; y: number; width: number; height: number };
  element: HTMLElement;
}

export function MessageTools(props: ToolsProps): JSX.Element {
  const scene = useScene();
  const picker = useEmojiPicker();
  const [opened, setOpened] = createSignal<Opened | null>(null);
  const lineOf = (key: string | undefined) => {
    const row = props.rows().find((one) => one.key === key);
    return row?.kind === "message" && !row.line.gone ? row.line : null;
  };
  const line = () => lineOf(props.hover?.key);
  const react = (target: Line, emoji: string) => void props.room.react(target, emoji).catch((thrown: unknown) => scene.notify(explain(scene.t, thrown), "bad"));
  /** The message is kept: the pointer may have left it by the time an emoji is chosen. */
  const pick = (beside: HTMLElement, target: Line) => picker.open(beside, (emoji) => react(target, emoji));
  let root!: HTMLDivElement;

  onMount(() => {
    const stream = root.closest<HTMLElement>(".stream");
    const menu = (event: MouseEvent) => {
      const element = (event.target as HTMLElement).closest<HTMLElement>("article.row");
      const found = lineOf(element?.dataset["key"]);
      if (!element || !found || (event.target as HTMLElement).closest("a, img, textarea") || getSelection()?.toString()) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const isKey = event.clientX === 0 && event.clientY === 0;
      setOpened({ line: found, element, rect: { x: isKey ? box.x + 60 : event.clientX, y: isKey ? box.y + 20 : event.clientY, width: 1, height: 1 } });
    };
    const touch = longPress((element) => {
      const found = lineOf(element.dataset["key"]);
      if (found) setOpened({ line: found, element, rect: element.getBoundingClientRect() });
    });
    stream?.addEventListener("contextmenu", menu);
    stream?.addEventListener("touchstart", touch.start, { passive: true });
    for (const end of ["touchend", "touchmove", "touchcancel"]) stream?.addEventListener(end, touch.end, { passive: true });
    onCleanup(() => {
      stream?.removeEventListener("contextmenu", menu);
      stream?.removeEventListener("touchstart", touch.start);
      for (const end of ["touchend", "touchmove", "touchcancel"]) stream?.removeEventListener(end, touch.end);
    });
  });

  const more = (event: MouseEvent & { currentTarget: HTMLElement }) => {
    const target = line();
    if (target && props.hover) setOpened({ line: target, rect: event.currentTarget.getBoundingClientRect(), element: props.hover.element });
  };

  return (
    <div ref={root}>
      <Show when={!props.room.selection.isOn() && line()}>
        {(found) => (
          <div class="tools" role="toolbar" aria-label={scene.t("act.menu")} style={{ "--start": `${String(props.starts().get(props.hover?.key ?? "")?.start ?? 0)}px` }}>
            <Show when={props.room.can("add_reactions")}>
              <IconButton icon={SmilePlus} size="sm" label={scene.t("act.react")} onClick={(event) => pick(event.currentTarget, found())} />
            </Show>
            <Show when={props.room.can("send_messages")}>
              <IconButton icon={Reply} size="sm" mirrored label={scene.t("act.reply")} onClick={() => act("r", found(), actParts())} />
            </Show>
            <IconButton icon={Ellipsis} size="sm" label={scene.t("act.more")} onClick={more} />
          </div>
        )}
      </Show>
      <DropdownMenu open={opened() !== null} onOpenChange={(isOpen) => !isOpen && setOpened(null)} getAnchorRect={() => opened()?.rect} placement="bottom-end" gutter={4} modal={false}>
        <DropdownMenu.Portal>
          <Show when={opened()} keyed>
            {(it) => <Menu line={it.line} room={props.room} act={(key) => act(key, it.line, actParts())} onReactions={() => props.onReactions(it.line)} onReact={(emoji) => react(it.line, emoji)}
              onPicker={() => pick(it.element, it.line)} back={() => it.element.focus()} />}
          </Show>
        </DropdownMenu.Portal>
      </DropdownMenu>
    </div>
  );

  function actParts() {
    return { room: props.room, onDelete: props.onDelete, onFailed: (text: string) => scene.notify(text, "bad"), t: scene.t };
  }
}

interface MenuProps {
  line: Line;
  room: RoomState;
  act: (key: string) => void;
  onReact: (emoji: string) => void;
  onPicker: () => void;
  onReactions: () => void;
  back: () => void;
}

function Menu(props: MenuProps): JSX.Element {
  const scene = useScene();
  const isOwn = () => props.line.author?.id === props.room.me();
  // The picker opens once the menu is gone, or the focus that the menu gives back would close it.
  let wantsPicker = false;
  const copyLink = () => {
    const path = scene.roomPath({ id: props.room.channelId, space_id: scene.spaceId() ?? null });
    void navigator.clipboard.writeText(`${location.origin}${path}?at=${String(props.line.seq)}`).then(() => scene.notify(scene.t("act.copied")), () => scene.notify(scene.t("act.failed"), "bad"));
  };
  const mayReport = () => !isOwn() && props.line.kind === "user";
  const report = () => {
    const { id, author, content, created_at: at, attachments } = props.line;
    const spaceId = spaceOf(props.room.channel());
    scene.report({
      kind: "message", id, name: (author && nameIn(scene.live.world, scene.spaceId(), author.id)) ?? scene.t("person.unknown"), text: content, at,
      files: attachments.map((file) => file.name), spaceName: spaceId ? (scene.live.world.spaces[spaceId]?.name ?? null) : null,
    });
  };
  const item = (key: string, words: () => string, Icon: typeof Reply, letter: string, isBad = false) => (
    <DropdownMenu.Item class="it" classList={{ bad: isBad }} onSelect={() => props.act(key)}>
      <Icon class="ic flip-if-needed" aria-hidden="true" /><DropdownMenu.ItemLabel>{words()}</DropdownMenu.ItemLabel><kbd class="kbd">{letter}</kbd>
    </DropdownMenu.Item>
  );
  return (
    <DropdownMenu.Content class="menu message-menu" onKeyDown={keepEnter} aria-label={scene.t("act.menu")} onCloseAutoFocus={(event) => {
      event.preventDefault();
      if (wantsPicker) props.onPicker();
      else if (document.activeElement === document.body) props.back();
    }}>
      <Show when={props.room.can("add_reactions")}>
        <DropdownMenu.Group class="quick">
          <For each={recentEmoji().slice(0, 5)}>
            {(emoji) => <DropdownMenu.Item class="quick-one" aria-label={emoji} onSelect={() => props.onReact(emoji)}><span class="em" aria-hidden="true">{emoji}</span></DropdownMenu.Item>}
          </For>
          <DropdownMenu.Item class="quick-one" aria-label={scene.t("reaction.more")} onSelect={() => (wantsPicker = true)}><SmilePlus class="ic" aria-hidden="true" /></DropdownMenu.Item>
        </DropdownMenu.Group>
        <DropdownMenu.Separator />
      </Show>
      <Show when={props.room.can("send_messages")}>{item("r", () => scene.t("act.reply"), Reply, "R")}</Show>
      <Show when={isOwn()}>{item("e", () => scene.t("act.edit"), Pencil, "E")}</Show>
      <Show when={props.room.can("pin_messages")}>{item("p", () => scene.t(props.line.pinned ? "act.unpin" : "act.pin"), Pin, "P")}</Show>
      {item("u", () => scene.t("act.unread"), Bell, "U")}
      <Show when={props.line.content}>{item("c", () => scene.t("act.copy"), Copy, "C")}</Show>
      <DropdownMenu.Item class="it" onSelect={copyLink}><Link2 class="ic" aria-hidden="true" /><DropdownMenu.ItemLabel>{scene.t("act.link")}</DropdownMenu.ItemLabel></DropdownMenu.Item>
      <Show when={props.line.reactions.length > 0}>
        <DropdownMenu.Item class="it" onSelect={props.onReactions}><Smile class="ic" aria-hidden="true" /><DropdownMenu.ItemLabel>{scene.t("act.reactions")}</DropdownMenu.ItemLabel></DropdownMenu.Item>
      </Show>
      <Show when={props.room.can("manage_messages")}>{item("x", () => scene.t("act.select"), ListChecks, "X")}</Show>
      <Show when={props.room.mayDelete(props.line) || mayReport()}><DropdownMenu.Separator /></Show>
      <Show when={mayReport()}>
        <DropdownMenu.Item class="it bad" onSelect={report}><Flag class="ic" aria-hidden="true" /><DropdownMenu.ItemLabel>{scene.t("report.act")}</DropdownMenu.ItemLabel></DropdownMenu.Item>
      </Show>
      <Show when={props.room.mayDelete(props.line)}>
        {item("delete", () => scene.t("act.delete"), Trash2, "Del", true)}
      </Show>
    </DropdownMenu.Content>
  );
}

const LONG_PRESS_MS = 450;

function longPress(done: (row: HTMLElement) => void): { start: (event: TouchEvent) => void; end: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    start: (event) => {
      const row = (event.target as HTMLElement).closest<HTMLElement>("article.row");
      clearTimeout(timer);
      if (row) timer = setTimeout(() => done(row), LONG_PRESS_MS);
    },
    end: () => clearTimeout(timer),
  };
}
