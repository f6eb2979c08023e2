/** What one can do about another person: ask, accept, end, block, unblock; each tells how it went. */
import { createSignal } from "solid-js";
import { explain } from "~/features/messages/trouble";
import type { Scene, Text } from "~/features/messages/scene";
import { troubleOf } from "~/lib/api";
import type { AskFriend, Friend, Id, User } from "~/lib/api/wire";

export type Deed = "ask" | "accept" | "decline" | "withdraw" | "remove" | "block" | "unblock";

/** Whom a deed is about, and what they are called here. */
export interface Whom {
  id: Id;
  name: string;
}

/** Says why a deed was refused. The server never tells a block from a setting, so neither do these words. */
export function explainDeed(t: Text, deed: Deed, name: string, thrown: unknown): string {
  const { code } = troubleOf(thrown);
  if (deed === "ask" && code === "not_found") return t("bond.not_asked", { name });
  if (deed === "accept" && code === "not_found") return t("bond.gone");
  if (deed === "ask" && code === "rate_limited") return t("bond.too_often");
  if (code === "limit_reached") return t(deed === "block" ? "bond.too_many_blocks" : "bond.too_many");
  return explain(t, thrown);
}

export function createDeeds(scene: Pick<Scene, "live" | "notify" | "t">) {
  const { live, notify, t } = scene;
  const [busy, setBusy] = createSignal<string | null>(null);

  function heard(friend: Friend): void {
    live.apply({ t: "friend_update", d: { user: friend.user, state: friend.state } });
  }

  const told = (friend: Friend, name: string) => t(friend.state === "friends" ? "bond.accepted" : "bond.asked", { name });

  async function end(id: Id): Promise<void> {
    await live.ask("DELETE", `/friends/${id}`);
    const user = live.world.people[id];
    if (user) live.apply({ t: "friend_update", d: { user, state: null } });
  }

  /** What a block hid of somebody is read again; without it the card only shows less. */
  async function meetAgain(id: Id): Promise<void> {
    try {
      live.apply({ t: "user_update", d: await live.ask<User>("GET", `/users/${id}`) });
    } catch {
      // Somebody may be out of sight for other reasons.
    }
  }

  /** Does it and answers what to tell. */
  async function perform(deed: Deed, { id, name }: Whom): Promise<string> {
    switch (deed) {
      case "ask": {
        const body: AskFriend = { user_id: id };
        const friend = await live.ask<Friend>("POST", "/friends", body);
        heard(friend);
        return told(friend, name);
      }
      case "accept":
        heard(await live.ask<Friend>("PUT", `/friends/${id}`));
        return t("bond.accepted", { name });
      case "decline":
        await end(id);
        return t("bond.declined", { name });
      case "withdraw":
        await end(id);
        return t("bond.withdrawn", { name });
      case "remove":
        await end(id);
        return t("bond.removed", { name });
      case "block":
        await live.ask("PUT", `/blocks/${id}`);
        live.apply({ t: "block_update", d: { user_id: id, blocked: true } });
        return t("bond.blocked", { name });
      case "unblock":
        await live.ask("DELETE", `/blocks/${id}`);
        live.apply({ t: "block_update", d: { user_id: id, blocked: false } });
        void meetAgain(id);
        return t("bond.unblocked", { name });
    }
  }

  /** One deed at a time; throws words when it was refused. */
  async function attempt(deed: Deed, whom: Whom): Promise<void> {
    setBusy(`${deed}:${whom.id}`);
    try {
      notify(await perform(deed, whom));
    } catch (thrown) {
      throw new Error(explainDeed(t, deed, whom.name, thrown), { cause: thrown });
    } finally {
      setBusy(null);
    }
  }

  /** Asks by the name that somebody signs in with; throws words when it was refused. */
  async function askByName(username: string): Promise<void> {
    setBusy("name");
    try {
      const body: AskFriend = { username };
      const friend = await live.ask<Friend>("POST", "/friends", body);
      heard(friend);
      notify(told(friend, friend.user.display_name));
    } catch (thrown) {
      const isNobody = ["not_found", "invalid"].includes(troubleOf(thrown).code);
      throw new Error(isNobody ? t("bond.nobody") : explainDeed(t, "ask", username, thrown), { cause: thrown });
    } finally {
      setBusy(null);
    }
  }

  return {
    attempt,
    askByName,
    /** As `attempt`, for where a refusal has no place of its own. */
    act: async (deed: Deed, whom: Whom): Promise<void> => {
      if (busy() !== null) return;
      await attempt(deed, whom).catch((refused: Error) => notify(refused.message, "bad"));
    },
    isBusy: (deed: Deed, id: Id) => busy() === `${deed}:${id}`,
    isAsking: () => busy() === "name",
  };
}

export type Deeds = ReturnType<typeof createDeeds>;
