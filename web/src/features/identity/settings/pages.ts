/** The pages of the own settings; each loads when it is first opened. */

import { lazy } from "solid-js";

export const OwnSettings = {
  Pages: lazy(() => import("./SettingsPages")),
  Profile: lazy(() => import("./Profile").then((module) => ({ default: module.Profile }))),
  SignIn: lazy(() => import("./signin/SignIn").then((module) => ({ default: module.SignIn }))),
  Look: lazy(() => import("./Look").then((module) => ({ default: module.Look }))),
  Keyboard: lazy(() => import("./Keyboard").then((module) => ({ default: module.Keyboard }))),
};
