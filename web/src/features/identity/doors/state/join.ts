/** An invitation: read, and taken. */
import { type Accessor, createSignal } from "solid-js";
import { type Ask, Problem } from "~/lib/api";
import type { InvitePreview } from "~/lib/api/wire";
import { type Fault, commonFault, fault } from "../faults";
import type { Doorway } from "./doorway";

export type Invitation =
  | { kind: "loading" }
  | { kind: "live"; preview: InvitePreview }
  | { kind: "expired" }
  | { kind: "unknown" }
  | { kind: "failed"; fault: Fault };

export interface Join {
  invitation: Accessor<Invitation>;
  load: () => Promise<void>;
  /** Joins as who is signed in; true when inside. */
  join: (ask: Ask) => Promise<boolean>;
  busy: Accessor<boolean>;
  note: Accessor<Fault | null>;
}

export function createJoin(door: Pick<Doorway, "ask">, code: string): Join {
  const [invitation, setInvitation] = createSignal<Invitation>({ kind: "loading" });
  const [busy, setBusy] = createSignal(false);
  const [note, setNote] = createSignal<Fault | null>(null);
  const path = `/invites/${encodeURIComponent(code)}`;
  const read = (thrown: unknown): Invitation => {
    if (!(thrown instanceof Problem)) throw thrown;
    if (thrown.code === "expired") return { kind: "expired" };
    return thrown.code === "not_found" ? { kind: "unknown" } : { kind: "failed", fault: commonFault(thrown) };
  };
  return {
    invitation,
    busy,
    note,
    load: async () => {
      setInvitation({ kind: "loading" });
      setInvitation(await door.ask<InvitePreview>("GET", path).then((preview): Invitation => ({ kind: "live", preview }), read));
    },
    join: async (ask) => {
      setBusy(true);
      setNote(null);
      try {
        await ask("POST", `${path}/join`);
        return true;
      } catch (thrown) {
        if (!(thrown instanceof Problem)) throw thrown;
        if (thrown.code === "expired" || thrown.code === "not_found") setInvitation(read(thrown));
        else setNote(joinFault(thrown));
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}

function joinFault(problem: Problem): Fault {
  if (problem.code === "forbidden") return fault("doors.join_banned");
  if (problem.code === "limit_reached") return fault("doors.join_full");
  if (problem.code === "email_unverified") return fault("doors.join_unverified");
  return commonFault(problem);
}
