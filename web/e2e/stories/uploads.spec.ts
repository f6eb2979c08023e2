/** Many pictures at once: three at a time, in their order, and nothing goes without what did not arrive. */
import { dropAll } from "../support/files";
import { looksRight } from "../support/looks";
import { enter, expect, furnished, roomPath, test } from "../support/people";
import { composer, row } from "../support/talk";

const TORN = "plate-4.png";
const LARGE = "plate-7.png";
const NAMES = Array.from({ length: 10 }, (_, at) => `plate-${String(at)}.png`);

test("ten pictures dropped at once travel three at a time, keep their order, and wait for those that failed", async ({ browse, place }) => {
  const house = await furnished(place);
  const page = await browse();
  await enter(page, place, "ada", roomPath(house));
  await expect(composer(page)).toBeVisible();
  const travelling = { now: 0, most: 0 };
  const seen: string[] = [];
  let isTorn = true;
  await page.route("**/api/v1/uploads", async (route) => {
    travelling.most = Math.max(travelling.most, (travelling.now += 1));
    const name = NAMES.find((one) => route.request().postData()?.includes(`"${one}"`)) ?? "";
    seen.push(name);
    await new Promise((resolve) => setTimeout(resolve, 300));
    travelling.now -= 1;
    if (name === TORN && isTorn) await route.abort();
    else await route.continue();
  });
  const limit = (await house.ada.ask<{ limits: { attachment_bytes: number } }>("GET", "/instance")).limits.attachment_bytes;
  await dropAll(page.getByRole("feed"), NAMES.map((name) => (name === LARGE ? { name, bytes: limit + 1 } : { name })));
  const tiles = page.locator(".up");
  await expect.poll(() => tiles.locator(".file-name").allTextContents()).toEqual(NAMES);
  await expect(tiles.filter({ hasText: LARGE }).getByRole("alert")).toHaveText(/^The file is larger than .+\. Choose a smaller one\.$/);
  await expect(tiles.filter({ hasText: NAMES[0] ?? "" }).getByRole("progressbar")).toBeVisible();
  await expect(tiles.filter({ hasText: NAMES[9] ?? "" })).toContainText("Waiting for its turn");
  await composer(page).fill("all ten plates");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Goes when the files are up.")).toBeVisible();

  await expect(page.getByText("A file did not arrive. Try it again or remove it, or send once more to go without it.")).toBeVisible();
  await expect(tiles.filter({ hasText: TORN }).getByRole("alert")).toHaveText("The upload broke off. Try again.");
  await expect(composer(page)).toHaveValue("all ten plates");
  await expect(page.getByRole("article").filter({ hasText: "all ten plates" })).toHaveCount(0);
  await looksRight(page, "files-held");
  expect(travelling.most).toBe(3);

  isTorn = false;
  await page.getByRole("button", { name: `Upload ${TORN} again` }).click();
  await page.getByRole("button", { name: `Remove ${LARGE}` }).click();
  await expect(page.getByText("A file did not arrive.")).toHaveCount(0);
  await composer(page).press("Enter");
  await expect(row(page, "all ten plates").getByRole("button", { name: /^Open picture/ })).toHaveCount(9);
  const messages = await house.ada.ask<{ items: { attachments: { name: string }[] }[] }>("GET", `/channels/${house.general}/messages?limit=1`);
  expect(messages.items[0]?.attachments.map((file) => file.name)).toEqual(NAMES.filter((name) => name !== LARGE));
  expect(seen.filter((name) => name === TORN)).toHaveLength(2);
});
