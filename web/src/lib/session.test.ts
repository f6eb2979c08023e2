/** Signing in, staying in and getting out, with a server made of answers. */
import { describe, expect, it, vi } from "vitest";
import type { Me } from "./api/wire";
import { type TabWord, createSession } from "./session";

const ADA = { id: "1", username: "ada", display_name: "Ada" } as Me;
const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const refusal = (status: number, error: string) => json(status, { error, message: "no" });
const fresh = (n: number) => json(200, { access_token: `t${n}`, expires_in_seconds: 600 });

function world(routes: Record<string, () => Response | Promise<Response>>) {
  const calls: string[] = [];
  let now = 0;
  let heard: (word: TabWord) => void = () => undefined;
  const told: TabWord[] = [];
  const session = createSession({
    fetch: ((url: string) => {
      const path = url.replace("/api/v1", "");
      calls.push(path);
      const route = routes[path];
      return route ? Promise.resolve(route()) : Promise.reject(new TypeError("down"));
    }) as typeof fetch,
    nowMs: () => now,
    alone: (work) => work(),
    tabs: { tell: (word) => told.push(word), hear: (listener) => (heard = listener) },
  });
  return { session, calls, told, pass: (ms: number) => (now += ms), otherTab: (word: TabWord) => heard(word) };
}

describe("a session", () => {
  it("goes on where the browser left off", async () => {
    const { session } = world({ "/auth/refresh": () => fresh(1), "/me": () => json(200, ADA) });
    await session.boot();
    expect(session.me()?.username).toBe("ada");
    expect(await session.token()).toBe("t1");
  });

  it("is out, but not ended, for a stranger", async () => {
    const { session } = world({ "/auth/refresh": () => refusal(401, "unauthenticated") });
    await session.boot();
    expect(session.state()).toEqual({ kind: "out", ended: false });
    expect(await session.token()).toBeNull();
  });

  it("hears that a second step is due, but not of the administration, which says so itself", async () => {
    const refused = () => refusal(403, "second_factor_setup");
    const { session } = world({ "/auth/refresh": () => fresh(1), "/me": () => json(200, ADA), "/spaces": refused, "/admin/users": refused, "/auth/sign-out": () => new Response(null, { status: 204 }) });
    await session.boot();
    await expect(session.ask("GET", "/admin/users")).rejects.toMatchObject({ code: "second_factor_setup" });
    expect(session.isFactorDue()).toBe(false);
    await expect(session.ask("GET", "/spaces")).rejects.toMatchObject({ code: "second_factor_setup" });
    expect(session.isFactorDue()).toBe(true);
    await session.signOut();
    expect(session.isFactorDue()).toBe(false);
  });

  it("says that the account was locked while the page was open", async () => {
    const { session } = world({ "/auth/refresh": () => fresh(1), "/me": () => json(200, ADA) });
    await session.boot();
    session.end(true);
    expect(session.state()).toEqual({ kind: "out", ended: true, suspended: true });
  });

  it("is out in a place without an owner", async () => {
    const { session, calls } = world({ "/auth/refresh": () => refusal(503, "setup_required") });
    session.rest();
    expect(session.state()).toEqual({ kind: "out", ended: false });
    expect(await session.token()).toBeNull();
    expect(calls).toEqual([]);
  });

  it("says when the server cannot be asked, and can try again", async () => {
    const routes: Record<string, () => Response> = {};
    const { session } = world(routes);
    await session.boot();
    expect(session.state().kind).toBe("unreachable");
    Object.assign(routes, { "/auth/refresh": () => fresh(1), "/me": () => json(200, ADA) });
    await session.boot();
    expect(session.state().kind).toBe("in");
  });

  it("renews the token before it expires, once for all who wait", async () => {
    let n = 1;
    const { session, calls, pass } = world({ "/auth/refresh": () => fresh(++n) });
    session.accept({ access_token: "t1", expires_in_seconds: 600, user: ADA, session_id: "s", refresh_token: null });
    expect(await session.token()).toBe("t1");
    pass(571_000);
    expect(await Promise.all([session.token(), session.token()])).toEqual(["t2", "t2"]);
    expect(calls).toEqual(["/auth/refresh"]);
  });

  it("ends when the server no longer knows it", async () => {
    const { session, pass } = world({ "/auth/refresh": () => refusal(401, "unauthenticated") });
    session.accept({ access_token: "t1", expires_in_seconds: 600, user: ADA, session_id: "s", refresh_token: null });
    pass(600_000);
    expect(await session.token()).toBeNull();
    expect(session.state()).toEqual({ kind: "out", ended: true });
  });

  it("stays in while the server is away", async () => {
    const { session, pass } = world({});
    session.accept({ access_token: "t1", expires_in_seconds: 600, user: ADA, session_id: "s", refresh_token: null });
    pass(600_000);
    await expect(session.token()).rejects.toMatchObject({ code: "network" });
    expect(session.state().kind).toBe("in");
  });

  it("signs out here and in the other tabs", async () => {
    const { session, told, otherTab } = world({ "/auth/sign-out": () => new Response(null, { status: 204 }) });
    session.accept({ access_token: "t1", expires_in_seconds: 600, user: ADA, session_id: "s", refresh_token: null });
    await session.signOut();
    expect(session.state()).toEqual({ kind: "out", ended: false });
    expect(told).toEqual(["signed-in", "signed-out"]);
    session.accept({ access_token: "t1", expires_in_seconds: 600, user: ADA, session_id: "s", refresh_token: null });
    otherTab("signed-out");
    expect(session.me()).toBeNull();
  });

  it("follows another tab in", async () => {
    const boot = vi.fn(() => refusal(401, "unauthenticated"));
    const { session, otherTab } = world({ "/auth/refresh": boot });
    await session.boot();
    otherTab("signed-in");
    await vi.waitFor(() => expect(boot).toHaveBeenCalledTimes(2));
  });
});
