/** Addresses of the space settings. */

import type { Id } from "~/lib/api/wire";

export type Page = "overview" | "rooms" | "roles" | "members" | "invites" | "bans" | "reports" | "audit";

export const settingsPath = (space: Id, page?: Page): string => `/spaces/${space}/settings${page ? `/${page}` : ""}`;
export const rolePath = (space: Id, role: Id): string => `${settingsPath(space, "roles")}/${role}`;
export const roomPath = (space: Id, room: Id, page: "overview" | "permissions" = "overview"): string =>
  `${settingsPath(space, "rooms")}/${room}/${page}`;
