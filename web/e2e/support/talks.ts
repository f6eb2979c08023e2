/** A made-up home with conversations, for states that the real place shows only by chance. */
import type { Page } from "@playwright/test";
import { ADA, INSTANCE, SIGNED_IN, answer, type Answers } from "./mocks";

const SAID_MS = Date.parse("2026-10-01T08:00:00.000Z");
const PERMISSIONS = ["view_channel", "read_history", "send_messages", "attach_files", "add_reactions", "pin_messages"];
const uuid = (kind: string, at: number) => `01990000-0000-7000-${kind}-${String(at).padStart(12, "0")}`;
const person = (at: number, username: string, name: string) => ({ id: uuid("8000", at), username, display_name: name, avatar: null, bot: false });
const me = { id: ADA.id, username: ADA.username, display_name: ADA.display_name, avatar: null, bot: false };
export const BEN = person(2, "ben", "Ben Okafor");
export const MEI = person(3, "mei", "Mei Tanaka");
type Ref = typeof me;

interface Talk {
  id: string;
  kind: "direct" | "group";
  people: Ref[];
  sealed?: boolean;
  unread?: number;
  said?: number;
  name?: string;
}

export const talkId = (at: number): string => uuid("a000", at);

function channelOf(talk: Talk) {
  return {
    id: talk.id, kind: talk.kind, space_id: null, parent_id: null, name: talk.name ?? null, topic: null, position: 0, overrides: [], slow_mode_seconds: 0,
    encryption: talk.sealed ? "required" : "off", last_seq: 1, last_message_at: new Date(SAID_MS + (talk.said ?? 0) * 60_000).toISOString(), user_limit: 0, nsfw: false,
    created_at: new Date(SAID_MS).toISOString(), permissions: PERMISSIONS,
    conversation: { participants: [me, ...talk.people], creator_id: talk.kind === "group" ? me.id : null, icon: null, hidden: false },
  };
}

export function messageOf(channel: string, author: Ref, content: string, seq = 1) {
  return {
    id: channel.replace("a000", `900${String(seq)}`), channel_id: channel, seq, kind: "user", author, content, attachments: [], reply_to: null,
    mentions: { users: [], roles: [], channels: [], everyone: false }, reactions: [], pinned: false, system: null, nonce: null, revision: 0, edited_at: null,
    created_at: new Date(SAID_MS).toISOString(),
  };
}

export const pageOf = (...items: unknown[]): { items: unknown[]; next_cursor: null; prev_cursor: null } => ({ items, next_cursor: null, prev_cursor: null });

/** Answers as a place does whose first state has these conversations, all without words; what it answers tells an event. `hear` gets what the client says. */
export async function beAtHome(page: Page, talks: Talk[], answers: Answers = {}, plain = false, hear: (op: string, d: unknown) => void = () => undefined): Promise<(t: string, d: object) => void> {
  const all: Answers = Object.fromEntries(talks.flatMap(({ id }) => [[`GET /channels/${id}/messages`, { body: pageOf() }], [`POST /channels/${id}/ack`, { status: 204 }]]));
  await answer(page, { "POST /auth/refresh": { body: SIGNED_IN }, ...all, ...answers });
  const conversations = talks.map((talk) => ({
    channel: channelOf(talk), read: { channel_id: talk.id, last_read_seq: talk.unread ? 0 : 1, last_seq: 1, unread: talk.unread ?? 0, mentions: 0 },
  }));
  const instance = { ...INSTANCE, features: { plain_conversations: plain } };
  const friends = [{ user: BEN, state: "friends", since: new Date(SAID_MS).toISOString() }, { user: MEI, state: "friends", since: new Date(SAID_MS).toISOString() }];
  const ready = { resume_id: "r", session_id: ADA.id, user: ADA, settings: {}, spaces: [], instance, conversations, friends, blocks: [], notification_levels: [], presences: [] };
  let [last, tell] = [0, (_frame: object): void => undefined];
  await page.routeWebSocket("**/api/v1/gateway", (line) => {
    const say = (frame: object) => line.send(JSON.stringify(frame));
    tell = say;
    line.onMessage((text) => {
      const { op, d: said } = JSON.parse(String(text)) as { op: string; d: unknown };
      hear(op, said);
      if (op === "identify") say({ op: "ready", d: ready });
      else if (op === "resume") say({ op: "resumed", d: { replayed: 0 } });
      else if (op === "heartbeat") say({ op: "heartbeat_ack", d: {} });
    });
    say({ op: "hello", d: { heartbeat_interval_ms: 30_000, server_time: new Date().toISOString(), connection_id: "c" } });
  });
  return (t, d) => tell({ op: "event", s: ++last, t, d });
}

export const made = (talk: Talk): unknown => channelOf(talk);
