/** Every request of the space settings, by its name in the product. */

import { queryOf, type Ask } from "~/lib/api";
import type {
  AuditEntry, Ban, Channel, ChannelPatch, ChannelPlace, Id, Invite, Member, NewBan, NewChannel, NewInvite, NewRole, OverrideBody, OverrideTarget, Page, Report, ReportState, ResolveReport, Role, RolePatch, Space, SpacePatch, Timestamp,
} from "~/lib/api/wire";

export interface MemberQuery {
  q: string;
  role: Id | null;
}

/** Which lines of the trail; nothing: all of them. */
export interface AuditFilter {
  actor: Id;
  action: string;
  since: Timestamp;
  until: Timestamp;
}

const PAGE = 50;

export function spaceRequests(ask: Ask, space: Id) {
  const here = `/spaces/${space}`;
  return {
    patch: (patch: SpacePatch) => ask<Space>("PATCH", here, patch),
    remove: (confirmName: string) => ask<void>("DELETE", here, { confirm_name: confirmName }),
    handOver: (userId: Id) => ask<Space>("POST", `${here}/owner`, { user_id: userId }),

    members: (query: MemberQuery, cursor: string | null, limit = PAGE) =>
      ask<Page<Member>>("GET", `${here}/members?${queryOf({ limit, q: query.q.trim(), role: query.role, cursor })}`),
    rename: (user: Id, nick: string | null) => ask<Member>("PATCH", `${here}/members/${user}`, { nick }),
    kick: (user: Id, reason?: string) => ask<void>("DELETE", `${here}/members/${user}`, undefined, { reason }),
    giveRole: (user: Id, role: Id) => ask<void>("PUT", `${here}/members/${user}/roles/${role}`),
    takeRole: (user: Id, role: Id) => ask<void>("DELETE", `${here}/members/${user}/roles/${role}`),
    timeOut: (user: Id, seconds: number, reason?: string) =>
      ask<Member>("PUT", `${here}/members/${user}/timeout`, { seconds }, { reason }),
    endTimeout: (user: Id) => ask<void>("DELETE", `${here}/members/${user}/timeout`),

    member: (user: Id) => ask<Member>("GET", `${here}/members/${user}`),
    audit: (filter: AuditFilter, cursor: string | null) =>
      ask<Page<AuditEntry>>("GET", `${here}/audit?${queryOf({ limit: PAGE, ...filter, cursor })}`),
    reports: (state: ReportState, cursor: string | null, limit = PAGE) =>
      ask<Page<Report>>("GET", `${here}/reports?${queryOf({ limit, state, cursor })}`),
    claim: (report: Id) => ask<Report>("POST", `/reports/${report}/claim`),
    resolve: (report: Id, resolution: ResolveReport) => ask<Report>("POST", `/reports/${report}/resolve`, resolution),
    bans: (q: string, cursor: string | null) =>
      ask<Page<Ban>>("GET", `${here}/bans?${queryOf({ limit: PAGE, q: q.trim(), cursor })}`),
    ban: (user: Id, ban: NewBan) => ask<Ban>("PUT", `${here}/bans/${user}`, ban, { reason: ban.reason ?? undefined }),
    unban: (user: Id) => ask<void>("DELETE", `${here}/bans/${user}`),

    createRole: (role: NewRole) => ask<Role>("POST", `${here}/roles`, role),
    patchRole: (role: Id, patch: RolePatch) => ask<Role>("PATCH", `${here}/roles/${role}`, patch),
    deleteRole: (role: Id) => ask<void>("DELETE", `${here}/roles/${role}`),
    orderRoles: (roleIds: Id[]) => ask<Role[]>("PUT", `${here}/roles/order`, { role_ids: roleIds }),

    invites: (cursor: string | null) => ask<Page<Invite>>("GET", `${here}/invites?${queryOf({ limit: PAGE, cursor })}`),
    createInvite: (invite: NewInvite) => ask<Invite>("POST", `${here}/invites`, invite),
    revokeInvite: (code: string) => ask<void>("DELETE", `${here}/invites/${encodeURIComponent(code)}`),

    createChannel: (channel: NewChannel) => ask<Channel>("POST", `${here}/channels`, channel),
    patchChannel: (channel: Id, patch: ChannelPatch) => ask<Channel>("PATCH", `/channels/${channel}`, patch),
    deleteChannel: (channel: Id) => ask<void>("DELETE", `/channels/${channel}`),
    orderChannels: (places: ChannelPlace[]) => ask<Channel[]>("PUT", `${here}/channels/order`, places),
    putOverride: (channel: Id, target: OverrideTarget, entry: OverrideBody) =>
      ask<unknown>("PUT", `/channels/${channel}/overrides/${target.kind}/${target.id}`, entry),
    deleteOverride: (channel: Id, target: OverrideTarget) =>
      ask<void>("DELETE", `/channels/${channel}/overrides/${target.kind}/${target.id}`),
  };
}

export type SpaceRequests = ReturnType<typeof spaceRequests>;
