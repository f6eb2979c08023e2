/** The steps of the doors without their views: what is asked, what is sent, and what a refusal means. */
import { createRoot } from "solid-js";
import { describe, expect, it, vi } from "vitest";
import { type Ask, Problem } from "~/lib/api";
import type { SignedIn } from "~/lib/api/wire";
import { createReset, createSignIn } from "./state";

const CHALLENGE = { challenge_id: "c1", expires_in_seconds: 600 };
const TICKET = { status: "second_factor", ticket: "t1", methods: ["totp", "recovery_code"], expires_in_seconds: 300 };
const IN = { status: "ok", user: { id: "1" } };
const refused = (code: string, more: { field?: string; waitMs?: number } = {}) => new Problem(code, 401, code, more.field ?? null, more.waitMs ?? null);

/** A server that answers what it is told, in this order for each path. */
function server(answers: Record<string, unknown[]>) {
  const sent: [string, unknown][] = [];
  const ask = vi.fn((_method: string, path: string, body: unknown) => {
    sent.push([path, body]);
    const answer = answers[path]?.shift();
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  return { ask: ask as unknown as Ask, sent };
}

function signingIn(answers: Record<string, unknown[]>) {
  const { ask, sent } = server(answers);
  const accept = vi.fn<(answer: SignedIn) => void>();
  return createRoot((dispose) => ({ signIn: createSignIn({ ask, accept, locale: () => "en" }), accept, sent, dispose }));
}

async function byPassword(that: ReturnType<typeof signingIn>) {
  that.signIn.form.set("login", "ada@foxglove.example");
  that.signIn.form.set("password", "a lamp on the table");
  await that.signIn.form.submit();
}

describe("the second step", () => {
  it("empties a wrong code, keeps the reason, and takes the next one", async () => {
    const that = signingIn({ "/auth/sign-in": [TICKET], "/auth/second-factor": [refused("invalid_code"), IN] });
    await byPassword(that);
    const step = that.signIn.second();
    step?.set("code", "123456");
    expect(await step?.submit()).toBe(false);
    expect([step?.values.code, step?.faults.code?.key]).toEqual(["", "doors.second_wrong"]);
    step?.set("code", "654321");
    expect(step?.faults.code).toBeUndefined();
    expect(await step?.submit()).toBe(true);
    expect(that.sent.at(-1)).toEqual(["/auth/second-factor", { ticket: "t1", method: "totp", code: "654321" }]);
    expect(that.accept).toHaveBeenCalledOnce();
    that.dispose();
  });

  it("sends nothing that cannot be a code", async () => {
    const that = signingIn({ "/auth/sign-in": [TICKET] });
    await byPassword(that);
    const step = that.signIn.second();
    step?.set("code", "12345");
    expect(await step?.submit()).toBe(false);
    expect(step?.faults.code?.key).toBe("doors.second_missing");
    step?.choose("recovery_code");
    expect([step?.values.code, step?.faults.code]).toEqual(["", undefined]);
    step?.set("code", "abcd");
    expect(await step?.submit()).toBe(false);
    expect(step?.faults.code?.key).toBe("doors.second_recovery_missing");
    expect(that.sent).toHaveLength(1);
    that.dispose();
  });

  it("begins again when the ticket is dead, and says why", async () => {
    const that = signingIn({ "/auth/sign-in": [TICKET], "/auth/second-factor": [refused("unauthenticated")] });
    await byPassword(that);
    that.signIn.second()?.set("code", "123456");
    await that.signIn.second()?.submit();
    expect(that.signIn.second()).toBeNull();
    expect([that.signIn.form.values.login, that.signIn.form.values.password]).toEqual(["ada@foxglove.example", ""]);
    expect(that.signIn.form.note()?.key).toBe("doors.second_late");
    that.dispose();
  });

  it("says how long to wait after too many tries", async () => {
    const that = signingIn({ "/auth/sign-in": [TICKET], "/auth/second-factor": [refused("rate_limited", { waitMs: 121_000 })] });
    await byPassword(that);
    that.signIn.second()?.set("code", "123456");
    await that.signIn.second()?.submit();
    expect(that.signIn.second()?.note()).toEqual({ key: "doors.too_often", minutes: 3 });
    that.dispose();
  });
});

describe("a code by mail", () => {
  it("goes to the address that was typed as the name, and may lead to the second step", async () => {
    const that = signingIn({ "/auth/email-code": [CHALLENGE], "/auth/email-code/verify": [TICKET] });
    that.signIn.form.set("login", "ada@foxglove.example");
    that.signIn.form.set("shared", true);
    that.signIn.byMail();
    const mail = that.signIn.mail();
    await mail?.request.form.submit();
    expect(mail?.request.sent()).toEqual({ id: "c1", email: "ada@foxglove.example" });
    expect(mail?.request.wait()).toBe(60);
    mail?.form.set("code", "123456");
    await mail?.form.submit();
    expect(that.sent.at(-1)).toEqual(["/auth/email-code/verify", { challenge_id: "c1", code: "123456", shared: true }]);
    expect(that.signIn.second()?.methods).toEqual(["totp", "recovery_code"]);
    that.signIn.restart();
    // The code of the mail is spent: another one is needed.
    expect([that.signIn.second(), that.signIn.mail()?.request.sent(), that.signIn.mail()?.request.form.values.email]).toEqual([null, null, "ada@foxglove.example"]);
    that.dispose();
  });

  it("takes no name for an address", () => {
    const that = signingIn({});
    that.signIn.form.set("login", "ada");
    that.signIn.byMail();
    expect(that.signIn.mail()?.request.form.values.email).toBe("");
    that.signIn.byPassword();
    expect(that.signIn.mail()).toBeNull();
    that.dispose();
  });

  it.each([
    [refused("unavailable"), "doors.mail_off"],
    [new Problem("network", 0, ""), "doors.offline"],
  ])("says what %o means", async (problem, key) => {
    const that = signingIn({ "/auth/email-code": [problem] });
    that.signIn.form.set("login", "ada@foxglove.example");
    that.signIn.byMail();
    await that.signIn.mail()?.request.form.submit();
    expect(that.signIn.mail()?.request.form.note()?.key).toBe(key);
    that.dispose();
  });

  it("waits as long as the server says before another one", async () => {
    const that = signingIn({ "/auth/email-code": [refused("rate_limited", { waitMs: 90_000 })] });
    that.signIn.form.set("login", "ada@foxglove.example");
    that.signIn.byMail();
    await that.signIn.mail()?.request.form.submit();
    expect(that.signIn.mail()?.request.wait()).toBe(90);
    that.dispose();
  });
});

describe("a forgotten password", () => {
  const start = async (answers: unknown[]) => {
    const { ask, sent } = server({ "/auth/password/forgot": [CHALLENGE], "/auth/password/reset": answers });
    const { reset, dispose } = createRoot((end) => ({ reset: createReset({ ask }), dispose: end }));
    reset.request.form.set("email", " ada@foxglove.example ");
    await reset.request.form.submit();
    reset.form.set("code", "abcde-fghij");
    reset.form.set("password", "a kettle on the stove");
    return { reset, sent, dispose };
  };

  it("asks for the second step after a refusal, and sends it along", async () => {
    const { reset, sent, dispose } = await start([refused("invalid_code"), refused("invalid_code"), undefined]);
    expect(await reset.form.submit()).toBe(false);
    expect(sent.at(-1)).toEqual(["/auth/password/reset", { challenge_id: "c1", code: "abcde-fghij", password: "a kettle on the stove" }]);
    expect([reset.asksFactor(), reset.form.note()?.key]).toEqual([true, "doors.reset_wrong"]);
    reset.form.set("factor", "123456");
    await reset.form.submit();
    expect(reset.form.note()?.key).toBe("doors.reset_wrong_again");
    expect(await reset.form.submit()).toBe(true);
    expect(sent.at(-1)?.[1]).toMatchObject({ second_factor: "123456" });
    expect(reset.isDone()).toBe(true);
    dispose();
  });

  it("puts a refused password at its field, and the code stays", async () => {
    const { reset, dispose } = await start([refused("invalid", { field: "password" })]);
    await reset.form.submit();
    expect([reset.form.faults.password?.key, reset.form.values.code, reset.asksFactor()]).toEqual(["doors.password_common", "abcde-fghij", false]);
    dispose();
  });
});
