/** What every page of the space settings stands on: the space, its roles and rooms, and what the person may do. */

import { type Accessor, type JSX, createContext, createMemo, useContext } from "solid-js";
import { useSettingsWire } from "~/features/identity/settings";
import type { Channel, Event, Id, Member, Perm, Role, Space } from "~/lib/api/wire";
import { type Live, type Membership, useLive } from "~/lib/store";
import type { SpaceRights } from "../permissions";
import { type Editor, ordered, rankOf, rightsOf } from "../ranks";
import { type SpaceRequests, spaceRequests } from "../requests";

export interface Scope {
  id: Accessor<Id>;
  live: Live;
  space: Accessor<Space>;
  /** Highest first, everyone last. */
  roles: Accessor<Role[]>;
  everyone: Accessor<Role | undefined>;
  channels: Accessor<Channel[]>;
  /** Everything that decides rights at large. */
  rights: Accessor<SpaceRights>;
  selfId: Accessor<Id>;
  self: Accessor<Membership | undefined>;
  editor: Accessor<Editor>;
  isOwner: Accessor<boolean>;
  can: (perm: Perm) => boolean;
  ask: Accessor<SpaceRequests>;
  /** Puts the answer of a request into the store at once; the event that follows changes nothing more. */
  apply: (event: Event) => void;
  /** Name and number of the owner, for "ask …". */
  ownerName: Accessor<string>;
  /** A member of the store as the lists know them. */
  memberOf: (membership: Membership) => Member | null;
}

const Context = createContext<Scope>();

export function useScope(): Scope {
  const scope = useContext(Context);
  if (!scope) throw new Error("space settings stand outside of their space");
  return scope;
}

/** Give it only a space that the store knows. */
export function ScopeProvider(props: { space: Space; children: JSX.Element }) {
  const live = useLive();
  const wire = useSettingsWire();
  const id = () => props.space.id;
  const world = live.world;
  const roles = createMemo(() => ordered(world.roles[id()] ?? []));
  const selfId = () => world.me?.id ?? "";
  const self = () => world.members[id()]?.[selfId()];
  const isOwner = () => props.space.owner_id === selfId();
  const memberOf = (membership: Membership): Member | null => {
    const person = world.people[membership.user_id];
    if (!person) return null;
    const user = { bio: null, pronouns: null, accent: null, instance_role: null, created_at: membership.joined_at, ...person };
    return { ...membership, user };
  };
  const editor = createMemo<Editor>(() => {
    const own = self();
    const rank = isOwner() ? Number.POSITIVE_INFINITY : own ? rankOf({ owner: false, roles: own.roles }, roles()) : -1;
    return { rank, permissions: props.space.permissions };
  });
  const scope: Scope = {
    id,
    live,
    space: () => props.space,
    roles,
    everyone: () => roles().find((role) => role.everyone),
    channels: createMemo(() => Object.values(world.channels).filter((channel) => channel.space_id === id())),
    rights: createMemo(() => rightsOf(props.space, roles())),
    selfId,
    self,
    editor,
    isOwner,
    can: (perm) => props.space.permissions.includes(perm),
    ask: createMemo(() => spaceRequests(wire.ask, id())),
    apply: (event) => live.apply(event),
    ownerName: () => {
      const owner = props.space.owner_id;
      return world.members[id()]?.[owner]?.nick ?? world.people[owner]?.display_name ?? "…";
    },
    memberOf,
  };
  return <Context.Provider value={scope}>{props.children}</Context.Provider>;
}
