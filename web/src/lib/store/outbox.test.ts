/** What is kept over a reload is read with suspicion and never sent twice by itself after its nonce has died. */
import { describe, expect, it } from "vitest";
import { goesAgain, keep, newNonce, NONCE_LIFE_MS, restore, type Parcel } from "./outbox";

const parcel = (more: Partial<Parcel> = {}): Parcel => ({
  nonce: "n1", channelId: "c", content: "hello", replyTo: null, uploads: [], createdMs: 1000, state: "sending", failure: null, code: null, ...more,
});

describe("the outbox", () => {
  it("comes back as not sent", () => {
    expect(restore(keep([parcel()]))).toEqual([parcel({ state: "failed", failure: "offline" })]);
    expect(restore(keep([parcel({ state: "failed", failure: "refused", code: "forbidden" })]))[0]?.failure).toBe("refused");
  });
  it.each(["", "null", "{}", "[1]", "[{}]", "nonsense", '[{"nonce":"<script>"}]'])("drops %j", (text) => {
    expect(restore(text)).toEqual([]);
  });
  it("goes again only while its nonce is known to the server", () => {
    const failed = parcel({ state: "failed", failure: "offline" });
    expect(goesAgain(failed, 2000)).toBe(true);
    expect(goesAgain(failed, 1000 + NONCE_LIFE_MS)).toBe(false);
    expect(goesAgain({ ...failed, failure: "refused" }, 2000)).toBe(false);
  });
  it("marks each message", () => expect(newNonce()).toMatch(/^[0-9a-f]{24}$/));
});
