/** Keeping order in a room: several messages deleted at once, and reactions taken off. */
import type { Browser, Page } from "@playwright/test";
import { CODE, PASSWORD, type Place, expect, test } from "../support/place";

const composer = (page: Page) => page.getByRole("textbox", { name: "Message to #general" });
const row = (page: Page, text: string) => page.getByRole("article").filter({ hasText: text });

async function begin(browser: Browser, place: Place): Promise<[Page, Page]> {
  const pages = await Promise.all([0, 1].map(async () => (await browser.newContext({ locale: "en-GB" })).newPage()));
  const [ada, ben] = pages as [Page, Page];
  await ada.goto(`${place.url}/setup#${CODE}`);
  await ada.getByLabel("Your name").fill("ada");
  await ada.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await ada.getByRole("button", { name: "Open the door" }).click();
  await ada.getByRole("main").getByRole("button", { name: "Make a space" }).click();
  await ada.getByRole("dialog").getByLabel("Name").fill("Foxglove Press");
  await ada.getByRole("dialog").getByRole("button", { name: "Make a space" }).click();
  await ada.getByRole("button", { name: "Invite people" }).first().click();
  await ada.getByRole("dialog").getByRole("button", { name: "Make a link" }).click();
  const address = await ada.getByRole("dialog").getByLabel("Invitation link").inputValue();
  await ada.keyboard.press("Escape");
  await ben.goto(address);
  await ben.getByLabel("Your name").fill("ben");
  await ben.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await ben.getByRole("button", { name: /join|come in/i }).click();
  for (const text of ["first", "second", "third"]) {
    await composer(ben).fill(text);
    await composer(ben).press("Enter");
    await expect(row(ada, text)).toHaveCount(1);
  }
  return [ada, ben];
}

test("a moderator chooses several messages and deletes them at once", async ({ browser, place }) => {
  const [ada, ben] = await begin(browser, place);
  await row(ada, "first").click({ button: "right" });
  await ada.getByRole("menuitem", { name: "Select" }).click();
  const bar = ada.getByRole("toolbar", { name: "Selected messages" });
  await expect(bar).toContainText("1 message selected");
  await row(ada, "third").getByRole("checkbox").check();
  await expect(bar).toContainText("2 messages selected");
  await expect(composer(ada)).toBeHidden();
  await bar.getByRole("button", { name: "Delete" }).click();
  const question = ada.getByRole("alertdialog", { name: "Delete 2 messages?" });
  await question.getByRole("button", { name: "Delete" }).click();
  await expect(question).toBeHidden();
  for (const page of [ada, ben]) {
    await expect(row(page, "first")).toHaveCount(0);
    await expect(row(page, "third")).toHaveCount(0);
    await expect(row(page, "second")).toHaveCount(1);
    await expect(composer(page)).toBeVisible();
  }
  // Who has no say over others' messages is not offered it.
  await row(ben, "second").click({ button: "right" });
  await expect(ben.getByRole("menuitem", { name: "Reply" })).toBeVisible();
  await expect(ben.getByRole("menuitem", { name: "Select" })).toHaveCount(0);
});

test("choosing works by keyboard, and Esc ends it", async ({ browser, place }) => {
  const [ada] = await begin(browser, place);
  await composer(ada).press("Shift+Tab");
  await row(ada, "third").focus();
  await ada.keyboard.press("x");
  await ada.keyboard.press("ArrowUp");
  await ada.keyboard.press("x");
  await expect(ada.getByRole("toolbar", { name: "Selected messages" })).toContainText("2 messages selected");
  await ada.keyboard.press("Escape");
  await expect(composer(ada)).toBeVisible();
  await expect(row(ada, "third")).toHaveCount(1);
});

test("a moderator sees who reacted, and takes one or all reactions off", async ({ browser, place }) => {
  const [ada, ben] = await begin(browser, place);
  for (const page of [ada, ben]) {
    await row(page, "second").click({ button: "right" });
    await page.getByRole("menu").getByRole("menuitem").first().click();
    await expect(row(page, "second").getByRole("button", { pressed: true })).toHaveCount(1);
  }
  await expect(row(ada, "second").getByRole("button", { pressed: true })).toContainText("2");
  await row(ada, "second").click({ button: "right" });
  await ada.getByRole("menuitem", { name: "Who reacted" }).click();
  const dialog = ada.getByRole("dialog", { name: "Reactions" });
  await expect(dialog.getByRole("listitem")).toHaveCount(2);
  await dialog.getByRole("button", { name: /of ben$/ }).click();
  await expect(dialog.getByRole("listitem")).toHaveCount(1);
  await expect(row(ben, "second").getByRole("button", { pressed: true })).toHaveCount(0);
  await expect(row(ben, "second").locator(".pill").first()).toContainText("1");
  await dialog.getByRole("button", { name: "Remove all" }).click();
  await expect(dialog).toBeHidden();
  for (const page of [ada, ben]) await expect(row(page, "second").locator(".pill")).toHaveCount(0);
});

test("what moderators do stands in the audit log", async ({ browser, place }) => {
  const [ada, ben] = await begin(browser, place);
  await row(ada, "first").focus();
  await ada.keyboard.press("x");
  await ada.getByRole("toolbar", { name: "Selected messages" }).getByRole("button", { name: "Delete" }).click();
  await ada.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect(row(ben, "first")).toHaveCount(0);
  await ada.goto(`${ada.url().replace(/(\/spaces\/[0-9a-f-]+).*/, "$1")}/settings/audit`);
  const log = ada.getByRole("list", { name: "Audit log" });
  await expect(log.getByRole("listitem").first()).toContainText("Messages deleted");
  await expect(log.getByRole("listitem").first()).toContainText("by ada");
  await ada.getByLabel("Kind").selectOption({ label: "Invite made" });
  await expect(log.getByRole("listitem")).toHaveCount(1);
  await ada.getByLabel("Kind").selectOption({ label: "Member banned" });
  await expect(ada.getByText("Nothing like this")).toBeVisible();
  await ada.getByLabel("Kind").selectOption({ label: "All kinds" });
  const all = await log.getByRole("listitem").count();
  await ada.getByLabel("Person").selectOption({ label: "ben" });
  await expect(ada.getByText("Nothing like this")).toBeVisible();
  await ada.getByLabel("Person").selectOption({ label: "ada" });
  await expect(log.getByRole("listitem")).toHaveCount(all);
  await ada.getByLabel("Since").fill("2001-02-03");
  await expect(log.getByRole("listitem")).toHaveCount(all);
  await ada.getByLabel("Until").fill("2001-02-03");
  await expect(ada.getByText("Nothing like this")).toBeVisible();
});
