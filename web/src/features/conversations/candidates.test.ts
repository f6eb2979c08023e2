/** Friends come first; nobody stands there whom one cannot or would not write to. */
import { describe, expect, it } from "vitest";
import type { Me } from "~/lib/api/wire";
import { emptyWorld, type Membership, type World } from "~/lib/store/world";
import { candidates } from "./candidates";

function world(): World {
  const that = emptyWorld();
  for (const [id, name] of [["ada", "Ada"], ["ben", "Ben"], ["zoe", "Zoé"], ["mei", "Mei"], ["eve", "Eve"], ["bot", "Bot"], ["far", "Far"]] as const) {
    that.people[id] = { id, username: id, display_name: name, avatar: null, bot: id === "bot" };
  }
  that.me = that.people["ada"] as Me;
  that.friends = { zoe: "friends", far: "outgoing" };
  that.blocks = { eve: true };
  that.spaceOrder = ["s", "t"];
  const member = (id: string, nick: string | null = null) => ({ user_id: id, nick }) as Membership;
  that.members = { s: { ada: member("ada"), ben: member("ben"), mei: member("mei", "Maestra"), eve: member("eve"), bot: member("bot") }, t: { ben: member("ben"), zoe: member("zoe") } };
  return that;
}
const found = (word = "", without: string[] = []) => candidates(world(), { word, without, compare: (one, two) => one.localeCompare(two) }).map((one) => one.id);

describe("candidates", () => {
  it("are friends, then people of spaces, each once and by name", () => expect(found()).toEqual(["zoe", "ben", "mei"]));
  it("are found by every name they go by, without marks", () => {
    expect([found("zoe"), found("@be"), found(" maes"), found("nobody")]).toEqual([["zoe"], ["ben"], ["mei"], []]);
  });
  it("leave out who is in already", () => expect(found("", ["zoe", "mei"])).toEqual(["ben"]));
});
