/** The second step and codes by mail: set up, asked, refused when replayed, lost and won back. */
import type { Page } from "@playwright/test";
import { looksRight } from "../support/looks";
import { codeTo, mailsTo } from "../support/mail";
import { PASSWORD, PHONE, type Place, call, enter, expect, furnished, test } from "../support/people";
import { scan } from "../support/qr";
import { composer, notice } from "../support/talk";
import { Authenticator } from "../support/totp";

const ways = (page: Page) => page.getByRole("list", { name: "Ways in" });
const way = (page: Page, name: string) => ways(page).getByRole("listitem").filter({ has: page.getByText(name, { exact: true }) });
const app = (page: Page) => page.getByRole("dialog", { name: "Add an authenticator app" });
const codes = (page: Page) => page.getByRole("dialog", { name: "Your recovery codes" });

/** Scans what the dialog shows. */
async function scanned(page: Page): Promise<Authenticator> {
  const scannedUrl = new URL(await scan(app(page).getByRole("img", { name: "QR code for your authenticator app" })));
  return new Authenticator(scannedUrl.searchParams.get("secret") ?? "");
}

async function signIn(page: Page, login: string, password = PASSWORD): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Name or e-mail").fill(login);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
}

/** Gives somebody who is signed in a proven address, by the API. */
async function address(place: Place, token: string, email: string): Promise<void> {
  const challenge = await call<{ challenge_id: string }>(place, "POST", "/me/email", { email }, token);
  await call(place, "POST", "/me/email/verify", { ...challenge, expires_in_seconds: undefined, code: await codeTo(place, email, 1) }, token);
}

/** Gives an account an app by the API; the answer is the app and its recovery codes. */
async function factor(place: Place, token: string): Promise<{ own: Authenticator; recovery: string[] }> {
  const start = await call<{ secret: string }>(place, "POST", "/me/totp", undefined, token);
  const own = new Authenticator(start.secret);
  const { recovery_codes: recovery } = await call<{ recovery_codes: string[] }>(place, "POST", "/me/totp/confirm", { code: own.next() }, token);
  return { own, recovery };
}

// control: canis-51
test("an app is set up by its picture, and every way in asks for it; a code works once", async ({ browse, place }) => {
  test.slow();
  await furnished(place);
  const page = await browse();
  await enter(page, place, "ada", "/settings/sign-in");
  await expect(way(page, "Authenticator app")).toContainText("asked beside the password");
  await expect(way(page, "Recovery codes")).toHaveCount(0);
  await looksRight(page, "sign-in-settings");
  await page.getByRole("button", { name: "Add an authenticator app" }).click();
  await expect(app(page).getByLabel("Six digits")).toBeFocused();
  await expect(app(page).getByRole("button", { name: "Turn it on" })).toBeDisabled();
  const own = await scanned(page);
  await expect(app(page).locator("code")).toHaveText(own.secret.replace(/(.{4})(?=.)/g, "$1 "));
  await looksRight(page, "add-app");
  await page.keyboard.type("000000");
  await expect(app(page).getByLabel("Six digits")).toHaveAccessibleDescription(/That code does not fit/);
  await expect(app(page).getByLabel("Six digits")).toHaveValue("");
  await expect(app(page).getByLabel("Six digits")).toBeFocused();
  await looksRight(page, "add-app-wrong", ["dark"]);
  await page.keyboard.type(own.next());

  await expect(codes(page).getByRole("listitem")).toHaveCount(10);
  await page.keyboard.press("Escape");
  await expect(codes(page).getByRole("alert")).toContainText("You have not kept the codes yet");
  const download = page.waitForEvent("download");
  await codes(page).getByRole("button", { name: "Save as a file" }).click();
  const file = await (await download).createReadStream();
  const saved = Buffer.concat(await file.toArray()).toString();
  const shown = await codes(page).getByRole("listitem").allInnerTexts();
  expect(saved).toContain(shown.join("\n"));
  await codes(page).getByRole("button", { name: "I have them" }).click();
  await expect(way(page, "Recovery codes")).toContainText("10 left");
  await expect(way(page, "Authenticator app")).toContainText("On");
  await looksRight(page, "sign-in-settings-on");

  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await signIn(page, "ada");
  await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
  await expect(page.getByLabel("Six digits")).toBeFocused();
  await looksRight(page, "second-step");
  // The code that put the app into use is spent.
  await page.keyboard.type(own.shown());
  await expect(page.getByLabel("Six digits")).toHaveAccessibleDescription("That code is wrong or was used already. Wait for the next one and try again.");
  await expect(page.getByLabel("Six digits")).toBeFocused();
  await looksRight(page, "second-step-wrong");
  await page.keyboard.type(own.next());
  await expect(composer(page)).toBeVisible();

  await page.goto("/settings/profile");
  await page.getByRole("button", { name: "Sign out" }).click();
  await signIn(page, "ada");
  await page.getByRole("button", { name: "Use a recovery code instead" }).click();
  await page.getByLabel("Recovery code", { exact: true }).fill((shown[0] ?? "").toLowerCase().replace("-", " "));
  await page.keyboard.press("Enter");
  await expect(composer(page)).toBeVisible();
  await page.goto("/settings/sign-in");
  await expect(way(page, "Recovery codes")).toContainText("9 left");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await signIn(page, "ada");
  await page.getByRole("button", { name: "Use a recovery code instead" }).click();
  await page.getByLabel("Recovery code", { exact: true }).fill(shown[0] ?? "");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Recovery code", { exact: true })).toHaveAccessibleDescription(/was used already/);
  await looksRight(page, "second-step-recovery");
});

test("who has an app replaces it and turns it off only by proving it", async ({ browse, place }) => {
  const { ada } = await furnished(place);
  const page = await browse();
  await enter(page, place, "ada", "/settings/sign-in");
  const { own, recovery } = await factor(place, ada.token);
  await expect(way(page, "Authenticator app")).toContainText("On");
  await page.getByRole("button", { name: "Replace the authenticator app" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Replace" }).click();
  const proof = page.getByRole("dialog", { name: "Is it still you?" });
  await expect(proof.getByLabel("Password", { exact: true })).toBeFocused();
  await looksRight(page, "proof");
  await page.keyboard.type(PASSWORD);
  await proof.getByRole("button", { name: "Go on" }).click();
  await expect(proof.getByLabel("Code of your second step")).toHaveAccessibleDescription(/Enter six digits/);
  await proof.getByLabel("Code of your second step").fill(own.shown());
  await page.keyboard.press("Enter");
  await expect(proof.getByLabel("Code of your second step")).toHaveAccessibleDescription(/was used already/);
  await expect(proof.getByLabel("Code of your second step")).toBeFocused();
  await looksRight(page, "proof-wrong");
  await page.keyboard.type(own.next());
  await page.keyboard.press("Enter");
  await expect(app(page)).toContainText("The old app is off. Set up the new one now.");
  const fresh = await scanned(page);
  expect(fresh.secret).not.toBe(own.secret);
  await app(page).getByLabel("Six digits").fill(fresh.next());
  await expect(codes(page).getByRole("listitem")).toHaveCount(10);
  expect(await codes(page).getByRole("listitem").allInnerTexts()).not.toContain(recovery[0]);
  await looksRight(page, "recovery-codes");
  // Who looked at them for a while may go on.
  await codes(page).getByRole("button", { name: "I have them" }).click();

  await page.getByRole("button", { name: "Make new recovery codes" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "New codes" }).click();
  await expect(codes(page).getByRole("listitem")).toHaveCount(10);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(codes(page)).toHaveCount(0);

  await page.getByRole("button", { name: "More about the authenticator app" }).click();
  await page.getByRole("menuitem", { name: "Turn off" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Turn off" }).click();
  await expect(notice(page)).toContainText("The authenticator app is off.");
  await expect(way(page, "Recovery codes")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Add an authenticator app" })).toBeVisible();
});

test("an address is proven, signs in by a code, and gets a new password; other sessions end", async ({ browse, place }) => {
  test.slow();
  await furnished(place);
  const page = await browse();
  await enter(page, place, "ada", "/settings/sign-in");
  await page.getByRole("button", { name: "Your e-mail address" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail address").fill("nowhere");
  await page.keyboard.press("Enter");
  await expect(dialog.getByLabel("E-mail address")).toHaveAccessibleDescription(/not an e-mail address/);
  await dialog.getByLabel("E-mail address").fill("ada@foxglove.example");
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText("A code is on its way to ada@foxglove.example.");
  await expect(dialog).toContainText(/Send it again in \d+ seconds/);
  await expect(dialog.getByRole("button", { name: "Send it again" })).toHaveCount(0);
  await expect(dialog.getByLabel("Six digits")).toBeFocused();
  await looksRight(page, "verify-address");
  await page.keyboard.type("000000");
  await expect(dialog.getByLabel("Six digits")).toHaveAccessibleDescription(/Take the newest one/);
  await page.keyboard.type((await codeTo(place, "ada@foxglove.example", 1)).replace("-", ""));
  await expect(notice(page)).toContainText("Your address is verified.");
  await expect(way(page, "E-mail")).toContainText("ada@foxglove.example");

  const door = await browse();
  await door.goto("/sign-in");
  await door.getByLabel("Name or e-mail").fill("ada@foxglove.example");
  await looksRight(door, "sign-in");
  await door.getByRole("button", { name: "Send me a code" }).click();
  await expect(door.getByLabel("E-mail address")).toHaveValue("ada@foxglove.example");
  await looksRight(door, "mail-code");
  await door.getByRole("button", { name: "Send the code" }).click();
  await expect(door.getByText("If ada@foxglove.example belongs to somebody here, a code is on its way.")).toBeVisible();
  await looksRight(door, "mail-code-sent");
  await door.getByLabel("Six digits").fill("000000");
  await expect(door.getByLabel("Six digits")).toHaveAccessibleDescription(/no longer counts/);
  await door.getByLabel("Six digits").fill((await codeTo(place, "ada@foxglove.example", 2)).replace("-", ""));
  await expect(composer(door)).toBeVisible();

  await door.goto("/settings/profile");
  await door.getByRole("button", { name: "Sign out" }).click();
  await door.getByRole("link", { name: "Forgot it?" }).click();
  await door.getByLabel("E-mail address").fill("ada@foxglove.example");
  await looksRight(door, "forgot");
  await door.keyboard.press("Enter");
  const code = await codeTo(place, "ada@foxglove.example", 3);
  await door.getByLabel("Code from the mail").fill("AAAAA-AAAAA");
  await door.getByLabel("New password").fill("a kettle on the stove");
  await door.keyboard.press("Enter");
  await expect(door.getByRole("main").getByRole("alert")).toContainText("or your second step is missing");
  await expect(door.getByLabel("Code of your second step")).toBeVisible();
  await looksRight(door, "reset-wrong");
  await door.getByLabel("Code from the mail").fill(code);
  await door.keyboard.press("Enter");
  await expect(door.getByRole("heading", { name: "Your password is new" })).toBeVisible();
  await looksRight(door, "reset-done");
  // The settings that stood open are signed out at once.
  await expect(page.getByText("You were signed out. Sign in again.")).toBeVisible();
  await door.getByRole("link", { name: "Sign in" }).click();
  await signIn(door, "ada");
  await expect(door.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(/do not belong together/);
  await signIn(door, "ada", "a kettle on the stove");
  await expect(composer(door)).toBeVisible();
});

test("who changes the password cuts off the other session, and keeps it when asked to", async ({ browse, place }) => {
  const house = await furnished(place);
  await address(place, house.ada.token, "ada@foxglove.example");
  const [here, there] = [await browse(), await browse()];
  await enter(there, place, "ada", "/settings/look");
  await enter(here, place, "ada", "/settings/sign-in");
  await here.getByRole("button", { name: "Change your password" }).click();
  const dialog = here.getByRole("dialog", { name: "Change your password" });
  await dialog.getByLabel("New password").fill("short");
  await here.keyboard.press("Enter");
  await expect(dialog.getByLabel("New password")).toHaveAccessibleDescription(/fewer than 10 characters/);
  await dialog.getByLabel("New password").fill("password123");
  await here.keyboard.press("Enter");
  await expect(dialog.getByLabel("New password")).toHaveAccessibleDescription(/easy to guess/);
  await looksRight(here, "change-password");
  await dialog.getByLabel("New password").fill("a kettle on the stove");
  await dialog.getByLabel("Sign out all other devices").uncheck({ force: true });
  await dialog.getByRole("button", { name: "Set the password" }).click();
  await expect(notice(here)).toContainText("Your password is new.");
  await expect(there.getByRole("heading", { level: 1, name: "Look" })).toBeVisible();

  await here.getByRole("button", { name: "Change your password" }).click();
  await dialog.getByLabel("New password").fill("a lamp on the sill");
  await here.keyboard.press("Enter");
  await expect(there.getByText("You were signed out. Sign in again.")).toBeVisible();
  await expect(way(here, "Password")).toContainText("Changed");
  await expect.poll(() => mailsTo(place, "ada@foxglove.example").length).toBeGreaterThanOrEqual(3);
});

test("a reset asks for the second step too, and does not take it away", async ({ browse, place }) => {
  const house = await furnished(place);
  await address(place, house.ada.token, "ada@foxglove.example");
  const { own } = await factor(place, house.ada.token);
  const page = await browse(PHONE);
  await page.goto("/forgot");
  await page.getByLabel("E-mail address").fill("ada@foxglove.example");
  await page.keyboard.press("Enter");
  await page.getByLabel("Code from the mail").fill(await codeTo(place, "ada@foxglove.example", 2));
  await page.getByLabel("New password").fill("a kettle on the stove");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("or your second step is missing");
  await looksRight(page, "reset-phone");
  await page.getByLabel("Code of your second step").fill(own.next());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Your password is new" })).toBeVisible();
  await signIn(page, "ada", "a kettle on the stove");
  await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
  await looksRight(page, "second-step-phone");
});

test("five wrong codes end the step, and it begins again", async ({ browse, place }) => {
  const house = await furnished(place);
  await factor(place, house.ada.token);
  const page = await browse();
  await signIn(page, "ada");
  const field = page.getByLabel("Six digits");
  for (let tries = 0; tries < 5; tries += 1) {
    await field.fill("00000" + String(tries));
    await expect(field).toHaveValue("");
    await expect(field).toHaveAccessibleDescription(/was used already/);
  }
  await field.fill("000009");
  await expect(page.getByRole("main").getByRole("alert")).toHaveText("That took too long, or too many codes were wrong. Begin again.");
  await expect(page.getByLabel("Name or e-mail")).toHaveValue("ada");
});

test("in Arabic, from the second step to the settings", async ({ browse, place }) => {
  const house = await furnished(place);
  await house.ada.ask("PATCH", "/me", { locale: "ar" });
  const { own } = await factor(place, house.ada.token);
  const page = await browse({ locale: "ar" });
  await page.goto("/sign-in");
  await looksRight(page, "sign-in-ar");
  await page.getByLabel("الاسم أو البريد الإلكتروني").fill("ada");
  await page.getByLabel("كلمة المرور", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "خطوة أخرى" })).toBeVisible();
  await looksRight(page, "second-step-ar");
  // Apps show the digits of the language.
  await page.keyboard.type(own.next().replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))));
  await expect(composer(page)).toBeVisible();
  await page.goto("/settings/sign-in");
  await expect(page.getByRole("list", { name: "طرق الدخول" }).getByRole("listitem")).toHaveCount(4);
  await looksRight(page, "sign-in-settings-ar");
  await page.getByRole("button", { name: "إنشاء رموز استرداد جديدة" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "رموز جديدة" }).click();
  await expect(page.getByRole("dialog").getByRole("listitem")).toHaveCount(10);
  await looksRight(page, "recovery-codes-ar");
});
