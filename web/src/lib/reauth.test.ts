/** An act that needs a fresh proof waits for it, runs again, or is given up. */

import { describe, expect, it, vi } from "vitest";
import { Declined, type Proof, createReauth } from "./reauth";

const required = new Error("reauth_required");
const wrong = new Error("invalid_credentials");
const start = () => {
  const prove = vi.fn(({ password }: Proof) => (password === "right" ? Promise.resolve() : Promise.reject(wrong)));
  return { prove, reauth: createReauth(prove, (error) => error === required) };
};
const once = () => {
  let tries = 0;
  return vi.fn(() => (tries++ === 0 ? Promise.reject(required) : Promise.resolve("done")));
};

describe("an act", () => {
  it("that is fresh enough asks nothing", async () => {
    const { reauth } = start();
    await expect(reauth.withReauth(() => Promise.resolve(1))).resolves.toBe(1);
    expect(reauth.asking()).toBe(false);
  });
  it("runs again once the proof is right", async () => {
    const { prove, reauth } = start();
    const act = once();
    const done = reauth.withReauth(act);
    await vi.waitFor(() => expect(reauth.asking()).toBe(true));
    await expect(reauth.answer({ password: "guess" })).rejects.toBe(wrong);
    expect(reauth.asking()).toBe(true);
    await reauth.answer({ password: "right", code: "412905" });
    await expect(done).resolves.toBe("done");
    expect(act).toHaveBeenCalledTimes(2);
    expect(prove).toHaveBeenLastCalledWith({ password: "right", code: "412905" });
  });
  it("is given up with the dialog", async () => {
    const { reauth } = start();
    const done = reauth.withReauth(once());
    await vi.waitFor(() => expect(reauth.asking()).toBe(true));
    reauth.decline();
    await expect(done).rejects.toBeInstanceOf(Declined);
    expect(reauth.asking()).toBe(false);
  });
  it("that fails for another reason says so", async () => {
    const { reauth } = start();
    await expect(reauth.withReauth(() => Promise.reject(wrong))).rejects.toBe(wrong);
  });
});
