/** What the documents show: with SNUG_PICTURES=../docs/pictures they are drawn anew. */
import type { Page } from "@playwright/test";
import { looksRight, photograph } from "../support/looks";
import { PHONE, enter, expect, roomPath, speak, test } from "../support/people";
import { morning } from "../support/press";
import { row } from "../support/talk";

/** The room is there, with every face and picture that can be seen. */
async function isComplete(page: Page): Promise<void> {
  await expect(row(page, "Dawn boats")).toBeVisible();
  const missing = () =>
    page.evaluate(() => [...document.images].filter((image) => image.checkVisibility() && image.getBoundingClientRect().bottom > 0 && !image.naturalWidth).map((image) => image.src));
  await expect.poll(missing).toEqual([]);
  await expect(page.locator(".toast")).toHaveCount(0);
}

test("a place that was just started, and a busy morning in light, dark, Arabic and on a phone", async ({ browse, browser, place }) => {
  const first = await browse();
  await first.goto(`${place.url}/`);
  await expect(first.getByLabel("Set-up code")).toBeVisible();
  await photograph(first, "setup");
  const press = await morning(place, browser);
  const room = roomPath(press, press.desk);
  const desk = await browse();
  await enter(desk, place, "ada", room);
  await isComplete(desk);
  await looksRight(desk, "chat");
  const arabic = await browse();
  await speak(arabic, "ar");
  await enter(arabic, place, "ada", room);
  await expect(arabic.locator("html")).toHaveAttribute("dir", "rtl");
  await isComplete(arabic);
  await photograph(arabic, "chat-arabic");
  const phone = await browse(PHONE);
  await enter(phone, place, "ada", room);
  await isComplete(phone);
  await photograph(phone, "chat-phone");
});
