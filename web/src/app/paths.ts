/** Every address of the app, built in one place. */
import type { Placed } from "~/lib/store";

const segment = (value: string) => encodeURIComponent(value);

export const paths = {
  home: () => "/",
  setup: () => "/setup",
  signIn: (next?: string) => (next && next !== "/" ? `/sign-in?next=${segment(next)}` : "/sign-in"),
  register: () => "/register",
  factor: (next?: string) => (next && next !== "/" ? `/factor?next=${segment(next)}` : "/factor"),
  forgot: () => "/forgot",
  join: (code: string) => `/join/${segment(code)}`,
  space: (space: string) => `/spaces/${segment(space)}`,
  room: (channel: Placed) =>
    channel.space_id === null ? paths.conversation(channel.id) : `/spaces/${segment(channel.space_id)}/${segment(channel.id)}`,
  conversations: () => "/conversations",
  conversation: (channel: string): string => `/conversations/${segment(channel)}`,
  spaceSettings: (space: string, page = "") => `/spaces/${segment(space)}/settings${page && `/${page}`}`,
  search: (where: { room?: string | undefined; space?: string | undefined } = {}) =>
    where.room ? `/search?in=${segment(where.room)}` : where.space ? `/search?space=${segment(where.space)}` : "/search",
  searchFor: (words: string) => `/search?q=${segment(words)}`,
  catchUp: () => "/catch-up",
  friends: (tab = "") => `/friends${tab && `/${segment(tab)}`}`,
  admin: (page = "") => `/admin${page && `/${page}`}`,
  settings: (page = "") => `/settings${page && `/${page}`}`,
} as const;

/** Pages that a stranger may see. */
export const isDoor = (path: string): boolean => /^\/(setup|sign-in|register|forgot)\/?$/.test(path) || isInvitation(path);
export const isInvitation = (path: string): boolean => /^\/join\/[^/]+\/?$/.test(path);

/** Where to go after signing in: an address of this app, never of another one. */
export function nextOf(wanted: string | string[] | undefined): string {
  const path = typeof wanted === "string" ? wanted : "/";
  return /^\/(?![/\\])/.test(path) && !isDoor(path.split(/[?#]/)[0] ?? "") ? path : "/";
}
