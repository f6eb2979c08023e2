/** The administration: its door, an account locked and opened again, what a moderator may, and how it reads in Arabic. */
import type { Page } from "@playwright/test";
import { looksRight } from "../support/looks";
import { PASSWORD, PHONE, type Person, type Place, enter, expect, furnished, joined, speak, test } from "../support/people";
import { scan } from "../support/qr";
import { composer } from "../support/talk";
import { Authenticator } from "../support/totp";

const main = (page: Page) => page.getByRole("main");
const dialog = (page: Page) => page.getByRole("dialog");
const lamp = (page: Page) => page.getByRole("region", { name: "Admin mode" });
const row = (page: Page, name: string) => page.getByRole("list", { name: "Accounts" }).getByRole("listitem").filter({ hasText: name });

interface Proofs {
  own: Authenticator;
  recovery: string[];
}

/** Gives an account an app by the API. */
async function factor(person: Person): Promise<Proofs> {
  const start = await person.ask<{ secret: string }>("POST", "/me/totp");
  const own = new Authenticator(start.secret);
  const { recovery_codes: recovery } = await person.ask<{ recovery_codes: string[] }>("POST", "/me/totp/confirm", { code: own.next() });
  return { own, recovery };
}

/** Enters the administration by the cookie of a sign-in with both steps, and raises the session by a recovery code. */
async function raise(page: Page, place: Place, login: string, { own, recovery }: Proofs, path = "/admin/accounts"): Promise<void> {
  const headers = { origin: place.url };
  const begun = await page.context().request.post(`${place.url}/api/v1/auth/sign-in`, { headers, data: { login, password: PASSWORD, code: own.next() } });
  expect(begun.ok(), await begun.text()).toBe(true);
  await page.goto(path);
  await main(page).locator("input[type=password]").fill(PASSWORD);
  await main(page).locator("input[name=one-time-code]").fill(recovery[0] ?? "");
  await page.keyboard.press("Enter");
}

async function signIn(page: Page, login: string): Promise<void> {
  await page.getByLabel("Name or e-mail").fill(login);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
}

test("without a second step first that, then the proof; a locked account is thrown out at once and comes back when it is opened", async ({ browse, place }) => {
  test.slow();
  const house = await furnished(place);
  await joined(house, "ben", "Ben Okafor");
  const [page, his] = [await browse(), await browse()];
  await enter(his, place, "ben");
  await expect(composer(his)).toBeVisible();
  // Nobody without a rank is shown the way in, or let in.
  await expect(his.getByRole("link", { name: "Administration" })).toHaveCount(0);
  await enter(page, place, "ada");
  await page.getByRole("link", { name: "Administration" }).click();
  await expect(page.getByRole("heading", { name: "A second step first" })).toBeVisible();
  await page.getByRole("link", { name: "Set up the second step" }).click();
  await page.getByRole("button", { name: "Add an authenticator app" }).click();
  const address = new URL(await scan(dialog(page).getByRole("img", { name: "QR code for your authenticator app" })));
  const own = new Authenticator(address.searchParams.get("secret") ?? "");
  await page.keyboard.type(own.next());
  await expect(dialog(page).getByRole("listitem")).toHaveCount(10);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);

  await page.goto("/admin/accounts");
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  await looksRight(page, "admin-door");
  await page.keyboard.type("not the password");
  await page.getByLabel("Second step").fill(own.next());
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  await expect(lamp(page)).toHaveCount(0);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  // A wrong password spends no code.
  await page.getByLabel("Second step").fill(own.shown());
  await page.keyboard.press("Enter");
  await expect(lamp(page)).toContainText("Admin mode for 15 more minutes.");
  await expect(row(page, "Ada Lindqvist")).toContainText("Owner");
  await looksRight(page, "admin-accounts");

  await page.getByRole("searchbox").fill("be");
  await expect(row(page, "Ada Lindqvist")).toHaveCount(0);
  await row(page, "Ben Okafor").getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Ben Okafor" })).toBeVisible();
  await looksRight(page, "admin-account");
  await page.getByRole("button", { name: "Suspend Ben Okafor" }).click();
  await dialog(page).getByLabel("Reason").fill("The same link five times");
  await dialog(page).getByLabel("For how long").selectOption("7 days");
  await looksRight(page, "admin-suspend", ["light"]);
  await dialog(page).getByRole("button", { name: "Suspend", exact: true }).click();
  await expect(main(his).getByRole("alert")).toHaveText("This account is suspended. Ask the operator of the place why.");
  await expect(his).toHaveURL(/\/sign-in/);
  await signIn(his, "ben");
  await expect(main(his).locator("form").getByRole("alert")).toContainText("This account is suspended.");
  await expect(main(his).getByRole("alert")).toHaveCount(1);
  await expect(main(page)).toContainText("Reason: The same link five times");
  await looksRight(page, "admin-account-locked");

  await page.getByRole("button", { name: "Lift the suspension" }).click();
  await expect(page.getByRole("button", { name: "Suspend Ben Okafor" })).toBeVisible();
  await signIn(his, "ben");
  await expect(composer(his)).toBeVisible();

  await page.getByRole("link", { name: "Audit log" }).click();
  const trail = page.getByRole("list", { name: "Audit log" }).getByRole("listitem");
  await expect(trail).toHaveText([/Suspension lifted/, /Account suspended.*The same link five times/, /Admin mode entered/]);
  await looksRight(page, "admin-audit");
  await page.getByLabel("Kind").selectOption("Account suspended");
  await expect(trail).toHaveCount(1);
  await lamp(page).getByRole("button", { name: "Leave it now" }).click();
  await expect(page.getByRole("heading", { name: "Enter admin mode" })).toBeVisible();
  await expect(trail).toHaveCount(0);
});

test("a moderator sees whom to lock and for how long, and neither addresses nor the trail; acts on higher ranks are absent", async ({ browse, place }) => {
  test.slow();
  const house = await furnished(place);
  const [ben, noor] = [await joined(house, "ben", "Ben Okafor"), await joined(house, "noor", "Noor Haddad")];
  const hers = await factor(house.ada);
  await house.ada.ask("POST", "/admin/elevation", { password: PASSWORD, code: hers.own.next() });
  await house.ada.ask("PATCH", `/admin/users/${ben.id}`, { instance_role: "moderator" });
  const own = await factor(ben);
  const page = await browse();
  await raise(page, place, "ben", own);
  await expect(row(page, "Noor Haddad")).toBeVisible();
  await expect(page.getByRole("link", { name: "Audit log" })).toHaveCount(0);
  await row(page, "Ada Lindqvist").getByRole("link").click();
  await expect(main(page)).toContainText("This account has your rank or a higher one.");
  await expect(main(page).getByRole("button", { name: /Suspend/ })).toHaveCount(0);
  await page.getByRole("link", { name: "All accounts" }).click();
  await row(page, "Noor Haddad").getByRole("link").click();
  await expect(main(page).getByRole("button", { name: "Sign out everywhere" })).toHaveCount(0);
  await page.getByRole("button", { name: "Suspend Noor Haddad" }).click();
  await dialog(page).getByLabel("Reason").fill("Spam on arrival");
  await dialog(page).getByLabel("For how long").selectOption("7 days");
  await dialog(page).getByRole("button", { name: "Suspend", exact: true }).click();
  await expect(main(page)).toContainText("Suspended until");
  const seen = await house.ada.ask<{ suspension: { by: { id: string } } }>("GET", `/admin/users/${noor.id}`);
  expect(seen.suspension.by.id).toBe(ben.id);
});

test("the administration reads in Arabic, from its list to an account, on a phone", async ({ browse, place }) => {
  test.slow();
  const house = await furnished(place);
  const ben = await joined(house, "ben", "Ben Okafor");
  const own = await factor(house.ada);
  await house.ada.ask("PATCH", "/me", { locale: "ar" });
  const page = await browse(PHONE);
  await speak(page, "ar");
  await raise(page, place, "ada", own);
  await expect(page.getByRole("heading", { name: "الحسابات" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await looksRight(page, "admin-arabic-accounts");
  await page.goto(`/admin/accounts/${ben.id}`);
  await expect(page.getByRole("heading", { name: "Ben Okafor" })).toBeVisible();
  await looksRight(page, "admin-arabic-account");
});
