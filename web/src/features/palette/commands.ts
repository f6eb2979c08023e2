/** Everything that can be done by its name: every page, how the app looks and speaks, and the acts on everything at once. */
import Ban from "lucide-solid/icons/ban";
import Bell from "lucide-solid/icons/bell";
import BadgeCheck from "lucide-solid/icons/badge-check";
import CircleDot from "lucide-solid/icons/circle-dot";
import CircleMinus from "lucide-solid/icons/circle-minus";
import CircleOff from "lucide-solid/icons/circle-dashed";
import MoonStar from "lucide-solid/icons/moon-star";
import Smile from "lucide-solid/icons/face-slightly-smiling";
import CheckCheck from "lucide-solid/icons/check-check";
import Flag from "lucide-solid/icons/flag";
import Hash from "lucide-solid/icons/hash";
import Inbox from "lucide-solid/icons/inbox";
import Keyboard from "lucide-solid/icons/keyboard";
import Languages from "lucide-solid/icons/languages";
import LogOut from "lucide-solid/icons/log-out";
import MessageCircle from "lucide-solid/icons/message-circle";
import MessagesSquare from "lucide-solid/icons/messages-square";
import Monitor from "lucide-solid/icons/monitor";
import MonitorSmartphone from "lucide-solid/icons/monitor-smartphone";
import Moon from "lucide-solid/icons/moon";
import Palette from "lucide-solid/icons/palette";
import Plus from "lucide-solid/icons/plus";
import Rows from "lucide-solid/icons/rows-3";
import ScrollText from "lucide-solid/icons/scroll-text";
import Search from "lucide-solid/icons/search";
import Settings from "lucide-solid/icons/settings";
import Shield from "lucide-solid/icons/shield";
import ShieldCheck from "lucide-solid/icons/shield-check";
import SlidersHorizontal from "lucide-solid/icons/sliders-horizontal";
import SquarePen from "lucide-solid/icons/square-pen";
import Sun from "lucide-solid/icons/sun";
import UserPlus from "lucide-solid/icons/user-plus";
import UserRound from "lucide-solid/icons/user-round";
import UsersRound from "lucide-solid/icons/users-round";
import { paths } from "~/app/paths";
import { CHOICES } from "~/features/presence/state";
import { LEVELS } from "~/features/notifications/state";
import { settingsPath, type Page } from "~/features/spaces/settings/paths";
import type { InstanceRole, Perm } from "~/lib/api/wire";
import { LOCALE_NAMES, LOCALES } from "~/lib/i18n";
import type { IconShape } from "~/ui/Icon";
import type { Acts, Entry, Sight } from "./entry";
import type en from "./words/en";

type CommandWord = Exclude<keyof typeof en.command, "speak" | "read_space">;
type AlsoWord = keyof typeof en.also;
const isAlso = (word: string): word is AlsoWord => word in ALSO;
const ALSO: Record<AlsoWord, true> = {
  catch_up: true, last_room: true, conversations: true, friends: true, requests: true, blocked: true, search: true, settings: true, profile: true, sign_in: true,
  sessions: true, look: true, keyboard: true, new_talk: true, level_all: true, level_mentions: true, level_nothing: true, make_space: true, read_all: true, theme_system: true, theme_light: true, theme_dark: true,
  notifications: true, cosy: true, compact: true, speak: true, sign_out: true, admin: true,
  seen_online: true, seen_idle: true, seen_dnd: true, seen_invisible: true, status: true,
};

/** Who sees the pages of the administration. */
const STAFF: readonly InstanceRole[] = ["moderator", "admin", "owner"];
const ADMINS: readonly InstanceRole[] = ["admin", "owner"];

/** Every page with an address of its own that somebody who is signed in can open. */
export const PAGES: readonly { word: CommandWord; path: string; icon: IconShape; roles?: readonly InstanceRole[] }[] = [
  { word: "catch_up", path: paths.catchUp(), icon: Inbox },
  { word: "last_room", path: paths.home(), icon: MessagesSquare },
  { word: "conversations", path: paths.conversations(), icon: MessageCircle },
  { word: "friends", path: paths.friends(), icon: UsersRound },
  { word: "search", path: paths.search(), icon: Search },
  { word: "settings", path: paths.settings(), icon: Settings },
  { word: "profile", path: paths.settings("profile"), icon: UserRound },
  { word: "look", path: paths.settings("look"), icon: Palette },
  { word: "sign_in", path: paths.settings("sign-in"), icon: ShieldCheck },
  { word: "sessions", path: paths.settings("sessions"), icon: MonitorSmartphone },
  { word: "notifications", path: paths.settings("notifications"), icon: Bell },
  { word: "keyboard", path: paths.settings("keyboard"), icon: Keyboard },
  { word: "requests", path: paths.friends("requests"), icon: UserPlus },
  { word: "blocked", path: paths.friends("blocked"), icon: Ban },
  { word: "admin", path: paths.admin(), icon: Shield, roles: STAFF },
  { word: "admin_accounts", path: paths.admin("accounts"), icon: UsersRound, roles: STAFF },
  { word: "admin_audit", path: paths.admin("audit"), icon: ScrollText, roles: ADMINS },
];

/** Pages of the space at hand, and the rights of which one opens them. */
const SPACE_PAGES: readonly { word: CommandWord; page: Page; perms: readonly Perm[]; icon: IconShape }[] = [
  { word: "space_overview", page: "overview", perms: ["manage_space"], icon: SlidersHorizontal },
  { word: "space_rooms", page: "rooms", perms: ["manage_channels"], icon: Hash },
  { word: "space_members", page: "members", perms: ["manage_roles", "kick_members", "ban_members", "manage_nicknames", "timeout_members"], icon: UsersRound },
  { word: "space_roles", page: "roles", perms: ["manage_roles"], icon: BadgeCheck },
  { word: "space_invites", page: "invites", perms: ["create_invites", "manage_invites"], icon: UserPlus },
  { word: "space_bans", page: "bans", perms: ["ban_members"], icon: Ban },
  { word: "space_reports", page: "reports", perms: ["handle_reports"], icon: Flag },
  { word: "space_audit", page: "audit", perms: ["view_audit_log"], icon: ScrollText },
];

const SEEN = {
  online: { word: "seen_online", icon: CircleDot },
  idle: { word: "seen_idle", icon: MoonStar },
  dnd: { word: "seen_dnd", icon: CircleMinus },
  invisible: { word: "seen_invisible", icon: CircleOff },
} as const;
const LEVEL_WORDS = { all: "level_all", mentions: "level_mentions", nothing: "level_nothing" } as const;
const THEME_WORDS = { system: "theme_system", light: "theme_light", dark: "theme_dark" } as const;
const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

export function commands(sight: Sight): Entry[] {
  const { t } = sight.words;
  const command = (key: string, name: string, icon: IconShape, run: (acts: Acts) => void, more: Partial<Entry> = {}): Entry => ({
    key: `do:${key}`, name, also: isAlso(key) ? [t(`also.${key}`)] : [], detail: "", picture: { icon }, waits: "nothing", isHere: false, run, ...more,
  });
  const plain = (word: CommandWord, icon: IconShape, run: (acts: Acts) => void, more?: Partial<Entry>) => command(word, t(`command.${word}`), icon, run, more);
  const space = sight.world.spaces[sight.spaceId ?? ""];
  const room = sight.world.channels[sight.roomId ?? ""];
  const { theme, density } = sight.prefs;

  const role = sight.world.me?.instance_role ?? null;
  const pages = PAGES.filter(({ roles }) => !roles || (role !== null && roles.includes(role))).map(({ word, path, icon }) => plain(word, icon, (acts) => acts.go(path), { isHere: path === sight.path }));
  const spacePages = space
    ? SPACE_PAGES.filter(({ perms }) => perms.some((perm) => space.permissions.includes(perm))).map(({ word, page, icon }) => {
        const path = settingsPath(space.id, page);
        return plain(word, icon, (acts) => acts.go(path), { detail: space.name, also: [space.name], isHere: path === sight.path });
      })
    : [];
  return [
    ...pages,
    ...CHOICES.filter((one) => one !== sight.world.me?.presence).map((one) => plain(SEEN[one].word, SEEN[one].icon, (acts) => acts.beSeen(one))),
    plain("status", Smile, (acts) => acts.sayStatus()),
    plain("read_all", CheckCheck, (acts) => acts.readAll()),
    ...(space ? [command(`read_space:${space.id}`, t("command.read_space", { name: space.name }), CheckCheck, (acts) => acts.readSpace(space))] : []),
    plain("new_talk", SquarePen, (acts) => acts.beginTalk()),
    ...(room
      ? LEVELS.filter((one) => one !== sight.world.levels[room.id]?.level).map((one) =>
          plain(LEVEL_WORDS[one], Bell, (acts) => acts.level(room, one), { detail: sight.titleOf(room) }))
      : []),
    plain("make_space", Plus, (acts) => acts.makeSpace()),
    ...(["system", "light", "dark"] as const)
      .filter((one) => one !== theme)
      .map((one) => plain(THEME_WORDS[one], THEME_ICONS[one], (acts) => acts.look({ theme: one }))),
    density === "cosy" ? plain("compact", Rows, (acts) => acts.look({ density: "compact" })) : plain("cosy", Rows, (acts) => acts.look({ density: "cosy" })),
    ...LOCALES.filter((one) => one !== sight.locale).map((one) =>
      command(`speak:${one}`, t("command.speak", { name: LOCALE_NAMES[one] }), Languages, (acts) => acts.speak(one), { also: [t("also.speak")] })),
    ...spacePages,
    plain("sign_out", LogOut, (acts) => acts.signOut()),
  ];
}
