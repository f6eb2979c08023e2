/** Who holds which role, from the members that the store knows; loads them once. */

import { type Accessor, createMemo, onMount } from "solid-js";
import type { Id, Member } from "~/lib/api/wire";
import { useScope } from "./scope";

export interface Holders {
  /** Everybody known, by name. */
  all: Accessor<Member[]>;
  /** The holders of a role; everybody for the everyone role. */
  of: (role: Id) => Member[];
  /** Every member is known, so that counts are true. */
  isWhole: Accessor<boolean>;
}

export function createHolders(): Holders {
  const scope = useScope();
  onMount(() => void scope.live.members(scope.id()));
  const all = createMemo(() => {
    const members = Object.values(scope.live.world.members[scope.id()] ?? {}).map(scope.memberOf);
    const known = members.filter((member): member is Member => member !== null);
    return known.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)));
  });
  return {
    all,
    of: (role) => (role === scope.everyone()?.id ? all() : all().filter((member) => member.roles.includes(role))),
    isWhole: () => all().length >= scope.space().member_count,
  };
}

export function nameOf(member: Member): string {
  return member.nick ?? member.user.display_name;
}
