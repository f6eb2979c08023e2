/** Every right by number: where it can be set, what group it is shown in, and which ones are strong. */

import type { Channel, Perm } from "../../lib/api/wire";

export type RightGroup = "seeing" | "writing" | "voice" | "joining" | "order";

export interface Right {
  name: Perm;
  bit: number;
  group: RightGroup;
  /** Can stand in an override of a channel. */
  channel: boolean;
  /** Too strong for the everyone role. */
  strong: boolean;
}

const right = (at: number, name: Perm, group: RightGroup, flags: string): Right => ({
  name,
  bit: at,
  group,
  channel: flags.includes("c"),
  strong: flags.includes("!"),
});

/** By number, as the server lists them. */
export const RIGHTS: readonly Right[] = [
  right(0, "view_channel", "seeing", "c"),
  right(1, "read_history", "seeing", "c"),
  right(2, "send_messages", "writing", "c"),
  right(6, "attach_files", "writing", "c"),
  right(8, "add_reactions", "writing", "c"),
  right(10, "mention_everyone", "writing", "c!"),
  right(11, "pin_messages", "order", "c!"),
  right(12, "manage_messages", "order", "c!"),
  right(15, "bypass_slow_mode", "writing", "c!"),
  right(16, "connect", "voice", "c"),
  right(17, "speak", "voice", "c"),
  right(18, "video", "voice", "c"),
  right(19, "share_screen", "voice", "c"),
  right(20, "mute_members", "voice", "c!"),
  right(21, "deafen_members", "voice", "c!"),
  right(22, "move_members", "voice", "c!"),
  right(23, "create_invites", "joining", "c"),
  right(24, "manage_invites", "joining", "!"),
  right(25, "change_nickname", "joining", ""),
  right(26, "manage_nicknames", "joining", "!"),
  right(27, "timeout_members", "order", "!"),
  right(28, "kick_members", "order", "!"),
  right(29, "ban_members", "order", "!"),
  right(30, "manage_channels", "order", "c!"),
  right(31, "manage_roles", "order", "c!"),
  right(36, "handle_reports", "order", "!"),
  right(37, "view_audit_log", "order", "!"),
  right(39, "manage_space", "order", "!"),
  right(40, "administrator", "order", "!"),
];

export const RIGHT_GROUPS: readonly RightGroup[] = ["seeing", "writing", "voice", "joining", "order"];

/** The rights that make sense in a channel of this kind; a category holds both sorts. */
export function rightsOfChannel(kind: Channel["kind"]): Right[] {
  return RIGHTS.filter((entry) => entry.channel && (kind !== "text" || entry.group !== "voice"));
}

const BY_NAME = new Map<string, Right>(RIGHTS.map((entry) => [entry.name, entry]));

/** A set of rights as bits; JSON carries the names. */
export type Perms = bigint;

export const NONE: Perms = 0n;
export const ALL: Perms = RIGHTS.reduce((set, entry) => set | (1n << BigInt(entry.bit)), NONE);

/** The bit of a right; none for a name this client does not know yet. */
export function bit(name: Perm): Perms {
  const entry = BY_NAME.get(name);
  return entry ? 1n << BigInt(entry.bit) : NONE;
}

export function fromNames(names: readonly Perm[]): Perms {
  return names.reduce((set, name) => set | bit(name), NONE);
}

/** The names in the set, by number. */
export function toNames(set: Perms): Perm[] {
  return RIGHTS.filter((entry) => set & bit(entry.name)).map((entry) => entry.name);
}

export function has(set: Perms, name: Perm): boolean {
  return (set & bit(name)) !== NONE;
}

export function isStrong(name: Perm): boolean {
  return BY_NAME.get(name)?.strong ?? false;
}
