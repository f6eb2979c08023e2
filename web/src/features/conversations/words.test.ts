/** The last words of a conversation are one plain line, and tell nothing that is hidden or sealed. */
import { describe, expect, it } from "vitest";
import type { Scene } from "~/features/messages/scene";
import { Problem } from "~/lib/api";
import type { Message, SystemEvent } from "~/lib/api/wire";
import type { Conversation } from "~/lib/store";
import { explainRefusal } from "./deeds";
import { lastWords } from "./words";

const BEN = "11111111-1111-7111-8111-111111111111";
const t = ((key: string, params?: object) => [key, ...Object.values(params ?? {}).map(String)].join("|")) as Scene["t"];
const person = (id: string, name: string) => ({ id, username: id, display_name: name, avatar: null, bot: false });
const [ada, ben, mei] = [person("ada", "Ada"), person(BEN, "Ben"), person("mei", "Mei")];

function words(message: Partial<Message> | null | undefined, more: { kind?: "group"; sealed?: boolean; blocked?: boolean } = {}): string {
  const channel = { id: "c", kind: more.kind ?? "direct", encryption: more.sealed ? "required" : "off", last_seq: 3 } as Conversation;
  const latest = message ? { author: ben, content: null, attachments: [], system: null, ...message } : message;
  const world = { me: ada, people: { ada, [BEN]: ben, mei }, channels: {}, blocks: more.blocked ? { [BEN]: true } : {}, latest: { c: latest } };
  return lastWords({ t, live: { world } as unknown as Scene["live"] }, channel);
}

describe("last words", () => {
  it("name who spoke, but not the other one of two", () => {
    expect(words({ content: "hello" })).toBe("hello");
    expect(words({ content: "hello" }, { kind: "group" })).toBe("talk.said|Ben|hello");
    expect(words({ content: "hello", author: ada })).toBe("talk.you_said|hello");
  });
  it("stand in one short line with names in place of marks", () => {
    expect(words({ content: `two\n\nlines for <@${BEN}> ` })).toBe("two lines for @Ben");
    expect(words({ content: "**bold** ||hidden|| `code`\n> quoted" })).toBe("bold … code quoted");
    expect(words({ content: "😀".repeat(500) })).toBe("😀".repeat(120));
  });
  it("say what a message without words holds", () => {
    const file = (type: string) => ({ attachments: [{ content_type: type } as Message["attachments"][number]] });
    expect([words(file("image/png")), words(file("application/pdf"))]).toEqual(["talk.picture", "talk.file"]);
  });
  it("are empty while unknown, and when nothing is left to read", () => {
    expect([words(undefined), words(null)]).toEqual(["", ""]);
  });
  it("tell nothing of sealed messages, and nothing of the blocked", () => {
    expect(words({ content: "secret" }, { sealed: true })).toBe("talk.sealed");
    expect(words({ content: "taunt" }, { blocked: true })).toBe("fold.line|1");
  });
  it.each([
    [{ kind: "group_member_add", user: mei, by: ben }, "group.was_added|Ben|Mei"],
    [{ kind: "group_member_remove", user: mei, by: ben }, "group.was_taken|Ben|Mei"],
    [{ kind: "group_member_remove", user: mei, by: mei }, "group.has_left|Mei"],
    [{ kind: "channel_name", user: mei, name: "Proofs" }, "group.was_renamed|Mei|Proofs"],
    [{ kind: "channel_name", user: mei, name: "" }, "group.was_unnamed|Mei"],
    [{ kind: "pin", user: mei, message_id: "m" }, "system.pin|Mei"],
  ] as [SystemEvent, string][])("tell %o", (system, text) => {
    expect(words({ system, kind: "system", author: null })).toBe(text);
  });
});

describe("refusals", () => {
  it("name the one who cannot be written to, and nobody of several", () => {
    const refused = new Problem("cannot_message", 403, "");
    expect([explainRefusal(t, ["Ben"], refused), explainRefusal(t, ["Ben", "Mei"], refused)]).toEqual(["talk.cannot|Ben", "talk.cannot_some"]);
  });
  it("are otherwise said as everywhere", () => {
    expect([explainRefusal(t, ["Ben"], new Problem("limit_reached", 409, "")), explainRefusal(t, ["Ben"], new Problem("internal", 500, ""))]).toEqual(["meet.many", "act.failed"]);
  });
});
