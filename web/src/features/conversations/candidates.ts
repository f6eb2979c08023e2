/** Whom one could write to: friends first, then the people of conversations and shared spaces. */
import { rank } from "~/features/messages/complete";
import type { Id } from "~/lib/api/wire";
import { isBlocked, nameIn, othersIn, shownConversations, thoseWho, type Person, type World } from "~/lib/store";

/** More than that nobody reads through; typing finds the rest. */
const MOST = 50;

interface Wanted {
  word: string;
  /** Who is left out, as those who are in the group already. */
  without: readonly Id[];
  compare: (one: string, two: string) => number;
}

export function candidates(world: World, wanted: Wanted): Person[] {
  const friends = new Set(thoseWho(world, "friends"));
  const others = world.spaceOrder.flatMap((id) => Object.keys(world.members[id] ?? {}));
  const partners = shownConversations(world).flatMap((talk) => othersIn(world, talk).map((one) => one.id));
  const people = [...new Set([...friends, ...partners, ...others])]
    .map((id) => world.people[id])
    .filter((one): one is Person => one !== undefined && !one.bot && one.id !== world.me?.id && !isBlocked(world, one.id) && !wanted.without.includes(one.id))
    .toSorted((one, two) => Number(friends.has(two.id)) - Number(friends.has(one.id)) || wanted.compare(one.display_name, two.display_name));
  const names = (one: Person) => [one.display_name, one.username, ...world.spaceOrder.map((id) => nameIn(world, id, one.id) ?? "")];
  return rank(people, wanted.word.trim().replace(/^@/, ""), names, MOST);
}
