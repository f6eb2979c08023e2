/** Shapes that cross the wire, as the `proto` crate defines them: bodies, objects, events and gateway frames. */

export type Id = string;
/** RFC 3339 in UTC with milliseconds. */
export type Timestamp = string;

export type Perm =
  | "view_channel" | "read_history" | "send_messages" | "attach_files" | "add_reactions" | "mention_everyone"
  | "pin_messages" | "manage_messages" | "bypass_slow_mode" | "connect" | "speak" | "video" | "share_screen"
  | "mute_members" | "deafen_members" | "move_members" | "create_invites" | "manage_invites" | "change_nickname"
  | "manage_nicknames" | "timeout_members" | "kick_members" | "ban_members" | "manage_channels" | "manage_roles"
  | "handle_reports" | "view_audit_log" | "manage_space" | "administrator";

export interface Picture {
  64: string;
  128: string;
  512: string;
}

export interface UserRef {
  id: Id;
  username: string;
  display_name: string;
  avatar: Picture | null;
  bot: boolean;
}

export interface User extends UserRef {
  bio: string | null;
  pronouns: string | null;
  accent: string | null;
  instance_role: "moderator" | "admin" | "owner" | null;
  created_at: Timestamp;
}

export interface Me extends User {
  email: string | null;
  email_verified: boolean;
  state: "active" | "unverified" | "suspended" | "deleting" | "erased";
  locale: "en" | "es" | "ar";
  timezone: string | null;
}

export interface Session {
  id: Id;
  /** Made from the user agent. */
  name: string;
  user_agent: string;
  /** Client address at sign-in. */
  address: string;
  created_at: Timestamp;
  last_seen_at: Timestamp;
  expires_at: Timestamp;
  methods: ("setup" | "password" | "registration")[];
  /** A shared computer: short session. */
  shared: boolean;
  /** The session that asks. */
  current: boolean;
}

export interface ClientSettings {
  settings: Record<string, unknown>;
  version: number;
}

export interface Instance {
  id: Id;
  name: string;
  version: string;
  registration: "open" | "invite" | "closed";
  auth_methods: "password"[];
  languages: ("en" | "es" | "ar")[];
  setup_needed: boolean;
  limits: { attachment_bytes: number; avatar_bytes: number; content_max: number };
}

export interface Space {
  id: Id;
  name: string;
  description: string | null;
  icon: Picture | null;
  owner_id: Id;
  locale: "en" | "es" | "ar";
  default_notifications: "all" | "mentions";
  system_channel_id: Id | null;
  rules_channel_id: Id | null;
  join_gate: "none" | "email" | "aged";
  member_count: number;
  suspended: boolean;
  created_at: Timestamp;
  access_version: number;
  /** What the caller may do in the space at large; empty in `space_update`. */
  permissions: Perm[];
}

export interface Role {
  id: Id;
  name: string;
  color: string | null;
  position: number;
  permissions: Perm[];
  mentionable: boolean;
  hoist: boolean;
  everyone: boolean;
}

export interface Member {
  user: User;
  nick: string | null;
  roles: Id[];
  joined_at: Timestamp;
  owner: boolean;
  timeout_until: Timestamp | null;
}

export interface Invite {
  code: string;
  space_id: Id;
  channel_id: Id | null;
  creator: UserRef;
  max_uses: number;
  uses: number;
  expires_at: Timestamp;
  created_at: Timestamp;
}

export interface InvitePreview {
  space_name: string;
  space_description: string | null;
  space_icon: Picture | null;
  member_count: number;
  inviter: string;
  expires_at: Timestamp;
}

export interface Ban {
  user: UserRef;
  by: UserRef | null;
  reason: string | null;
  at: Timestamp;
  expires_at: Timestamp | null;
}

export interface Override {
  target: { kind: "role" | "user"; id: Id };
  allow: Perm[];
  deny: Perm[];
}

export interface Channel {
  id: Id;
  kind: "category" | "text" | "voice";
  space_id: Id;
  parent_id: Id | null;
  name: string;
  topic: string | null;
  position: number;
  overrides: Override[];
  slow_mode_seconds: number;
  encryption: "off" | "required";
  last_seq: number;
  last_message_at: Timestamp | null;
  user_limit: number;
  nsfw: boolean;
  created_at: Timestamp;
  /** What the caller may do here; empty in `channel_update`. */
  permissions: Perm[];
}

export interface ChannelPlace {
  id: Id;
  parent_id: Id | null;
  position: number;
}

export interface ReadState {
  channel_id: Id;
  last_read_seq: number;
  last_seq: number;
  /** Stops at 100. */
  unread: number;
  /** Stops at 100. */
  mentions: number;
}

export interface FileUrls {
  original: string;
  preview: string | null;
  thumb: string | null;
}

export interface Attachment {
  id: Id;
  name: string;
  size: number;
  content_type: string;
  width: number | null;
  height: number | null;
  /** Base64 of a ThumbHash of at most 28 bytes. */
  placeholder: string | null;
  description: string | null;
  urls: FileUrls;
}

export interface Upload {
  id: Id;
  name: string;
  size: number;
  content_type: string;
  width: number | null;
  height: number | null;
  placeholder: string | null;
  expires_at: Timestamp;
}

export interface ReplyTo {
  id: Id;
  author_id: Id | null;
  excerpt: string;
  deleted: boolean;
}

export interface Mentions {
  users: Id[];
  roles: Id[];
  channels: Id[];
  everyone: boolean;
}

export interface Reaction {
  emoji: string;
  count: number;
  /** Always false in events. */
  me: boolean;
}

export type SystemEvent =
  | { kind: "member_join"; user: UserRef }
  | { kind: "pin"; user: UserRef; message_id: Id }
  | { kind: "channel_name"; user: UserRef; name: string }
  | { kind: "encryption_on"; user: UserRef };

export interface Message {
  id: Id;
  channel_id: Id;
  seq: number;
  kind: "user" | "system";
  author: UserRef | null;
  content: string | null;
  attachments: Attachment[];
  reply_to: ReplyTo | null;
  mentions: Mentions;
  reactions: Reaction[];
  pinned: boolean;
  system: SystemEvent | null;
  nonce: string | null;
  revision: number;
  edited_at: Timestamp | null;
  created_at: Timestamp;
}

export interface NewMessage {
  content?: string | null;
  nonce?: string;
  reply_to?: Id | null;
  attachments?: { upload_id: Id; description?: string | null }[];
}

export interface MessagePage {
  /** Newest first. */
  items: Message[];
  next_cursor: string | null;
  prev_cursor: string | null;
}

export interface Revision {
  revision: number;
  content: string | null;
  at: Timestamp;
}

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface Problem {
  error: string;
  message: string;
  field?: string;
  retry_after_ms?: number;
}

export interface SpaceState {
  space: Space;
  roles: Role[];
  channels: Channel[];
  member: Member;
  reads: ReadState[];
}

export interface Ready {
  resume_id: string;
  session_id: Id;
  user: Me;
  settings: ClientSettings;
  spaces: SpaceState[];
  instance: Instance;
}

interface Payloads {
  instance_update: { name: string; registration: Instance["registration"] };
  user_update: User;
  me_update: Me;
  settings_update: ClientSettings;
  session_update: { session_id: Id; ended: boolean };
  read_update: ReadState;
  space_create: SpaceState;
  space_update: Space;
  space_delete: { space_id: Id; reason: "left" | "kicked" | "banned" | "deleted" | "suspended" };
  member_join: { space_id: Id; member: Member };
  member_update: { space_id: Id; user_id: Id; nick: string | null; roles: Id[]; timeout_until: Timestamp | null };
  member_leave: { space_id: Id; user_id: Id };
  role_create: { space_id: Id; role: Role };
  role_update: { space_id: Id; role: Role };
  role_delete: { space_id: Id; role_id: Id };
  role_order: { space_id: Id; role_ids: Id[] };
  channel_create: { channel: Channel; read: ReadState | null };
  channel_update: { channel: Channel };
  channel_delete: { space_id: Id; channel_id: Id; reason: "deleted" | "hidden" };
  channel_order: { space_id: Id; places: ChannelPlace[] };
  permissions_update: { space_id: Id; space: Perm[]; channels: Record<Id, Perm[]> };
  ban_create: { space_id: Id; ban: Ban };
  ban_delete: { space_id: Id; user_id: Id };
  invite_create: { space_id: Id; invite: Invite };
  invite_delete: { space_id: Id; code: string };
  message_create: { message: Message; access_version: number };
  message_update: { message: Message; access_version: number };
  message_delete: { channel_id: Id; id: Id; seq: number };
  message_delete_bulk: { channel_id: Id; ids: Id[] };
  reaction_add: { channel_id: Id; message_id: Id; user_id: Id; emoji: string; count: number };
  reaction_remove: { channel_id: Id; message_id: Id; user_id: Id; emoji: string; count: number };
  reaction_clear: { channel_id: Id; message_id: Id; emoji: string | null };
  pin_update: { channel_id: Id; message_id: Id; pinned: boolean; by: Id; at: Timestamp };
  resync: { channel_ids: Id[] | null };
  void: Record<string, never>;
}

export type EventName = keyof Payloads;
/** One event: `t` names it, `d` carries its fields. */
export type Event = { [K in EventName]: { t: K; d: Payloads[K] } }[EventName];

export type ServerFrame =
  | { op: "hello"; d: { heartbeat_interval_ms: number; server_time: Timestamp; connection_id: string } }
  | { op: "ready"; d: Ready; re?: number }
  | { op: "resumed"; d: { replayed: number }; re?: number }
  | { op: "invalid_session"; d: { resumable: boolean }; re?: number }
  | { op: "heartbeat_ack"; d: { server_time: Timestamp }; re?: number }
  | ({ op: "event"; s: number } & Event)
  | { op: "reconnect"; d: { after_ms: number } }
  | { op: "error"; d: { code: string; message: string; retry_after_ms?: number }; re?: number };

export type ClientFrame =
  | { op: "identify"; d: { token: string | null; client: { name: string; version: string }; focus: Id[] } }
  | { op: "resume"; d: { token: string | null; resume_id: string; s: number } }
  | { op: "heartbeat"; d: { s: number | null } }
  | { op: "focus"; d: { channel_ids: Id[] } };
