/** The ways in, by keyboard and mouse, and what each says when it stays shut. */
import { looksRight } from "../support/looks";
import { CODE, PASSWORD, enter, expect, furnished, inviteOf, joined, test } from "../support/people";
import { composer, notice } from "../support/talk";

test("a fresh place leads to set-up, refuses a wrong code, and opens by keyboard alone", async ({ browse }) => {
  const page = await browse();
  await page.goto("/");
  await expect(page).toHaveURL("/setup");
  await expect(page.getByLabel("Set-up code")).toBeFocused();
  await page.keyboard.type("WRONGWRONGWRONGWRONG");
  await page.keyboard.press("Tab");
  await page.keyboard.type("ada");
  await page.keyboard.press("Tab");
  await page.keyboard.type("short");
  await page.keyboard.press("Enter");
  const password = page.getByLabel("Password", { exact: true });
  await expect(password).toBeFocused();
  await expect(password).toHaveAccessibleDescription("The password has fewer than 10 characters. Make it longer.");
  await looksRight(page, "setup-wrong");
  await password.fill(PASSWORD);
  await page.keyboard.press("Enter");
  const code = page.getByLabel("Set-up code");
  await expect(code).toHaveAccessibleDescription("That is not the newest set-up code. Copy it from the log again.");
  await code.fill(CODE);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "No space here yet" })).toBeVisible();
  await looksRight(page, "empty-home");
  await page.goto("/setup");
  await expect(page).toHaveURL("/");
});

test("signing in: a wrong pair, a network that is away, then the page that was wanted", async ({ browse, place }) => {
  const house = await furnished(place);
  const page = await browse();
  await page.goto(`/spaces/${house.space}/${house.general}`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel("Name or e-mail").fill("ada");
  await page.keyboard.press("Tab");
  await page.keyboard.type("a lamp under the table");
  await page.keyboard.press("Enter");
  const password = page.getByLabel("Password", { exact: true });
  await expect(password).toHaveAccessibleDescription("That name and password do not belong together. Check both and try again.");
  await expect(password).toBeFocused();
  await looksRight(page, "sign-in-wrong");
  await password.fill(PASSWORD);
  await page.route("**/auth/sign-in", (route) => route.abort());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main").getByRole("alert")).toHaveText("The server did not answer. Check your network and try again.");
  await page.unroute("**/auth/sign-in");
  await page.keyboard.press("Enter");
  await expect(composer(page)).toBeFocused();
  await expect(page).toHaveURL(`/spaces/${house.space}/${house.general}`);
  await page.goto("/settings/profile");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Good to see you" })).toBeVisible();
  await page.goto("/settings/profile");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("an invitation: live, taken name, known account, used up, taken back, and never there", async ({ browse, place }) => {
  const house = await furnished(place);
  const page = await browse();
  const once = await inviteOf(house, { max_uses: 1 });
  await page.goto(`/join/${once}`);
  await expect(page.getByRole("main")).toContainText("Ada Lindqvist invites you to Foxglove Press.");
  await looksRight(page, "join");
  await page.getByLabel("Your name").fill("ada");
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Your name")).toHaveAccessibleDescription("Somebody here has that name already. Choose another.");
  await expect(page.getByLabel("Your name")).toBeFocused();
  await page.getByLabel("Your name").fill("ben");
  await page.keyboard.press("Enter");
  await expect(composer(page)).toBeVisible();

  const late = await browse();
  await late.goto(`/join/${once}`);
  await expect(late.getByRole("heading", { name: "The invitation has ended" })).toBeVisible();
  await looksRight(late, "join-dead");
  const revoked = await inviteOf(house);
  await house.ada.ask("DELETE", `/spaces/${house.space}/invites/${revoked}`);
  await late.goto(`/join/${revoked}`);
  await expect(late.getByRole("heading", { name: /The invitation has ended|There is no such invitation/ })).toBeVisible();
  await late.goto("/join/zzzzzzzzzz");
  await expect(late.getByRole("heading", { name: "There is no such invitation" })).toBeVisible();

  const other = await house.ada.ask<{ id: string }>("POST", "/spaces", { name: "Night desk" });
  const { code } = await house.ada.ask<{ code: string }>("POST", `/spaces/${other.id}/invites`, {});
  await late.goto(`/join/${code}`);
  await late.getByRole("radio", { name: "I have an account" }).check({ force: true });
  await late.getByLabel("Name or e-mail").fill("ben");
  await late.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await late.getByRole("button", { name: "Sign in and join" }).click();
  await expect(late.getByRole("navigation", { name: "Spaces" }).getByRole("link", { name: /Night desk/ })).toBeVisible();
});

test("who is banned is told at the invitation, and who is signed in joins with one click", async ({ browse, place }) => {
  const house = await furnished(place);
  const ben = await joined(house, "ben");
  await house.ada.ask("PUT", `/spaces/${house.space}/bans/${ben.id}`, { reason: null, delete_messages_seconds: 0, expires_in_seconds: null });
  const page = await browse();
  await enter(page, place, "ben", `/join/${await inviteOf(house)}`);
  await expect(page.getByText("You are signed in as ben.")).toBeVisible();
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await expect(page.getByRole("main").getByRole("alert")).toHaveText("You cannot join this space. Ask one of its moderators why.");
  await looksRight(page, "join-banned");
  await house.ada.ask("DELETE", `/spaces/${house.space}/bans/${ben.id}`);
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await expect(composer(page)).toBeVisible();
  await expect(notice(page)).not.toContainText("cannot");
});
