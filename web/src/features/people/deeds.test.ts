/** Refusals are said in words that fit the deed, and the store hears of a deed before the stream does. */
import { describe, expect, it } from "vitest";
import type { Text } from "~/features/messages/scene";
import { Problem } from "~/lib/api";
import type { Event } from "~/lib/api/wire";
import type { Live } from "~/lib/store";
import { createDeeds, explainDeed } from "./deeds";

const t = ((key: string) => key) as Text;
const ben = { id: "ben", username: "ben", display_name: "Ben", avatar: null, bot: false };
const whom = { id: "ben", name: "Ben" };

function scene(answer: unknown) {
  const [events, told, asked]: [Event[], string[], string[]] = [[], [], []];
  const ask = (method: string, path: string, body?: unknown) => {
    asked.push(`${method} ${path}${body ? ` ${JSON.stringify(body)}` : ""}`);
    return answer instanceof Problem ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const live = { world: { people: { ben } }, ask, apply: (event: Event) => void events.push(event) } as unknown as Live;
  return { deeds: createDeeds({ live, t, notify: (text, kind) => void told.push(kind === "bad" ? `bad ${text}` : text) }), events, told, asked };
}

describe("refusals", () => {
  it.each([
    ["ask", "not_found", "bond.not_asked"],
    ["ask", "rate_limited", "bond.too_often"],
    ["ask", "limit_reached", "bond.too_many"],
    ["accept", "not_found", "bond.gone"],
    ["accept", "limit_reached", "bond.too_many"],
    ["block", "limit_reached", "bond.too_many_blocks"],
    ["withdraw", "network", "act.failed"],
  ] as const)("of %s by %s are said as %s", (deed, code, key) => {
    expect(explainDeed(t, deed, "Ben", new Problem(code, 400, ""))).toBe(key);
  });
  it("become a notice and change nothing", async () => {
    const that = scene(new Problem("not_found", 404, ""));
    await that.deeds.act("ask", whom);
    expect([that.told, that.events]).toEqual([["bad bond.not_asked"], []]);
    expect(that.deeds.isBusy("ask", "ben")).toBe(false);
  });
  it("of a name never say whether somebody has it", async () => {
    for (const code of ["not_found", "invalid"]) {
      await expect(scene(new Problem(code, 404, "")).deeds.askByName("nobody")).rejects.toThrow("bond.nobody");
    }
  });
});

describe("deeds", () => {
  it("ask, and say so when two requests have crossed", async () => {
    const crossed = scene({ user: ben, state: "friends", since: "" });
    await crossed.deeds.act("ask", whom);
    expect(crossed.asked).toEqual(['POST /friends {"user_id":"ben"}']);
    expect(crossed.told).toEqual(["bond.accepted"]);
    expect(crossed.events).toEqual([{ t: "friend_update", d: { user: ben, state: "friends" } }]);
  });
  it.each([["decline", "bond.declined"], ["withdraw", "bond.withdrawn"], ["remove", "bond.removed"]] as const)("%s ends what was between two", async (deed, words) => {
    const one = scene(undefined);
    await one.deeds.act(deed, whom);
    expect([one.asked, one.told]).toEqual([["DELETE /friends/ben"], [words]]);
    expect(one.events).toEqual([{ t: "friend_update", d: { user: ben, state: null } }]);
  });
  it("block tells the store at once", async () => {
    const one = scene(undefined);
    await one.deeds.act("block", whom);
    expect([one.asked, one.told]).toEqual([["PUT /blocks/ben"], ["bond.blocked"]]);
    expect(one.events).toEqual([{ t: "block_update", d: { user_id: "ben", blocked: true } }]);
  });
  it("unblock reads again what the block hid", async () => {
    const one = scene(ben);
    await one.deeds.act("unblock", whom);
    await Promise.resolve();
    expect(one.asked).toEqual(["DELETE /blocks/ben", "GET /users/ben"]);
    expect(one.events.at(-1)).toEqual({ t: "user_update", d: ben });
  });
});
