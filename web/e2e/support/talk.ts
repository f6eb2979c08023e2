/** What people do in a room, in words of the room. */
import { type Locator, type Page, expect } from "@playwright/test";

export const composer = (page: Page): Locator => page.locator("textarea#composer");
/** A message by its own words, not by those that it answers. */
export const row = (page: Page, text: string): Locator => page.getByRole("article").filter({ has: page.locator(".body", { hasText: text }) });
export const notice = (page: Page): Locator => page.getByRole("region", { name: "Notices" });

export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
  await expect(composer(page)).toHaveValue("");
}

/** Chooses from the menu of a message. */
export async function act(page: Page, text: string, name: string): Promise<void> {
  await row(page, text).click({ button: "right" });
  await page.getByRole("menuitem", { name }).click();
}

/** Nothing missing, nothing doubled: the texts stand in the room once each and in this order. */
export async function reads(page: Page, texts: string[]): Promise<void> {
  await expect.poll(async () => {
    const rows = await page.locator("article .body").allInnerTexts();
    return rows.flatMap((words) => texts.filter((text) => words.includes(text)).slice(-1));
  }).toEqual(texts);
}

/** Types into the open emoji picker and takes what it finds first. */
export async function chooseEmoji(page: Page, name: string): Promise<void> {
  await page.getByRole("searchbox", { name: "Find an emoji" }).fill(name);
  await expect(page.getByRole("gridcell", { name }).first()).toBeVisible();
  await page.keyboard.press("Enter");
}
