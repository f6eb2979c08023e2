/** Who must add a second step: every page leads to the set-up, which leads back, or out. */
import type { Page } from "@playwright/test";
import { ADA, type Answers, SIGNED_IN, answer, expect, refusal, test } from "../support/mocks";
import { LOOKS, isRight, look } from "../support/six";
import { beAtHome } from "../support/talks";

const START = { secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", otpauth_uri: "otpauth://totp/Foxglove:ada?secret=JBSWY3DPEHPK3PXP", expires_in_seconds: 600 };
const CODES = ["AB2CD", "EF3GH", "IJ4KL", "MN5OP", "QR6ST", "UV7WX", "YZ2AB", "CD3EF", "GH4IJ", "KL5MN"].map((half) => `${half}-${half}`);
const DUE: Answers = {
  "POST /auth/refresh": { body: SIGNED_IN },
  "GET /me/factors": refusal(403, "second_factor_setup"),
  "POST /me/totp": { body: START },
  "POST /me/totp/confirm": { body: { recovery_codes: CODES } },
  "POST /auth/sign-out": { status: 204 },
};
const dialog = (page: Page) => page.getByRole("dialog");

for (const one of LOOKS) {
  test(`the page of the second step is right in ${one.name}`, async ({ page }, info) => {
    await look(page, one);
    await answer(page, DUE);
    await page.goto("/settings/sign-in");
    await expect(page).toHaveURL(/\/factor\?next=%2Fsettings%2Fsign-in$/);
    await isRight(page, info, `factor-${one.name}`);
  });
}

test("the line says it too; after the set-up one goes on to where one wanted", async ({ page }) => {
  await answer(page, DUE);
  await page.routeWebSocket("**/api/v1/gateway", (line) => {
    line.onMessage(() => line.send(JSON.stringify({ op: "error", d: { code: "second_factor_setup", message: "" } })));
    line.send(JSON.stringify({ op: "hello", d: { heartbeat_interval_ms: 30_000, server_time: new Date().toISOString(), connection_id: "c" } }));
  });
  await page.goto("/friends");
  await page.getByRole("button", { name: "Add an authenticator app" }).click();
  await dialog(page).getByLabel("Six digits").fill("123456");
  await expect(dialog(page).getByRole("listitem")).toHaveCount(10);
  await page.keyboard.press("Escape");
  await expect(dialog(page).getByRole("alert")).toContainText("You have not kept the codes yet");
  await beAtHome(page, [], { ...DUE, "GET /me": { body: { ...ADA, second_factor: true } } });
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/friends$/);
  await expect(page.getByRole("heading", { name: "Friends" })).toBeVisible();
});

test("one may sign out instead, and who owes no second step is not held here", async ({ page }) => {
  await answer(page, DUE);
  await page.goto("/settings/sign-in");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await beAtHome(page, [], { "POST /auth/refresh": { body: SIGNED_IN } });
  await page.goto("/factor");
  await expect(page).toHaveURL(/:\d+\/$/);
});
