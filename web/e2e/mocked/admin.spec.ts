/** The administration in every look, and what it says when something is missing, refused or running out. */
import type { Page } from "@playwright/test";
import { ADA, type Answers, answer, expect, refusal, test } from "../support/mocks";
import { LOOKS, isRight, look } from "../support/six";
import { BEN, MEI, beAtHome, pageOf } from "../support/talks";

const MINUTE_MS = 60_000;
const AT = "2026-11-20T08:31:00.000Z";
const ref = { id: ADA.id, username: ADA.username, display_name: ADA.display_name, avatar: null, bot: false };
const ahead = (ms: number) => new Date(Date.now() + ms).toISOString();
const status = (more: object = {}) => ({ body: { role: "owner", elevated_until: ahead(12 * MINUTE_MS), second_factor: true, ...more } });
const account = (user: object, more: object = {}) => ({
  user, email: "somebody@foxglove.example", email_verified: true, state: "active", instance_role: null, second_factor: false, created_at: AT, last_seen_at: AT, suspension: null, ...more,
});
const LOCKED = { state: "suspended", suspension: { reason: "Same link five times, after two warnings", until: "2026-12-24T12:00:00.000Z", by: ref } };
const detail = (user: object, more: object = {}) => ({ ...account(user, more), sessions: 2, spaces_owned: [{ id: MEI.id, name: "Reading room", icon: null }], spaces_joined: 3, files_bytes: 18_200_000, reports: 2 });
const line = (at: number, action: string, more: object = {}) => ({
  id: `01990000-0000-7000-b000-00000000000${String(at)}`, at: AT, actor: ref, by: "user", action, target_kind: "session", target_id: null, changes: [], reason: null, ...more,
});
const USERS = "GET /admin/users";
const of = (user: { id: string }) => `${USERS}/${user.id}`;
const ANSWERS: Answers = {
  "GET /admin/status": status(),
  [USERS]: { body: pageOf(account(ref, { instance_role: "owner", second_factor: true }), account(BEN, LOCKED), account(MEI, { state: "unverified", email: null, last_seen_at: null })) },
  [of(ADA)]: { body: detail(ref, { instance_role: "owner", second_factor: true }) },
  [of(BEN)]: { body: detail(BEN, LOCKED) },
  [of(MEI)]: { body: detail(MEI, { second_factor: true, email_verified: false }) },
  "GET /admin/audit": {
    body: pageOf(
      line(1, "user_suspend", { target_kind: "user", target_id: BEN.id, reason: "Same link five times", changes: [{ key: "until", old: null, new: "2026-12-24T12:00:00.000Z" }] }),
      line(2, "user_role", { target_kind: "user", target_id: MEI.id, actor: null, by: "cli", changes: [{ key: "instance_role", old: null, new: "moderator" }] }),
      line(3, "elevation_begin"),
    ),
  },
};
const main = (page: Page) => page.getByRole("main");
const dialog = (page: Page) => page.getByRole("dialog");

for (const one of LOOKS) {
  test(`the door of the administration is right in ${one.name}`, async ({ page }, info) => {
    await look(page, one);
    await beAtHome(page, [], { ...ANSWERS, "GET /admin/status": status({ elevated_until: null, second_factor: false }) });
    await page.goto("/admin/accounts");
    await expect(main(page).locator("a[href='/settings/sign-in']")).toBeVisible();
    await isRight(page, info, `factor-first-${one.name}`);
    await beAtHome(page, [], { ...ANSWERS, "GET /admin/status": status({ elevated_until: null }), "POST /admin/elevation": refusal(401, "invalid_code") });
    await page.goto("/admin/accounts");
    await expect(main(page).locator("input[type=password]")).toBeFocused();
    await isRight(page, info, `elevate-${one.name}`);
    await page.keyboard.type("a lamp on the table");
    await main(page).locator("input[name=one-time-code]").fill("000000");
    await page.keyboard.press("Enter");
    await expect(main(page).locator(".field__error")).toBeVisible();
    await isRight(page, info, `elevate-wrong-${one.name}`);
    await beAtHome(page, [], { ...ANSWERS, "GET /admin/status": status({ role: null, elevated_until: null }) });
    await page.goto("/admin/accounts");
    await expect(main(page).locator(".empty a")).toBeVisible();
    await isRight(page, info, `no-rank-${one.name}`);
  });

  test(`the accounts are right in ${one.name}`, async ({ page }, info) => {
    test.slow();
    await look(page, one);
    await beAtHome(page, [], ANSWERS);
    await page.goto("/admin/accounts");
    await expect(main(page).getByRole("listitem")).toHaveCount(3);
    await isRight(page, info, `accounts-${one.name}`);
    await page.goto(`/admin/accounts/${BEN.id}`);
    await expect(main(page).locator(".admin-facts")).toBeVisible();
    await isRight(page, info, `account-locked-${one.name}`);
    await page.goto(`/admin/accounts/${MEI.id}`);
    await expect(main(page).getByRole("listitem")).toHaveCount(4);
    await isRight(page, info, `account-${one.name}`);
    await main(page).getByRole("listitem").first().getByRole("button").click();
    await expect(dialog(page).locator("textarea")).toBeFocused();
    await isRight(page, info, `suspend-${one.name}`);
    await dialog(page).locator("button[type=submit]").click();
    await expect(dialog(page).locator(".field__error")).toBeVisible();
    await isRight(page, info, `suspend-why-${one.name}`);
    await page.goto(`/admin/accounts/${ADA.id}`);
    await expect(main(page).locator(".note")).toBeVisible();
    await expect(main(page).getByRole("listitem")).toHaveCount(0);
    await isRight(page, info, `account-own-${one.name}`);
  });

  test(`the trail of the place is right in ${one.name}`, async ({ page }, info) => {
    await look(page, one);
    await beAtHome(page, [], ANSWERS);
    await page.goto("/admin/audit");
    await expect(main(page).getByRole("listitem")).toHaveCount(3);
    await isRight(page, info, `trail-${one.name}`);
  });
}

test("an empty list, a filter that finds nothing, and a list that did not come", async ({ page }) => {
  await beAtHome(page, [], { ...ANSWERS, [USERS]: refusal(500, "internal") });
  await page.goto("/admin/accounts");
  await expect(main(page).getByRole("alert")).toContainText("The place made a mistake.");
  await beAtHome(page, [], { ...ANSWERS, [USERS]: { body: pageOf() } });
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "No accounts" })).toBeVisible();
  await page.getByLabel("State", { exact: true }).selectOption("Suspended");
  await expect(page.getByRole("heading", { name: "Nobody like this" })).toBeVisible();
  await page.goto(`/admin/accounts/${BEN.id.replace(/2$/, "9")}`);
  await expect(page.getByRole("heading", { name: "This account is not here" })).toBeVisible();
});

test("an act after the end of admin mode asks for the proof over the page, and goes on by itself", async ({ page }) => {
  await beAtHome(page, [], { ...ANSWERS, [`POST /admin/users/${MEI.id}/sign-out`]: refusal(403, "elevation_required") });
  await page.goto(`/admin/accounts/${MEI.id}`);
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out" }).click();
  await expect(dialog(page)).toContainText("Admin mode has ended.");
  await answer(page, {
    ...ANSWERS,
    "POST /auth/refresh": { body: { access_token: "token", expires_in_seconds: 600 } },
    "POST /admin/elevation": { body: { expires_at: ahead(15 * MINUTE_MS) } },
    [`POST /admin/users/${MEI.id}/sign-out`]: { status: 204 },
  });
  await dialog(page).getByLabel("Password", { exact: true }).fill("a lamp on the table");
  await dialog(page).getByLabel("Second step").fill("123456");
  await page.keyboard.press("Enter");
  await expect(page.locator(".toast")).toContainText("Mei Tanaka is signed out everywhere.");
  await expect(page.getByRole("region", { name: "Admin mode" })).toContainText("Admin mode for 15 more minutes.");
});

test("the last minute is told, and a new proof prolongs it", async ({ page }, info) => {
  await beAtHome(page, [], { ...ANSWERS, "GET /admin/status": status({ elevated_until: ahead(50_000) }), "POST /admin/elevation": { body: { expires_at: ahead(15 * MINUTE_MS) } } });
  await page.goto("/admin/accounts");
  const lamp = page.getByRole("region", { name: "Admin mode" });
  await expect(lamp.getByRole("status")).toHaveText("Admin mode ends in less than a minute.");
  await isRight(page, info, "last-minute");
  await lamp.getByRole("button", { name: "Stay" }).click();
  await expect(dialog(page).getByLabel("Password", { exact: true })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  await expect(main(page).getByRole("listitem")).toHaveCount(3);
  await lamp.getByRole("button", { name: "Stay" }).click();
  await dialog(page).getByLabel("Password", { exact: true }).fill("a lamp on the table");
  await dialog(page).getByLabel("Second step").fill("123456");
  await page.keyboard.press("Enter");
  await expect(lamp).toContainText("Admin mode for 15 more minutes.");
  await expect(lamp.getByRole("button", { name: "Stay" })).toHaveCount(0);
});

test("what others do comes by itself: the list is asked again", async ({ page }) => {
  const tell = await beAtHome(page, [], ANSWERS);
  await page.goto(`/admin/accounts/${MEI.id}`);
  await expect(page.getByRole("button", { name: "Suspend Mei Tanaka" })).toBeVisible();
  await page.route(`**/api/v1/admin/users/${MEI.id}`, (route) => route.fulfill({ json: detail(MEI, LOCKED) }));
  tell("admin_event", { kind: "suspension", actor: ref, target_kind: "user", target_id: MEI.id, at: AT });
  await expect(page.getByRole("button", { name: "Lift the suspension" })).toBeVisible();
});

test("a moderator finds no addresses, no trail, and locks for a week at most", async ({ page }) => {
  await beAtHome(page, [], { ...ANSWERS, "GET /admin/status": status({ role: "moderator" }), [of(MEI)]: { body: detail(MEI, { email: null, second_factor: true }) } });
  await page.goto(`/admin/accounts/${MEI.id}`);
  await expect(main(page).getByRole("listitem")).toHaveCount(1);
  await expect(main(page).locator(".admin-facts")).not.toContainText("E-mail");
  await expect(page.getByRole("link", { name: "Audit log" })).toHaveCount(0);
  await page.getByRole("button", { name: "Suspend Mei Tanaka" }).click();
  await expect(dialog(page).getByLabel("For how long").getByRole("option")).toHaveText(["1 hour", "1 day", "3 days", "7 days"]);
  await page.goto(`/admin/accounts/${ADA.id}`);
  await expect(main(page)).toContainText("What is done here is done to others");
});
