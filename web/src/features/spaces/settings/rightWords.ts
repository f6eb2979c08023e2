/** Name and plain words of a right, as said of one room. */

import type { Perm } from "~/lib/api/wire";
import type { useSpaceWords } from "../words";

const HERE = ["view_channel", "mention_everyone", "connect", "move_members", "create_invites", "manage_channels", "manage_roles"] as const;

export function rightWords(t: ReturnType<typeof useSpaceWords>["t"], name: Perm): { name: string; about: string } {
  const here = HERE.find((one) => one === name);
  if (here) return { name: t(`rightsHere.${here}`), about: t(`rightsHere.${here}_about`) };
  return { name: t(`rights.${name}`), about: t(`rights.${name}_about`) };
}
