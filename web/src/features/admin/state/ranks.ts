/** Who may do what to which account: one acts only on those below, and never on oneself. */

import type { AdminUser, Id, InstanceRole } from "~/lib/api/wire";

export const ROLES = ["moderator", "admin", "owner"] as const satisfies readonly InstanceRole[];

const rankOf = (role: InstanceRole | null): number => (role === null ? 0 : ROLES.indexOf(role) + 1);

/** Why nothing can be done about an account; null when something can. */
export type Bar = "isYou" | "isHigher" | "isOver";

export function barOf(who: { id: Id; role: InstanceRole | null }, account: Pick<AdminUser, "user" | "instance_role" | "state">): Bar | null {
  if (account.user.id === who.id) return "isYou";
  if (rankOf(account.instance_role) >= rankOf(who.role)) return "isHigher";
  return account.state === "deleting" || account.state === "erased" ? "isOver" : null;
}

/** The ranks that one can give: those below one's own; owners may make another owner. */
export function givable(role: InstanceRole | null): readonly InstanceRole[] {
  return role === "owner" ? ROLES : ROLES.filter((one) => rankOf(one) < rankOf(role));
}

/** Lengths of a suspension in hours; moderators choose one of at most a week. */
const HOURS = [1, 24, 72, 168] as const;
const LONG_HOURS = [720, 8760] as const;

export interface Lengths {
  hours: readonly number[];
  /** It may last until somebody lifts it. */
  isForGood: boolean;
}

export function lengthsFor(role: InstanceRole | null): Lengths {
  return role === "moderator" ? { hours: HOURS, isForGood: false } : { hours: [...HOURS, ...LONG_HOURS], isForGood: true };
}
