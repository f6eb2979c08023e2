/** Who is there as one may see it: oneself truly, the blocked never, and nobody who went. */
import { describe, expect, it } from "vitest";
import type { Presence, Ready } from "../api/wire";
import { reduce } from "./reduce";
import { beginPresences, saidBy, seenAs } from "./presence";
import { emptyWorld, type World } from "./world";

const proofing = { text: "Proofing", emoji: "📖", expires_at: null };
const seen = (id: string, status: Presence["status"], custom: Presence["custom"] = null): Presence => ({ user_id: id, status, custom });
const tell = (it: World, presence: Presence) => reduce(it, { t: "presence_update", d: presence });

function world(presences: Ready["presences"] = [], me: Partial<World["me"] & object> = {}): World {
  const it = emptyWorld();
  it.me = { id: "ada", presence: "online", custom: null, ...me } as World["me"];
  beginPresences(it, { presences });
  return it;
}

describe("others", () => {
  it("are offline until they are told to be there, and again when they go", () => {
    const it = world([seen("mei", "idle", proofing)]);
    expect([seenAs(it, "ben"), seenAs(it, "mei")]).toEqual(["offline", "idle"]);
    expect(saidBy(it, "mei")).toEqual(proofing);
    tell(it, seen("ben", "dnd"));
    tell(it, seen("mei", "offline"));
    expect([seenAs(it, "ben"), seenAs(it, "mei")]).toEqual(["dnd", "offline"]);
    expect(saidBy(it, "mei")).toBeNull();
    expect(Object.keys(it.presences)).toEqual(["ben"]);
  });
  it("come many at once", () => {
    const it = world();
    reduce(it, { t: "presence_bulk", d: { presences: [seen("ben", "online"), seen("mei", "offline")] } });
    expect(Object.keys(it.presences)).toEqual(["ben"]);
  });
  it("of an older stream do not stay", () => {
    const it = world([seen("ben", "online")]);
    beginPresences(it, { presences: [] });
    expect(seenAs(it, "ben")).toBe("offline");
  });
  it("whom one blocked are not there and say nothing, until the block goes", () => {
    const it = world([seen("eve", "online", proofing)]);
    reduce(it, { t: "block_update", d: { user_id: "eve", blocked: true } });
    expect([seenAs(it, "eve"), saidBy(it, "eve")]).toEqual(["offline", null]);
    reduce(it, { t: "block_update", d: { user_id: "eve", blocked: false } });
    expect(seenAs(it, "eve")).toBe("online");
  });
});

describe("oneself", () => {
  it("is there before the place says so, idle when it says so", () => {
    expect(seenAs(world(), "ada")).toBe("online");
    expect(seenAs(world([seen("ada", "idle")]), "ada")).toBe("idle");
  });
  it("is seen as chosen, and hears the own words even while unseen", () => {
    expect(seenAs(world([seen("ada", "online")], { presence: "dnd" }), "ada")).toBe("dnd");
    const hidden = world([seen("ada", "online")], { presence: "invisible", custom: proofing });
    expect([seenAs(hidden, "ada"), saidBy(hidden, "ada")]).toEqual(["offline", proofing]);
  });
});
