/** The pages of second factors and codes by mail in every look, and what they say when the server or the network refuses. */
import type { Page } from "@playwright/test";
import { ADA, type Answers, INSTANCE, answer, expect, refusal, test } from "../support/mocks";
import { LOOKS, isRight, look } from "../support/six";

const MAIL = { ...INSTANCE, auth_methods: ["password", "email_code", "password_reset"] };
const CHALLENGE = { status: 202, body: { challenge_id: ADA.id, expires_in_seconds: 600 } };
const FACTORS = { password: true, password_changed_at: "2026-08-01T09:00:00.000Z", totp: { since: "2026-08-01T09:00:00.000Z", last_used_at: "2026-11-20T08:31:00.000Z" }, recovery_left: 2 };
const START = { secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", otpauth_uri: "otpauth://totp/Foxglove:ada?secret=JBSWY3DPEHPK3PXP", expires_in_seconds: 600 };
const CODES = { recovery_codes: ["AB2CD", "EF3GH", "IJ4KL", "MN5OP", "QR6ST", "UV7WX", "YZ2AB", "CD3EF", "GH4IJ", "KL5MN"].map((half) => `${half}-${half}`) };

const DOORS: Answers = {
  "GET /instance": { body: MAIL },
  "POST /auth/sign-in": { body: { status: "second_factor", ticket: "t", methods: ["totp", "recovery_code"], expires_in_seconds: 300 } },
  "POST /auth/second-factor": refusal(401, "invalid_code"),
  "POST /auth/email-code": CHALLENGE,
  "POST /auth/email-code/verify": refusal(401, "invalid_code"),
  "POST /auth/password/forgot": CHALLENGE,
  "POST /auth/password/reset": refusal(401, "invalid_code"),
};
const INSIDE: Answers = {
  "GET /instance": { body: MAIL },
  "POST /auth/refresh": { body: { access_token: "token", expires_in_seconds: 600 } },
  "GET /me": { body: { ...ADA, second_factor: true, email: "ada.lindqvist@foxglove.example", email_verified: false } },
  "GET /me/factors": { body: FACTORS },
  "GET /me/sessions": { body: { items: [], next_cursor: null } },
  "POST /me/totp": { body: START },
  "POST /me/recovery-codes": { body: CODES },
  "DELETE /me/totp": { status: 204 },
};

const main = (page: Page) => page.getByRole("main");
const dialog = (page: Page) => page.locator("[role=dialog]");
const acts = (page: Page) => page.getByRole("list").first().getByRole("button");

for (const one of LOOKS) {
  test(`the doors with codes are right in ${one.name}`, async ({ page }, info) => {
    test.slow();
    await look(page, one);
    await answer(page, DOORS);
    const send = main(page).locator("button[type=submit]");
    await page.goto("/sign-in");
    await main(page).locator("input[name=username]").fill("ada@foxglove.example");
    await main(page).locator(".door__or + button").click();
    await isRight(page, info, `mail-code-${one.name}`);
    await send.click();
    await main(page).locator(".code-field input").fill("123456");
    await expect(main(page).locator(".field__error")).toBeVisible();
    await isRight(page, info, `mail-code-wrong-${one.name}`);

    await page.goto("/sign-in");
    await main(page).locator("input[name=username]").fill("ada");
    await main(page).locator("input[name=password]").fill("a lamp on the table");
    await send.click();
    await expect(main(page).locator(".code-field input")).toBeFocused();
    await isRight(page, info, `second-step-${one.name}`);
    await main(page).locator(".door__swap button").first().click();
    await main(page).locator("input[name=recovery-code]").fill("abcde-fghij");
    await page.keyboard.press("Enter");
    await expect(main(page).locator(".field__error")).toBeVisible();
    await isRight(page, info, `second-step-recovery-${one.name}`);

    await page.goto("/forgot");
    await main(page).locator("input[name=email]").fill("ada@foxglove.example");
    await isRight(page, info, `forgot-${one.name}`);
    await page.keyboard.press("Enter");
    await main(page).locator("input[name=reset-code]").fill("abcde-fghij");
    await main(page).locator("input[name=password]").fill("a kettle on the stove");
    await page.keyboard.press("Enter");
    await expect(main(page).locator("input[name=second-step]")).toBeFocused();
    await isRight(page, info, `reset-${one.name}`);
    await answer(page, {});
    await page.goto("/forgot");
    await expect(main(page).locator(".note--warn")).toBeVisible();
    await isRight(page, info, `forgot-off-${one.name}`);
  });

  test(`the settings of sign-in are right in ${one.name}`, async ({ page }, info) => {
    test.slow();
    await look(page, one);
    await answer(page, INSIDE);
    await page.goto("/settings/sign-in");
    await expect(acts(page).first()).toBeVisible();
    await expect(page.locator(".skeleton")).toHaveCount(0);
    await isRight(page, info, `ways-in-${one.name}`);
    // Password, replace, more, new codes, verify, more.
    await acts(page).nth(0).click();
    await dialog(page).locator("input[type=password]").fill("a kettle");
    await isRight(page, info, `change-password-${one.name}`);
    await dialog(page).locator(".dialog__acts button").first().click();
    await acts(page).nth(4).click();
    await expect(dialog(page).locator("input[type=email]")).toHaveValue("ada.lindqvist@foxglove.example");
    await isRight(page, info, `address-${one.name}`);
    await dialog(page).locator(".dialog__acts button").first().click();
    await acts(page).nth(1).click();
    await page.locator("[role=alertdialog] .btn--primary").click();
    await expect(dialog(page).locator(".qr svg")).toBeVisible();
    await isRight(page, info, `add-app-${one.name}`);
    await dialog(page).locator(".dialog__acts button").first().click();
    await acts(page).nth(3).click();
    await page.locator("[role=alertdialog] .btn--primary").click();
    await expect(dialog(page).getByRole("listitem")).toHaveCount(10);
    await page.keyboard.press("Escape");
    await expect(dialog(page).locator(".note--warn")).toBeVisible();
    await isRight(page, info, `recovery-codes-${one.name}`);
    await page.keyboard.press("Escape");
    await answer(page, { ...INSIDE, "DELETE /me/totp": refusal(403, "reauth_required") });
    await acts(page).nth(1).click();
    await page.locator("[role=alertdialog] .btn--primary").click();
    await expect(dialog(page).locator("input[type=password]")).toBeFocused();
    await isRight(page, info, `proof-${one.name}`);
  });
}

test("a place without mail offers neither a code nor a new password", async ({ page }) => {
  await answer(page, { ...INSIDE, "GET /instance": { body: INSTANCE } });
  await page.goto("/settings/sign-in");
  await expect(page.getByRole("button", { name: "Change your password" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Verify your address" })).toHaveCount(0);
  await answer(page, {});
  await page.goto("/sign-in");
  await expect(page.getByLabel("Name or e-mail")).toBeVisible();
  await expect(page.getByRole("link", { name: "Forgot it?" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Send me a code" })).toHaveCount(0);
});

const REFUSED: [string, Answers[string] | "offline", string][] = [
  ["too many codes", refusal(429, "rate_limited", { retry_after_ms: 125_000 }), "Too many tries. Wait 3 minutes, then try again."],
  ["mail that does not work", refusal(503, "unavailable"), "This place cannot send mail right now. Try again later, or ask the operator."],
  ["no network", "offline", "The server did not answer. Check your network and try again."],
];
for (const [name, refused, text] of REFUSED) {
  test(`${name}: said above the button, with the address kept`, async ({ page }) => {
    await answer(page, { ...DOORS, ...(refused === "offline" ? {} : { "POST /auth/password/forgot": refused }) });
    await page.goto("/forgot");
    if (refused === "offline") await page.route("**/password/forgot", (route) => route.abort());
    await page.getByLabel("E-mail address").fill("ada@foxglove.example");
    await page.keyboard.press("Enter");
    await expect(main(page).getByRole("alert")).toHaveText(text);
    await expect(page.getByLabel("E-mail address")).toHaveValue("ada@foxglove.example");
  });
}

test("what protects the account is asked again when it did not load", async ({ page }) => {
  await answer(page, { ...INSIDE, "GET /me/factors": refusal(500, "internal") });
  await page.goto("/settings/sign-in");
  await expect(page.getByText("The place made a mistake.")).toBeVisible();
  await answer(page, INSIDE);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("list", { name: "Ways in" })).toContainText("2 left");
});

test("when the new app cannot begin, the page says that the old one is off", async ({ page }) => {
  await answer(page, { ...INSIDE, "POST /me/totp": refusal(503, "unavailable") });
  await page.goto("/settings/sign-in");
  await page.getByRole("button", { name: "Replace the authenticator app" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Replace" }).click();
  await expect(page.getByRole("alertdialog").getByRole("alert")).toHaveText("The old app is off. Set up the new one now.");
  await answer(page, INSIDE);
  await page.getByRole("alertdialog").getByRole("button", { name: "Replace" }).click();
  await expect(dialog(page).locator(".qr svg")).toBeVisible();
});

test("a picture that is too old, and too many tries, are said in the dialog", async ({ page }) => {
  await answer(page, { ...INSIDE, "GET /me/factors": { body: { ...FACTORS, totp: null, recovery_left: 0 } }, "POST /me/totp/confirm": refusal(410, "expired") });
  await page.goto("/settings/sign-in");
  await page.getByRole("button", { name: "Add an authenticator app" }).click();
  await page.getByLabel("Six digits").fill("123456");
  await expect(dialog(page).getByRole("alert")).toHaveText("This picture is too old. Close it and begin again.");
  await answer(page, { ...INSIDE, "POST /me/totp/confirm": refusal(429, "rate_limited", { retry_after_ms: 60_000 }) });
  await dialog(page).getByRole("button", { name: "Turn it on" }).click();
  await expect(dialog(page).getByRole("alert")).toHaveText("Too many tries. Wait 1 minute, then try again.");
});
