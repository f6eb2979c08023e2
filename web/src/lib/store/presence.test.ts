/** Who is there as one may see it: oneself truly, the blocked never, and nobody who went. */
import { describe, expect, it } from "vitest";
import type { Presence, Ready } from "../api/wire";
import { reduce } from "./reduce";
import { beginPresences, saidBy, seenAs } from "./presence";
import { emptyWorld, type World } from "./world";

const proofing = { text: "Proofing", emoji: "📖", expires_at: null };
const seen = (id: string, status: Presence["status"], custom: Presence["custom"] = null): Presence => ({ user_id: id, status, custom });
const tell = (that: World, presence: Presence) => reduce(that, { t: "presence_update", d: presence });

function world(presences: Ready["presences"] = [], me: Partial<World["me"] & object> = {}): World {
  const that = emptyWorld();
  that.me = { id: "ada", presence: "online", custom: null, ...me } as World["me"];
  beginPresences(that, { presences });
  return that;
}

describe("others", () => {
  it("are offline until they are told to be there, and again when they go", () => {
    const that = world([seen("mei", "idle", proofing)]);
    expect([seenAs(that, "ben"), seenAs(that, "mei")]).toEqual(["offline", "idle"]);
    expect(saidBy(that, "mei")).toEqual(proofing);
    tell(that, seen("ben", "dnd"));
    tell(that, seen("mei", "offline"));
    expect([seenAs(that, "ben"), seenAs(that, "mei")]).toEqual(["dnd", "offline"]);
    expect(saidBy(that, "mei")).toBeNull();
    expect(Object.keys(that.presences)).toEqual(["ben"]);
  });
  it("come many at once", () => {
    const that = world();
    reduce(that, { t: "presence_bulk", d: { presences: [seen("ben", "online"), seen("mei", "offline")] } });
    expect(Object.keys(that.presences)).toEqual(["ben"]);
  });
  it("of an older stream do not stay", () => {
    const that = world([seen("ben", "online")]);
    beginPresences(that, { presences: [] });
    expect(seenAs(that, "ben")).toBe("offline");
  });
  it("whom one blocked are not there and say nothing, until the block goes", () => {
    const that = world([seen("eve", "online", proofing)]);
    reduce(that, { t: "block_update", d: { user_id: "eve", blocked: true } });
    expect([seenAs(that, "eve"), saidBy(that, "eve")]).toEqual(["offline", null]);
    reduce(that, { t: "block_update", d: { user_id: "eve", blocked: false } });
    expect(seenAs(that, "eve")).toBe("online");
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
