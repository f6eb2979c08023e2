/** A whole evening at a new place: set-up, space, invitation, talking, files, moderation, and a network that comes and goes. */
import type { Page } from "@playwright/test";
import { drop, paste, pick, png } from "../support/files";
import { CODE, PASSWORD, type Place, expect, test } from "../support/people";
import { act, chooseEmoji, composer, notice, reads, row, say } from "../support/talk";

async function setUp(page: Page, place: Place): Promise<void> {
  await page.goto(`${place.url}/setup#${CODE}`);
  await page.getByLabel("Your name").fill("ada");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Open the door" }).click();
  await expect(page.getByText("No space here yet")).toBeVisible();
}

async function makeSpace(page: Page, name: string): Promise<void> {
  await page.getByRole("main").getByRole("button", { name: "Make a space" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Make a space" }).click();
  await expect(composer(page)).toBeVisible();
}

async function invitation(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Invite people" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Make a link" }).click();
  const link = dialog.getByLabel("Invitation link");
  await expect(link).toHaveValue(/\/join\/\w{10}$/);
  const address = await link.inputValue();
  // The button that had the focus has gone; Esc still closes, and the focus goes back.
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Invite people" }).first()).toBeFocused();
  return address;
}

async function join(page: Page, address: string, name: string): Promise<void> {
  await page.goto(address);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Make an account and join" }).click();
  await expect(composer(page)).toBeVisible();
}

async function settings(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Menu of Foxglove Press" }).click();
  await page.getByRole("menuitem", { name: "Space settings" }).click();
  await page.getByRole("navigation", { name: "Space settings" }).getByRole("link", { name }).click();
}

test("a new place, two people, one evening", async ({ browse, place }) => {
  test.setTimeout(120_000);
  const ada = await browse();
  await setUp(ada, place);
  await makeSpace(ada, "Foxglove Press");
  const address = await invitation(ada);
  const ben = await browse();
  await join(ben, address, "ben");

  await say(ada, "Files by **Thursday 16:00**, not Friday.");
  await expect(row(ben, "Files by Thursday 16:00")).toHaveCount(1);
  await expect(row(ben, "Files by").locator("strong")).toHaveText("Thursday 16:00");
  await act(ben, "Files by", "Reply");
  await say(ben, "Nothing breaks here.");
  await expect(row(ada, "Nothing breaks here.").getByRole("button", { name: "Go to the message of ada" })).toContainText("Files by");

  await test.step("a reaction counts both, once each", async () => {
    await act(ben, "Files by Thursday", "React");
    await chooseEmoji(ben, "thumbs up");
    await row(ada, "Files by Thursday").getByRole("button", { name: "👍 1 person" }).click();
    for (const page of [ada, ben]) await expect(row(page, "Files by Thursday").getByRole("button", { name: "👍 2 people, you too" })).toBeVisible();
  });

  await test.step("a picture by the button, by dropping and by pasting", async () => {
    await pick(ben, png("harbour.png"));
    await say(ben, "by the button");
    await drop(ben.getByRole("feed"), "market.png");
    await expect(ben.locator(".up")).toContainText("market.png");
    await say(ben, "by dropping");
    await paste(composer(ben), "lighthouse.png");
    await expect(ben.locator(".up")).toContainText("lighthouse.png");
    await say(ben, "by pasting");
    for (const text of ["by the button", "by dropping", "by pasting"]) {
      await expect(row(ada, text).getByRole("img")).toHaveCount(1);
      await expect.poll(() => row(ada, text).locator("img[loading]").evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
    }
  });

  await act(ben, "Nothing breaks here.", "Edit");
  await ben.getByRole("textbox", { name: "Edit message" }).fill("Nothing breaks at all.");
  await ben.getByRole("textbox", { name: "Edit message" }).press("Enter");
  await expect(row(ada, "Nothing breaks at all.")).toContainText("(edited)");

  const said = ["Files by Thursday", "Nothing breaks at all.", "by the button", "by dropping", "by pasting"];
  await ben.reload();
  await reads(ben, said);

  await test.step("a cut network: both go on writing, nothing is missing or doubled afterwards", async () => {
    await ben.context().setOffline(true);
    await expect(ben.getByText("You are offline.")).toBeVisible();
    await say(ada, "said while Ben was away");
    await say(ben, "written without a network");
    await expect(row(ben, "written without a network")).toHaveCount(1);
    await ben.context().setOffline(false);
    said.push("said while Ben was away", "written without a network");
    for (const page of [ada, ben]) await reads(page, said);
  });

  await test.step("a restart of the place: the same", async () => {
    await place.stop();
    await say(ada, "said to nobody at first");
    await place.start();
    await expect(row(ben, "said to nobody at first")).toHaveCount(1, { timeout: 45_000 });
    said.push("said to nobody at first");
    await say(ben, "after the restart");
    said.push("after the restart");
    for (const page of [ada, ben]) {
      await reads(page, said);
      await page.reload();
      await reads(page, said);
    }
  });

  await test.step("a right taken bites in the open page at once, and a kick ends it", async () => {
    await settings(ada, "Roles");
    await ada.getByRole("link", { name: "Everyone" }).click();
    await ada.getByRole("switch", { name: "Write messages" }).click();
    await ada.getByRole("button", { name: "Save" }).click();
    await expect(notice(ada)).toContainText("Everyone is saved.");
    await expect(ben.getByText("You can read here. Ask for a role that writes.")).toBeVisible();
    await expect(composer(ben)).toHaveCount(0);
    await ada.getByRole("navigation", { name: "Space settings" }).getByRole("link", { name: "Members" }).click();
    await ada.getByRole("button", { name: "More for ben" }).click();
    await ada.getByRole("menuitem", { name: "Remove from the space" }).click();
    await ada.getByRole("button", { name: "Remove ben" }).click();
    await expect(notice(ada)).toContainText("ben is no longer a member.");
    await expect(ben.getByText("No space here yet")).toBeVisible();
    await expect(notice(ben)).toContainText("Foxglove Press is no longer there for you.");
  });
});
