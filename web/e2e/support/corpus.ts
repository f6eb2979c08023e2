/** A place where every text that a person can enter is an attempt to become markup, and what the server makes of each. */
import { hostile } from "../../src/lib/markdown/hostile";
import { type House, type Person, inviteOf, joined } from "./people";

export interface Rule {
  min: number;
  max: number;
  /** On one line: names, titles, reasons of the log. */
  isLine: boolean;
}

const line = (max: number, min = 1): Rule => ({ min, max, isLine: true });
const block = (max: number): Rule => ({ min: 0, max, isLine: false });

/** The texts of a place and their rules, as `proto::limits` and `server::text` have them. */
const RULES = {
  content: block(4000), bio: block(500), topic: block(1024), description: block(1000), reason: block(512), name: line(64), nick: line(32), pronouns: line(32),
  space: line(100, 2), auditReason: line(512), file: line(255),
};

const SPACE = /\p{White_Space}+/gu;
const FORBIDDEN = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u;
const UNSEEN = /[\p{White_Space}\p{M}\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2060-\u2065\u206a-\u206f\u2800\u3164\uffa0\ufff0-\ufffb\u{e0000}-\u{e0fff}]/gu;

/** Why the server refuses a text; null when it takes it. */
function refusal(text: string, rule: Rule): string | null {
  const normal = text.replaceAll(/\r\n?/g, "\n").normalize("NFC");
  if (!rule.isLine) return normal.includes("\0") ? "a NUL" : [...normal].length > rule.max ? "too long" : null;
  const trimmed = text.normalize("NFC").replaceAll(/^\p{White_Space}+|\p{White_Space}+$/gu, "");
  if (FORBIDDEN.test(trimmed)) return "control characters, line breaks or marks of direction";
  const kept = trimmed.replaceAll(SPACE, " ");
  if (kept.replaceAll(UNSEEN, "") === "") return "nothing to be seen";
  const length = [...kept].length;
  if (length < rule.min) return "too short";
  if (length > rule.max) return "too long";
  return /\p{M}{5}/u.test(kept) ? "stacked marks" : null;
}

/** What stands where: texts as the server gave them back. */
export interface Seeded {
  house: House;
  /** Messages, sent and edited, by their ids, and what answers repeat of them. */
  said: Map<string, string>;
  excerpts: string[];
  files: { room: string; names: string[] };
  nicks: string[];
  displayNames: string[];
  /** Spaces with rooms, categories and roles; the last one with a log. */
  spaces: { id: string; roles: string[]; rooms: string[]; topics: string[]; categories: string[]; bans: string[]; audit: string[] }[];
  /** How often each rule refused. */
  refused: Record<string, number>;
}

interface Answer<T> {
  status: number;
  body: T;
}

/** Does the work a few at a time. */
async function each<T>(items: readonly T[], work: (item: T, at: number) => Promise<void>, lanes = 12): Promise<void> {
  const entries = [...items.entries()];
  await Promise.all(Array.from({ length: lanes }, async () => {
    for (let next = entries.shift(); next; next = entries.shift()) await work(next[1], next[0]);
  }));
}

class Seeder {
  readonly refused: Record<string, number> = {};

  constructor(private readonly house: House) {}

  async ask<T>(who: Person, method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${this.house.place.url.replace("localhost", "127.0.0.1")}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${who.token}`, ...(isForm ? {} : { "content-type": "application/json" }), ...headers },
      body: isForm ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text ? JSON.parse(text) : null) as T };
  }

  /** Sends a text where a rule holds: the server takes exactly what the rule takes. */
  async put<T>(rule: keyof typeof RULES, text: string, send: () => Promise<Answer<T>>): Promise<T | null> {
    const why = refusal(text, RULES[rule]);
    const { status, body } = await send();
    // Thousands are sent: said with `expect`, each would cost as much as the request.
    if (why ? status !== 422 : status >= 300) throw new Error(`${rule} ${JSON.stringify(text)}: ${why ?? "should be taken"}, but ${String(status)} ${JSON.stringify(body)}`);
    if (why) this.count(why);
    return why ? null : body;
  }

  count(why: string): void {
    this.refused[why] = (this.refused[why] ?? 0) + 1;
  }

  takes = (rule: keyof typeof RULES) => hostile.filter((text) => refusal(text, RULES[rule]) === null);
}

interface Named {
  id: string;
  name: string;
}
interface Said {
  id: string;
  content: string;
  reply_to: { excerpt: string } | null;
}

async function seedPeople(house: House, seeder: Seeder): Promise<{ people: Person[]; displayNames: string[]; nicks: string[] }> {
  const people: Person[] = [];
  const nicks: string[] = [];
  const displayNames = seeder.takes("name");
  const code = await inviteOf(house);
  await each(displayNames, async (text, at) => void (people[at] = await joined(house, `h${String(at).padStart(3, "0")}`, text, code)), 24);
  const worn = seeder.takes("nick");
  await each(hostile, async (text, at) => {
    const self = people[at % people.length] as Person;
    await seeder.put("pronouns", text, () => seeder.ask(self, "PATCH", "/me", { pronouns: text }));
    const other = people[Math.max(0, worn.indexOf(text))] as Person;
    const member = await seeder.put("nick", text, () => seeder.ask<{ nick: string }>(house.ada, "PATCH", `/spaces/${house.space}/members/${other.id}`, { nick: text }));
    if (member) nicks.push(member.nick);
  });
  return { people, displayNames: displayNames.map((text) => text.normalize("NFC").trim().replaceAll(SPACE, " ")), nicks };
}

/** Says each text, and answers each by a message that is then edited into it. */
async function seedTalk(house: House, seeder: Seeder, people: Person[]) {
  const said = new Map<string, string>();
  const excerpts: string[] = [];
  const messages = `/channels/${house.general}/messages`;
  await each(hostile, async (text, at) => {
    const author = people[at % people.length] as Person;
    const other = people[(at + 1) % people.length] as Person;
    const message = await seeder.put("content", text, () => seeder.ask<Said>(author, "POST", messages, { content: text }));
    if (!message) return;
    said.set(message.id, message.content);
    const answer = await seeder.ask<Said>(other, "POST", messages, { content: "so it is", reply_to: message.id });
    excerpts.push(answer.body.reply_to?.excerpt ?? "");
    const edited = await seeder.put("content", text, () => seeder.ask<Said>(other, "PATCH", `/messages/${answer.body.id}`, { content: text }));
    if (edited) said.set(edited.id, edited.content);
  });
  return { said, excerpts };
}

async function seedFiles(house: House, seeder: Seeder) {
  const room = (await house.ada.ask<Named>("POST", `/spaces/${house.space}/channels`, { kind: "text", name: "files" })).id;
  const found: Named[] = [];
  await each(hostile, async (text) => {
    const form = new FormData();
    form.set("purpose", "attachment");
    form.set("channel_id", room);
    form.set("file", new Blob(["proof"]), text);
    const answer = await seeder.ask<Named>(house.ada, "POST", "/uploads", form);
    if (answer.status < 300) return void found.push(answer.body);
    // Forms write quotes and line breaks in their own way; of a path only the last part is a name, and one of a picture lies.
    const name = text.replaceAll(/\r\n?|\n/g, "%0D%0A").replaceAll('"', "%22").split(/[/\\]/).at(-1) ?? "";
    const isBroken = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text);
    const why = isBroken ? "a form that breaks" : refusal(name, RULES.file);
    const status = isBroken ? 400 : why === null && /\.\w+$/.test(name) ? 415 : 422;
    if (answer.status !== status || (why === null && status !== 415)) throw new Error(`file ${JSON.stringify(text)}: ${why ?? "should be taken"}, but ${String(answer.status)}`);
    seeder.count(why ?? "a name that lies");
  });
  for (let at = 0; at < found.length; at += 10) {
    const attachments = found.slice(at, at + 10).map((file) => ({ upload_id: file.id, description: null }));
    await house.ada.ask("POST", `/channels/${room}/messages`, { content: null, attachments });
  }
  return { room, names: found.map((file) => file.name) };
}

/** A space holds a hundred roles and three hundred rooms: the texts are spread over several. */
async function seedSpaces(house: House, seeder: Seeder, people: Person[]): Promise<Seeded["spaces"]> {
  const { ada } = house;
  const ids = [house.space];
  for (const name of ["Second", "Third", "Fourth"]) ids.push((await ada.ask<Named>("POST", "/spaces", { name })).id);
  const spaces = ids.map((id) => ({ id, roles: [] as string[], rooms: [] as string[], topics: [] as string[], categories: [] as string[], bans: [] as string[], audit: [] as string[] }));
  await each(hostile, async (text, at) => {
    const space = spaces[at % spaces.length] as (typeof spaces)[number];
    const path = `/spaces/${space.id}`;
    const role = await seeder.put("name", text, () => seeder.ask<Named>(ada, "POST", `${path}/roles`, { name: text, mentionable: true }));
    if (role) space.roles.push(role.name);
    const room = await seeder.put("name", text, () => seeder.ask<Named>(ada, "POST", `${path}/channels`, { kind: "text", name: text }));
    if (room) space.rooms.push(room.name);
    const id = room?.id ?? (await ada.ask<Named>("POST", `${path}/channels`, { kind: "text", name: "plain" })).id;
    const topic = await seeder.put("topic", text, () => seeder.ask<{ topic: string | null }>(ada, "PATCH", `/channels/${id}`, { topic: text }));
    if (topic?.topic) space.topics.push(topic.topic);
    const category = await seeder.put("name", text, () => seeder.ask<Named>(ada, "POST", `${path}/channels`, { kind: "category", name: text }));
    if (category) space.categories.push(category.name);
  });
  // Bans and the log stand in the spaces where nobody is a member.
  await each(hostile, async (text, at) => {
    const space = spaces[1 + Math.floor(at / people.length)] as (typeof spaces)[number];
    const person = people[at % people.length] as Person;
    const ban = await seeder.put("reason", text, () => seeder.ask<{ reason: string | null }>(ada, "PUT", `/spaces/${space.id}/bans/${person.id}`, { reason: text }));
    if (ban?.reason) space.bans.push(ban.reason);
    if (!ban) await ada.ask("PUT", `/spaces/${space.id}/bans/${person.id}`, {});
    const headers = { "x-audit-reason": encodeURIComponent(text.toWellFormed()) };
    const kept = await seeder.put("auditReason", text, () => seeder.ask<object>(ada, "PATCH", `/spaces/${spaces[3]?.id ?? ""}`, { description: String(at) }, headers));
    if (kept) spaces[3]?.audit.push(text.normalize("NFC").trim().replaceAll(SPACE, " "));
    await seeder.put("description", text, () => seeder.ask(ada, "PATCH", `/spaces/${spaces[3]?.id ?? ""}`, { description: text }));
  });
  return spaces;
}

/** Fills a place by its public interface. */
export async function seed(house: House): Promise<Seeded> {
  const seeder = new Seeder(house);
  const { people, displayNames, nicks } = await seedPeople(house, seeder);
  const [talk, files, spaces] = await Promise.all([seedTalk(house, seeder, people), seedFiles(house, seeder), seedSpaces(house, seeder, people)]);
  await each(people.slice(0, 150), async (person) => void (await person.ask("POST", `/spaces/${house.space}/invites`, { channel_id: house.general })));
  return { house, ...talk, files, spaces, nicks, displayNames, refused: seeder.refused };
}

/** The texts that all of a profile, a space and a room can be given while a page shows them. */
export async function wear(house: House, who: Person, space: string, room: string, text: string): Promise<{ name: string | null; topic: string | null; bio: string | null; space: string | null }> {
  const seeder = new Seeder(house);
  const [name, topic, bio, spaceName] = await Promise.all([
    seeder.put("name", text, () => seeder.ask<{ name: string }>(house.ada, "PATCH", `/channels/${room}`, { name: text })),
    seeder.put("topic", text, () => seeder.ask<{ topic: string | null }>(house.ada, "PATCH", `/channels/${room}`, { topic: text })),
    seeder.put("bio", text, () => seeder.ask<{ bio: string | null }>(who, "PATCH", "/me", { bio: text })),
    seeder.put("space", text, () => seeder.ask<{ name: string }>(house.ada, "PATCH", `/spaces/${space}`, { name: text })),
    seeder.put("name", text, () => seeder.ask(who, "PATCH", "/me", { display_name: text })),
  ]);
  return { name: name?.name ?? null, topic: topic?.topic ?? null, bio: bio?.bio ?? null, space: spaceName?.name ?? null };
}

/** Somebody in a small space of their own, to be dressed in one text after another. */
export async function model(house: House, username: string): Promise<{ who: Person; space: string; room: string; invite: string }> {
  const { id } = await house.ada.ask<Named>("POST", "/spaces", { name: "Fitting room" });
  const small: House = { ...house, space: id };
  const who = await joined(small, username);
  const channels = await house.ada.ask<{ id: string; kind: string }[]>("GET", `/spaces/${id}/channels`);
  return { who, space: id, room: channels.find((one) => one.kind === "text")?.id ?? "", invite: await inviteOf(small) };
}
