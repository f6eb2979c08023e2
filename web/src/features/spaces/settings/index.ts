/** The pages of the space settings; each loads when it is first opened. */

import { lazy } from "solid-js";

export const SpaceSettings = {
  Pages: lazy(() => import("./SpaceSettings")),
  Overview: lazy(() => import("./Overview").then((module) => ({ default: module.Overview }))),
  Rooms: lazy(() => import("./Rooms").then((module) => ({ default: module.Rooms }))),
  RoomOverview: lazy(() => import("./RoomOverview").then((module) => ({ default: module.RoomOverview }))),
  RoomAccess: lazy(() => import("./RoomAccess").then((module) => ({ default: module.RoomAccess }))),
  Roles: lazy(() => import("./Roles").then((module) => ({ default: module.Roles }))),
  Members: lazy(() => import("./Members").then((module) => ({ default: module.Members }))),
  Invites: lazy(() => import("./Invites").then((module) => ({ default: module.Invites }))),
  Audit: lazy(() => import("./Audit").then((module) => ({ default: module.Audit }))),
  Reports: lazy(() => import("./Reports").then((module) => ({ default: module.Reports }))),
  Bans: lazy(() => import("./Bans").then((module) => ({ default: module.Bans }))),
};
