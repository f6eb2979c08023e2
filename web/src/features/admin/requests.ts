/** Every request about accounts and about what was done to them, by its name in the product. */

import { queryOf, type Ask } from "~/lib/api";
import type { AuditFilter } from "~/features/spaces/requests";
import type { AccountState, AdminUser, AdminUserDetail, AuditEntry, Id, InstanceRole, Page, SuspendUser } from "~/lib/api/wire";

export interface AccountQuery {
  q: string;
  state: AccountState | "";
  role: InstanceRole | "";
}

const PAGE = 50;

export function accountRequests(ask: Ask) {
  const of = (user: Id) => `/admin/users/${user}`;
  return {
    list: (query: AccountQuery, cursor: string | null) =>
      ask<Page<AdminUser>>("GET", `/admin/users?${queryOf({ limit: PAGE, ...query, q: query.q.trim(), cursor })}`),
    one: (user: Id) => ask<AdminUserDetail>("GET", of(user)),
    suspend: (user: Id, suspension: SuspendUser) => ask<AdminUser>("PUT", `${of(user)}/suspension`, suspension),
    lift: (user: Id) => ask<void>("DELETE", `${of(user)}/suspension`),
    signOut: (user: Id) => ask<void>("POST", `${of(user)}/sign-out`),
    resetFactors: (user: Id) => ask<void>("POST", `${of(user)}/reset-factors`),
    audit: (filter: AuditFilter, cursor: string | null) => ask<Page<AuditEntry>>("GET", `/admin/audit?${queryOf({ limit: PAGE, ...filter, cursor })}`),
    setRole: (user: Id, role: InstanceRole | null) => ask<AdminUser>("PATCH", of(user), { instance_role: role }),
  };
}
