/** A made-up room of ten thousand messages, told by windows as the server tells them. */
import type { Page } from "@playwright/test";
import { PICTURE } from "./files";
import { ADA, INSTANCE, SIGNED_IN, answer } from "./mocks";

export const COUNT = 10_000;
const SPACE = "01990000-0000-7000-8000-0000000000a1";
const ROOM = "01990000-0000-7000-8000-0000000000a2";
export const PATH = `/spaces/${SPACE}/${ROOM}`;
/** The last message answers this one. */
export const ANSWERED = 17;
const BEGUN_MS = Date.parse("2026-10-01T08:00:00.000Z");
const BEN = { ...ADA, id: "01990000-0000-7000-8000-000000000002", username: "ben", display_name: "Ben Okafor" };
const PERMISSIONS = ["view_channel", "read_history", "send_messages", "attach_files", "add_reactions"];

const idOf = (seq: number) => `01990000-0000-7000-9000-${String(seq).padStart(12, "0")}`;

function fileOf(seq: number) {
  const url = `/api/v1/files/${idOf(seq)}/preview`;
  return { id: idOf(seq), name: "plate.png", size: 4000, content_type: "image/png", width: 640, height: 480, placeholder: null, description: null, urls: { original: url, preview: url, thumb: url } };
}

/** Short and long, with pictures and answers, by two people over many days. */
export function messageOf(seq: number) {
  const author = Math.floor(seq / 3) % 2 === 0 ? ADA : BEN;
  return {
    id: idOf(seq), channel_id: ROOM, seq, kind: "user",
    author: { id: author.id, username: author.username, display_name: author.display_name, avatar: null, bot: false },
    content: `Number ${String(seq)}. ${"A proof that runs over the line and then some. ".repeat(seq % 11 === 0 ? 9 : seq % 4)}`.trim(),
    attachments: seq % 25 === 0 ? [fileOf(seq)] : [],
    reply_to: seq === COUNT ? { id: idOf(ANSWERED), author_id: BEN.id, excerpt: `Number ${String(ANSWERED)}.`, deleted: false } : null,
    mentions: { users: [], roles: [], channels: [], everyone: false }, reactions: [], pinned: false, system: null, nonce: null, revision: 0, edited_at: null,
    created_at: new Date(BEGUN_MS + seq * 90_000).toISOString(),
  };
}

function pageOf(query: URLSearchParams) {
  const limit = Number(query.get("limit") ?? 50);
  const number = (name: string) => (query.has(name) ? Number(query.get(name)) : null);
  const [before, after, around] = [number("before"), number("after"), number("around")];
  const low = after !== null ? after + 1 : around !== null ? Math.max(1, around - limit / 2) : Math.max(1, (before ?? COUNT + 1) - limit);
  const high = Math.min(COUNT, after !== null ? after + limit : around !== null ? around + limit / 2 : (before ?? COUNT + 1) - 1);
  const items = Array.from({ length: Math.max(0, high - low + 1) }, (_, at) => messageOf(high - at));
  return { items, next_cursor: low > 1 ? `b${String(low)}` : null, prev_cursor: high < COUNT ? `a${String(high)}` : null };
}

const MEMBERS = [ADA, BEN].map((user) => ({ user, nick: null, roles: [], joined_at: "2026-10-01T08:00:00.000Z", owner: user === BEN, timeout_until: null }));

function readyFrame(members: number) {
  const created = "2026-10-01T08:00:00.000Z";
  const space = {
    id: SPACE, name: "Foxglove Press", description: null, icon: null, owner_id: BEN.id, locale: "en", default_notifications: "all", system_channel_id: null,
    rules_channel_id: null, join_gate: "open", member_count: members, suspended: false, created_at: created, access_version: 1, permissions: PERMISSIONS,
  };
  const channel = {
    id: ROOM, kind: "text", space_id: SPACE, parent_id: null, name: "proofs", topic: null, position: 0, overrides: [], slow_mode_seconds: 0, encryption: "off",
    last_seq: COUNT, last_message_at: created, user_limit: 0, bitrate: null, nsfw: false, created_at: created, permissions: PERMISSIONS,
  };
  const member = { user: ADA, nick: null, roles: [], joined_at: created, owner: false, timeout_until: null };
  const reads = [{ channel_id: ROOM, last_read_seq: COUNT, last_seq: COUNT, unread: 0, mentions: 0 }];
  const d = { resume_id: "r", session_id: ADA.id, user: ADA, settings: {}, spaces: [{ space, roles: [], channels: [channel], member, reads }], instance: INSTANCE, conversations: [], friends: [], blocks: [], notification_levels: [], presences: [] };
  return { op: "ready", d };
}

/** Opens the room. */
export async function openLongRoom(page: Page, members = 2): Promise<void> {
  await beInLongRoom(page, members);
  await page.goto(PATH);
}

/** Answers as the place with the room does. */
export async function beInLongRoom(page: Page, members = 2): Promise<void> {
  await answer(page, {
    "POST /auth/refresh": { body: SIGNED_IN },
    [`GET /spaces/${SPACE}/members`]: { body: { items: MEMBERS, next_cursor: null } },
    [`POST /channels/${ROOM}/ack`]: { status: 204 },
    ...Object.fromEntries([ANSWERED, COUNT].map((seq) => [`GET /messages/${idOf(seq)}`, { body: messageOf(seq) }])),
  });
  await page.route(`**/api/v1/channels/${ROOM}/messages?*`, (route) => route.fulfill({ json: pageOf(new URL(route.request().url()).searchParams) }));
  await page.route("**/api/v1/files/**", (route) => route.fulfill({ contentType: "image/png", body: PICTURE }));
  await page.routeWebSocket("**/api/v1/gateway", (line) => {
    const say = (frame: object) => line.send(JSON.stringify(frame));
    line.onMessage((text) => {
      const { op } = JSON.parse(String(text)) as { op: string };
      if (op === "identify") say(readyFrame(members));
      else if (op === "resume") say({ op: "resumed", d: { replayed: 0 } });
      else if (op === "heartbeat") say({ op: "heartbeat_ack", d: {} });
    });
    say({ op: "hello", d: { heartbeat_interval_ms: 30_000, server_time: new Date().toISOString(), connection_id: "c" } });
  });
}
