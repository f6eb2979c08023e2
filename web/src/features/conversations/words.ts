/** What was last said in a conversation, as one line of plain text. */
import type { Scene } from "~/features/messages/scene";
import type { Message, SystemEvent } from "~/lib/api/wire";
import { parse, type Block, type Inline } from "~/lib/markdown";
import { isBlocked, type Conversation } from "~/lib/store";

type Spoken = Pick<Scene, "t" | "live">;

/** More would never fit in a row. */
const LONGEST = 120;
/** And more source than this is not read for it. */
const READ_MAX = 500;

function plain(scene: Spoken, source: string): string {
  return [...parse(source.slice(0, READ_MAX)).map((block) => ofBlock(scene, block)).join(" ").replace(/\s+/gu, " ").trim()].slice(0, LONGEST).join("");
}

function ofBlock(scene: Spoken, block: Block): string {
  switch (block.type) {
    case "paragraph":
    case "heading":
      return ofInline(scene, block.children);
    case "fence":
      return block.text;
    case "quote":
      return block.children.map((one) => ofBlock(scene, one)).join(" ");
    case "list":
      return block.items.flat().map((one) => ofBlock(scene, one)).join(" ");
  }
}

/** Hidden words stay hidden. */
function ofInline(scene: Spoken, nodes: Inline[]): string {
  const { people, channels } = scene.live.world;
  return nodes.map((node) => {
    switch (node.type) {
      case "text":
      case "code":
        return node.text;
      case "break":
        return " ";
      case "spoiler":
        return "…";
      case "user":
        return `@${people[node.id]?.display_name ?? scene.t("person.unknown")}`;
      case "channel":
        return `#${channels[node.id]?.name ?? scene.t("mark.unknown_room")}`;
      case "role":
        return `@${scene.t("mark.unknown_role")}`;
      case "everyone":
        return `@${scene.t(`mark.${node.word}`)}`;
      default:
        return ofInline(scene, node.children);
    }
  }).join("");
}

function systemWords({ t }: Spoken, event: SystemEvent): string {
  const name = event.user.display_name;
  switch (event.kind) {
    case "group_member_add":
      return t("group.was_added", { by: event.by.display_name, name });
    case "group_member_remove":
      return event.by.id === event.user.id ? t("group.has_left", { name }) : t("group.was_taken", { by: event.by.display_name, name });
    case "channel_name":
      return event.name === "" ? t("group.was_unnamed", { name }) : t("group.was_renamed", { name, to: event.name });
    case "pin":
      return t("system.pin", { name });
    case "encryption_on":
      return t("system.encryption", { name });
    case "member_join":
      return t("system.join", { name });
  }
}

function content(scene: Spoken, message: Message): string {
  if (message.content) return plain(scene, message.content);
  return scene.t(message.attachments[0]?.content_type.startsWith("image/") ? "talk.picture" : "talk.file");
}

/** Empty while nothing is known, and when nothing was said. */
export function lastWords(scene: Spoken, channel: Conversation): string {
  if (channel.encryption === "required") return channel.last_seq > 0 ? scene.t("talk.sealed") : "";
  const message = scene.live.world.latest[channel.id];
  if (!message) return "";
  if (message.system) return systemWords(scene, message.system);
  if (isBlocked(scene.live.world, message.author?.id)) return scene.t("fold.line", { n: 1 });
  const text = content(scene, message);
  if (message.author?.id === scene.live.world.me?.id) return scene.t("talk.you_said", { text });
  if (channel.kind === "direct") return text;
  const name = scene.live.world.people[message.author?.id ?? ""]?.display_name ?? scene.t("person.unknown");
  return scene.t("talk.said", { name, text });
}
