/** The words behind a result: which step decided a right, said of one target or in a chain. */

import type { Channel, Id } from "~/lib/api/wire";
import type { Target } from "../exceptions";
import type { Link, Step } from "../permissions";
import { sameTarget } from "../permissions";
import type { useSpaceWords } from "../words";

type Text = ReturnType<typeof useSpaceWords>["t"];

/** "Denied by category Desk": the result of one right for one target, in one short line. */
export function resultOf(
  t: Text,
  step: Step,
  allowed: boolean,
  here: { target: Target; categoryId: Id | null; categoryName: string; labelOf: (target: Target) => string },
): string {
  switch (step.kind) {
    case "owner":
      return t("access.allowedOwner");
    case "administrator":
      return t("access.allowedByAdmin", { role: here.labelOf({ kind: "role", id: step.roleId }) });
    case "role":
      return step.roleId === null ? t("access.noRole") : t("access.allowedBy", { role: here.labelOf({ kind: "role", id: step.roleId }) });
    case "override": {
      const category = here.categoryName;
      if (step.channelId === here.categoryId) return t(allowed ? "access.allowedCategory" : "access.deniedCategory", { category });
      if (sameTarget(step.target, here.target)) return t(allowed ? "access.allowedHere" : "access.deniedHere");
      return t(allowed ? "access.allowedHereBy" : "access.deniedHereBy", { target: here.labelOf(step.target) });
    }
    case "hidden":
      return t("access.hidden");
    case "needs":
      return t(step.permission === "connect" ? "access.needsConnect" : "access.needsSend");
    case "timeout":
      return t("access.timeout");
  }
}

/** The two lines of one link of the chain: what speaks, and what it says. */
export function linkWords(
  t: Text,
  link: Link,
  here: { category: Pick<Channel, "id" | "name"> | null; person: string; labelOf: (target: Target) => string },
): { title: string; says: string } {
  const role = link.roleId === undefined ? "" : here.labelOf({ kind: "role", id: link.roleId });
  switch (link.kind) {
    case "owner":
      return { title: t("access.owner", { name: here.person }), says: t("access.allowsDecides") };
    case "administrator":
      return { title: t("access.admin", { role }), says: t("access.allowsDecides") };
    case "hidden":
      return { title: t("access.seeing"), says: t("access.seeingNo") };
    case "needs":
      return { title: t(link.permission === "connect" ? "access.entering" : "access.writing"), says: t("access.needsNo") };
    case "timeout":
      return { title: t("access.timedOut", { name: here.person }), says: t("access.timedOutNo") };
    case "role":
      return { title: t("access.inSpace", { role }), says: saying(t, link) };
    case "override": {
      const inCategory = here.category !== null && link.channelId === here.category.id;
      if (!link.target) {
        return { title: inCategory ? t("access.category", { category: here.category?.name ?? "" }) : t("access.room"), says: saying(t, link) };
      }
      const target = here.labelOf(link.target);
      const title = inCategory ? t("access.inCategory", { target, category: here.category?.name ?? "" }) : t("access.inRoom", { target });
      return { title, says: saying(t, link) };
    }
  }
}

function saying(t: Text, link: Link): string {
  if (link.says === "allow") return t(link.decides ? "access.allowsDecides" : "access.allows");
  if (link.says === "deny") return t(link.decides ? "access.deniesDecides" : "access.denies");
  return t(link.decides ? "access.nothingDecides" : "access.nothing");
}
