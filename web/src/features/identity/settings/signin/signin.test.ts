/** The steps of the sign-in settings without their views. */
import { createRoot } from "solid-js";
import { describe, expect, it, vi } from "vitest";
import { type Ask, Problem } from "~/lib/api";
import { Declined } from "~/lib/reauth";
import { createAddApp } from "./state/addApp";
import { codesFile, createKeeping } from "./state/keeping";
import { createMailAddress } from "./state/mailAddress";

const START = { secret: "JBSWY3DPEHPK3PXP", otpauth_uri: "otpauth://totp/x", expires_in_seconds: 600 };
const CODES = { recovery_codes: ["AAAAA-AAAAA", "BBBBB-BBBBB"] };
const refused = (code: string) => new Problem(code, 401, code);

/** Answers each `METHOD /path` in turn. */
function server(answers: Record<string, unknown[]>) {
  const ask = vi.fn((method: string, path: string, _body?: unknown) => {
    const answer = answers[`${method} ${path}`]?.shift();
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  return { ask: ask as unknown as Ask, asked: () => ask.mock.calls.map(([method, path]) => `${method} ${path}`), last: () => ask.mock.lastCall?.[2] };
}

describe("an authenticator app", () => {
  it("is scanned, proven by its first code, and hands out codes that are forgotten on closing", async () => {
    const { ask } = server({ "POST /me/totp": [START], "POST /me/totp/confirm": [refused("invalid_code"), CODES] });
    const app = createAddApp(ask, () => undefined);
    await app.begin();
    expect(app.step()).toEqual({ at: "scan", start: START, replaces: false });
    app.form.set("code", "000000");
    await app.form.submit();
    expect([app.form.values.code, app.form.faults.code?.key]).toEqual(["", "doors.app_wrong"]);
    app.form.set("code", "123456");
    await app.form.submit();
    expect(app.step()).toEqual({ at: "codes", codes: CODES.recovery_codes });
    app.close();
    expect([app.step(), app.form.values.code]).toEqual([{ at: "none" }, ""]);
  });

  it("that is replaced tells that the old one is off, even when the new one fails to begin", async () => {
    const { ask, asked } = server({ "POST /me/totp": [refused("unavailable"), START] });
    const offNow = vi.fn();
    const app = createAddApp(ask, offNow);
    await expect(app.replace()).rejects.toThrow("unavailable");
    expect(offNow).toHaveBeenCalledOnce();
    expect(app.isBetween()).toBe(true);
    await app.replace();
    expect(asked()).toEqual(["DELETE /me/totp", "POST /me/totp", "POST /me/totp"]);
    expect(app.step()).toMatchObject({ at: "scan", replaces: true });
    expect(app.isBetween()).toBe(false);
  });

  it("whose picture is too old says so", async () => {
    const { ask } = server({ "POST /me/totp": [START], "POST /me/totp/confirm": [refused("expired")] });
    const app = createAddApp(ask, () => undefined);
    await app.begin();
    app.form.set("code", "123456");
    await app.form.submit();
    expect(app.form.note()?.key).toBe("doors.app_late");
  });

  it("shows renewed codes as fresh ones", async () => {
    const { ask } = server({ "POST /me/recovery-codes": [CODES] });
    const app = createAddApp(ask, () => undefined);
    await app.renew();
    expect(app.step()).toEqual({ at: "codes", codes: CODES.recovery_codes });
  });
});

describe("recovery codes", () => {
  it("are left once they were kept", () => {
    const keeping = createKeeping();
    keeping.keep();
    expect([keeping.mayClose(), keeping.isKept()]).toEqual([true, true]);
  });

  it("ask once before they are gone", () => {
    const keeping = createKeeping();
    expect([keeping.mayClose(), keeping.isAsking()]).toEqual([false, true]);
    expect(keeping.mayClose()).toBe(true);
  });

  it("are saved one a line under what they are for", () => {
    expect(codesFile(["Codes of ada"], ["AAAAA-AAAAA", "BBBBB-BBBBB"])).toBe("Codes of ada\n\nAAAAA-AAAAA\nBBBBB-BBBBB\n");
  });
});

describe("an address", () => {
  const start = (answers: Record<string, unknown[]>, typed = "") => {
    const took = vi.fn();
    const wire = server(answers);
    return createRoot((dispose) => ({ mail: createMailAddress(wire.ask, typed, took), took, last: wire.last, dispose }));
  };

  it("is proven by the code that was sent to it", async () => {
    const me = { id: "1", email: "ada@foxglove.example" };
    const { mail, took, last, dispose } = start({ "POST /me/email": [{ challenge_id: "c1" }], "POST /me/email/verify": [me] });
    mail.request.form.set("email", "ada@foxglove.example");
    await mail.request.form.submit();
    mail.form.set("code", "123456");
    await mail.form.submit();
    expect(last()).toEqual({ code: "123456", challenge_id: "c1" });
    expect(took).toHaveBeenCalledWith(me);
    dispose();
  });

  it("that waits is proven by a code that is here already", async () => {
    const { mail, last, dispose } = start({ "POST /me/email/verify": [refused("taken")] }, "ada@foxglove.example");
    mail.form.set("code", "123456");
    await mail.form.submit();
    expect(last()).toEqual({ code: "123456", challenge_id: null });
    expect(mail.form.note()?.key).toBe("doors.email_taken");
    dispose();
  });

  it("is not asked for when nobody proved who they are", async () => {
    const { mail, dispose } = start({ "POST /me/email": [new Declined()] }, "ada@foxglove.example");
    expect(await mail.request.form.submit()).toBe(false);
    expect([mail.request.form.note(), mail.request.form.busy(), mail.request.sent()]).toEqual([null, false, null]);
    dispose();
  });
});
