/** The doors: what each says, where the focus goes, and that nobody is shut out by looks, language or keyboard. */
import { ADA, type Answers, INSTANCE, SIGNED_IN, answer, expect, refusal, test } from "../support/mocks";
import { LOOKS, isRight, look } from "../support/six";

const PREVIEW = {
  space_name: "Night desk",
  space_description: null,
  space_icon: null,
  member_count: 12,
  inviter: "Noor Haddad",
  expires_at: "2026-12-03T10:00:00.000Z",
};

const DOORS: { name: string; path: string; answers: Answers }[] = [
  { name: "setup", path: "/setup#ABCDEFGHIJ", answers: { "GET /instance": { body: { ...INSTANCE, setup_needed: true } } } },
  { name: "sign-in", path: "/sign-in", answers: {} },
  { name: "register", path: "/register", answers: { "GET /instance": { body: { ...INSTANCE, registration: "open" } } } },
  { name: "join", path: "/join/abcdefghij", answers: { "GET /invites/abcdefghij": { body: PREVIEW } } },
  { name: "join-dead", path: "/join/abcdefghij", answers: { "GET /invites/abcdefghij": refusal(410, "expired") } },
];

for (const door of DOORS) {
  for (const one of LOOKS) {
    test(`${door.name} is right in ${one.name}`, async ({ page }, info) => {
      await look(page, one);
      await answer(page, door.answers);
      await page.goto(door.path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator(".skeleton")).toHaveCount(0);
      await isRight(page, info, `${door.name}-${one.name}`);
    });
  }
}

test("a fresh place leads to set-up, takes the code from the address, and opens", async ({ page }) => {
  await answer(page, { "GET /instance": { body: { ...INSTANCE, setup_needed: true } }, "POST /setup": { status: 201, body: SIGNED_IN } });
  await page.goto("/setup#THECODE");
  await expect(page.getByLabel("Your name")).toBeFocused();
  expect(new URL(page.url()).hash).toBe("");
  await expect(page.getByLabel("Set-up code")).toHaveCount(0);
  await page.keyboard.type("Ada");
  await page.keyboard.press("Tab");
  await page.keyboard.type("correct horse battery staple");
  await expect(page.getByText("Strong")).toBeVisible();
  const sent = page.waitForRequest("**/api/v1/setup");
  await page.keyboard.press("Enter");
  expect((await sent).postDataJSON()).toEqual({ setup_code: "THECODE", username: "ada", password: "correct horse battery staple", locale: "en" });
  await expect(page).toHaveURL("/");
});

test("without the code, set-up asks for it first", async ({ page }) => {
  await answer(page, { "GET /instance": { body: { ...INSTANCE, setup_needed: true } } });
  await page.goto("/");
  await expect(page).toHaveURL("/setup");
  await expect(page.getByLabel("Set-up code")).toBeFocused();
});

test("a wrong pair is told once, at the password, with what was typed kept", async ({ page }, info) => {
  await answer(page, { "POST /auth/sign-in": refusal(401, "invalid_credentials") });
  await page.goto("/sign-in");
  await page.getByLabel("Name or e-mail").fill("ada");
  await page.getByLabel("Password", { exact: true }).fill("wrong horse");
  await page.getByRole("button", { name: "Sign in" }).click();
  const password = page.getByLabel("Password", { exact: true });
  await expect(password).toBeFocused();
  await expect(password).toHaveAccessibleDescription("That name and password do not belong together. Check both and try again.");
  await expect(password).toHaveValue("wrong horse");
  await page.screenshot({ path: info.outputPath("sign-in-wrong.png") });
});

test("an empty form names what is missing and goes there", async ({ page }) => {
  await answer(page, {});
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByLabel("Name or e-mail")).toBeFocused();
  await expect(page.getByText("Enter your name or e-mail address.")).toBeVisible();
});

test("the second step stands in the same place and sends itself", async ({ page }, info) => {
  await answer(page, {
    "POST /auth/sign-in": { body: { status: "second_factor", ticket: "t", methods: ["totp", "recovery_code"], expires_in_seconds: 300 } },
    "POST /auth/second-factor": { body: SIGNED_IN },
  });
  await page.goto("/sign-in?next=%2Fspaces%2F1");
  await page.getByLabel("Name or e-mail").fill("ada");
  await page.getByLabel("Password", { exact: true }).fill("correct horse");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Six digits")).toBeFocused();
  await page.keyboard.type("41");
  await page.screenshot({ path: info.outputPath("second-step.png") });
  await page.getByRole("button", { name: "Use a recovery code instead" }).click();
  await expect(page.getByLabel("Recovery code", { exact: true })).toBeFocused();
  await page.getByRole("button", { name: "Use the authenticator app instead" }).click();
  const sent = page.waitForRequest("**/api/v1/auth/second-factor");
  await page.keyboard.type("412905");
  expect((await sent).postDataJSON()).toEqual({ ticket: "t", method: "totp", code: "412905" });
  await expect(page).toHaveURL("/spaces/1");
});

test("who is signed in joins with one click", async ({ page }) => {
  await answer(page, {
    "POST /auth/refresh": { body: { access_token: "token", expires_in_seconds: 600 } },
    "GET /invites/abcdefghij": { body: PREVIEW },
    "POST /invites/abcdefghij/join": refusal(403, "forbidden"),
  });
  await page.goto("/join/abcdefghij");
  await expect(page.getByText(`You are signed in as ${ADA.display_name}.`)).toBeVisible();
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await expect(page.locator("main").getByRole("alert")).toHaveText("You cannot join this space. Ask one of its moderators why.");
});

test("a stranger who registers by invitation is inside", async ({ page }) => {
  await answer(page, {
    "GET /invites/abcdefghij": { body: PREVIEW },
    "POST /auth/register": { status: 201, body: SIGNED_IN },
    "POST /invites/abcdefghij/join": { body: {} },
  });
  await page.goto("/join/abcdefghij");
  await page.getByLabel("Your name").fill("ada");
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery staple");
  const sent = page.waitForRequest("**/api/v1/auth/register");
  await page.getByRole("button", { name: "Make an account and join" }).click();
  expect((await sent).postDataJSON()).toMatchObject({ invite: "abcdefghij", username: "ada" });
  await expect(page).toHaveURL("/");
});

test("the server away is said with a way to try again", async ({ page }) => {
  await answer(page, { "GET /instance": { status: 502, body: null } });
  await page.goto("/");
  await expect(page.getByText("The place does not answer")).toBeVisible();
  await answer(page, {});
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page).toHaveURL("/sign-in");
});

test("another language turns the page at once and is remembered", async ({ page }) => {
  await answer(page, {});
  await page.goto("/sign-in");
  await page.getByLabel("Language").selectOption("ar");
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "ar");
});
