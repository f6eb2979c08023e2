/** Requests carry the token, renew it once, and turn every failure into a problem. */
import { describe, expect, it, vi } from "vitest";
import { createAsk, createPublicAsk } from "./api";
import { Problem } from "./problem";

const answer = (status: number, body: unknown) => new Response(body === undefined ? null : JSON.stringify(body), { status });
const refusal = (status: number, error: string, more = {}) => answer(status, { error, message: "no", ...more });

function server(...answers: (Response | Error)[]) {
  const fetch = vi.fn((_url: string, _init: RequestInit) => {
    const next = answers.shift();
    return next instanceof Response ? Promise.resolve(next) : Promise.reject(next ?? new Error("nothing more"));
  });
  return { fetch: fetch as unknown as typeof globalThis.fetch, calls: fetch.mock.calls };
}

const header = (init: RequestInit | undefined, name: string) => new Headers(init?.headers).get(name);

describe("a request", () => {
  it("carries the token and the reason", async () => {
    const { fetch, calls } = server(answer(200, { id: "1" }));
    const ask = createAsk({ fetch, token: () => Promise.resolve("t1") });
    expect(await ask("PATCH", "/me", { bio: "x" }, { reason: "ruído" })).toEqual({ id: "1" });
    expect(calls[0]?.[0]).toBe("/api/v1/me");
    expect(header(calls[0]?.[1], "authorization")).toBe("Bearer t1");
    expect(header(calls[0]?.[1], "x-audit-reason")).toBe("ru%C3%ADdo");
  });

  it("renews an old token once and asks again", async () => {
    const { fetch, calls } = server(refusal(401, "unauthenticated"), answer(204, undefined));
    const token = vi.fn((fresh: boolean) => Promise.resolve(fresh ? "t2" : "t1"));
    await createAsk({ fetch, token })("DELETE", "/messages/1");
    expect(header(calls[1]?.[1], "authorization")).toBe("Bearer t2");
    expect(token).toHaveBeenCalledTimes(2);
  });

  it("does not ask again when signed out", async () => {
    const { fetch, calls } = server(refusal(401, "unauthenticated"));
    await expect(createAsk({ fetch, token: () => Promise.resolve(null) })("GET", "/me")).rejects.toMatchObject({ code: "unauthenticated" });
    expect(calls).toHaveLength(1);
  });

  it("throws the server's refusal with its field and wait", async () => {
    const { fetch } = server(refusal(422, "invalid", { field: "username", retry_after_ms: 900 }));
    const thrown: unknown = await createPublicAsk({ fetch })("POST", "/setup", {}).catch((e: unknown) => e);
    expect(thrown).toBeInstanceOf(Problem);
    expect(thrown).toMatchObject({ code: "invalid", status: 422, field: "username", retryAfterMs: 900 });
  });

  it.each([
    [new TypeError("failed to fetch"), "network"],
    [new DOMException("slow", "TimeoutError"), "timeout"],
    [new DOMException("stop", "AbortError"), "aborted"],
  ])("names %s", async (error, code) => {
    const { fetch } = server(error);
    await expect(createPublicAsk({ fetch })("GET", "/instance")).rejects.toMatchObject({ code, status: 0 });
  });

  it("says that an answer of a proxy cannot be read", async () => {
    const { fetch } = server(new Response("<html>", { status: 502 }));
    await expect(createPublicAsk({ fetch })("GET", "/instance")).rejects.toMatchObject({ code: "unreadable", status: 502 });
  });
});
