/** The pages of the administration; each loads when it is first opened. */

import { lazy } from "solid-js";

export const Admin = {
  Pages: lazy(() => import("./AdminFrame")),
  Accounts: lazy(() => import("./Accounts").then((module) => ({ default: module.Accounts }))),
  Account: lazy(() => import("./Account").then((module) => ({ default: module.Account }))),
  Audit: lazy(() => import("./Audit").then((module) => ({ default: module.Audit }))),
};
