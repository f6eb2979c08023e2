/** Searches that the place refuses, answers late, or answers out of turn. */
import type { Page, Route } from "@playwright/test";
import { beInLongRoom, messageOf } from "../support/longRoom";
import { looksRight } from "../support/looks";
import { expect, test } from "../support/mocks";

const hits = (page: Page) => page.locator(".hit");
const field = (page: Page) => page.getByRole("combobox");
const alert = (page: Page) => page.locator("main").getByRole("alert");
const again = (page: Page) => page.getByRole("button", { name: "Try again" });

const found = (texts: string[], nextCursor: string | null = null) => ({
  items: texts.map((content, at) => ({ message: { ...messageOf(26 + at), content }, highlights: [{ start: 0, end: 4 }] })),
  next_cursor: nextCursor,
});
const refused = (route: Route, status: number, error: string, more = {}) => route.fulfill({ status, json: { error, message: error, ...more } });

/** Answers searches one after another, the last way for good; tells how many there were. */
async function searches(page: Page, ...answers: ((route: Route) => Promise<unknown>)[]): Promise<() => number> {
  await beInLongRoom(page);
  let count = 0;
  await page.route("**/api/v1/**/search?*", (route) => (answers[count++] ?? answers.at(-1))?.(route));
  await page.route("**/api/v1/search?*", (route) => (answers[count++] ?? answers.at(-1))?.(route));
  return () => count;
}

test("too many searches: it waits and goes on by itself, once", async ({ page }) => {
  const count = await searches(page, (route) => refused(route, 429, "rate_limited", { retry_after_ms: 1500 }), (route) => route.fulfill({ json: found(["lamp one"]) }));
  await page.goto("/search?q=lamp");
  await expect(page.getByText("Many searches at once.")).toBeVisible();
  await expect(hits(page)).toHaveText(/lamp one/);
  expect(count()).toBe(2);
});

test("refused twice it is told, and asked again by hand", async ({ page }) => {
  const busy = (route: Route) => refused(route, 429, "rate_limited", { retry_after_ms: 500 });
  const count = await searches(page, busy, busy, (route) => route.fulfill({ json: found(["lamp one"]) }));
  await page.goto("/search?q=lamp");
  await expect(alert(page)).toContainText("Too many searches at once.");
  expect(count()).toBe(2);
  await looksRight(page, "search-failed");
  await again(page).click();
  await expect(hits(page)).toHaveCount(1);
});

test("a mistake of the place, and a question without a word that must be there", async ({ page }) => {
  await searches(page, (route) => refused(route, 500, "internal"), (route) => refused(route, 422, "invalid", { field: "q" }));
  await page.goto("/search?q=lamp");
  await expect(alert(page)).toContainText("The place made a mistake.");
  await field(page).fill("-lamp");
  await expect(page.getByRole("heading", { name: "Say also what it has" })).toBeVisible();
});

test("while it loads rows stand in, and an answer that comes late is dropped", async ({ page }) => {
  await beInLongRoom(page);
  const held = new Map<string, Route>();
  await page.route("**/api/v1/search?*", (route) => void held.set(new URL(route.request().url()).searchParams.get("q") ?? "", route));
  await page.goto("/search?q=lamp");
  await expect(page.getByRole("status", { name: "Searching" })).toBeVisible();
  await looksRight(page, "search-loading");
  await field(page).fill("lamp oil");
  await expect.poll(() => held.has("lamp oil")).toBe(true);
  await held.get("lamp oil")?.fulfill({ json: found(["lamp oil"]) });
  await expect(hits(page)).toHaveText(/lamp oil/);
  await held.get("lamp")?.fulfill({ json: found(["lamp one", "lamp two"]) });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await expect(hits(page)).toHaveText(/lamp oil/);
});

test("without a network it says so, and asks again when the line is back", async ({ page, context }) => {
  let isCut = true;
  await searches(page, (route) => (isCut ? route.abort() : route.fulfill({ json: found(["lamp one"]) })));
  await page.goto("/search?q=lamp");
  await expect(alert(page)).toContainText("There is no connection.");
  await context.setOffline(true);
  await expect(page.getByText("You are offline.")).toBeVisible();
  isCut = false;
  await context.setOffline(false);
  await expect(hits(page)).toHaveText(/lamp one/);
});

test("more that does not load leaves what is there", async ({ page }) => {
  const more = (route: Route) => route.fulfill({ json: found(["lamp three"]) });
  await searches(page, (route) => route.fulfill({ json: found(["lamp one", "lamp two"], "c") }), (route) => refused(route, 500, "internal"), more);
  await page.goto("/search?q=lamp");
  await expect(page.locator(".search-count")).toHaveText("2+ messages");
  await expect(page.getByText("Of the first 2, more to come")).toBeVisible();
  await page.getByRole("button", { name: "Show more" }).click();
  await expect(alert(page)).toContainText("The next messages did not load.");
  await expect(hits(page)).toHaveCount(2);
  await again(page).click();
  await expect(page.locator(".search-count")).toHaveText("3 messages");
});

test("files stand as in the room, and the first mark of a long message is in sight", async ({ page }) => {
  const long = `${"Nothing of it yet.\n".repeat(60)}the lamp`;
  const start = [...long].length - 4;
  const file = { id: messageOf(3).id, name: "stock-samples.zip", size: 9_100_000, content_type: "application/zip", width: null, height: null, placeholder: null, description: null, urls: { original: "/api/v1/files/x", preview: null, thumb: null } };
  const body = { items: [
    { message: { ...messageOf(27), content: long }, highlights: [{ start, end: start + 4 }] },
    { message: { ...messageOf(25), content: "lamp beside a picture" }, highlights: [{ start: 0, end: 4 }] },
    { message: { ...messageOf(26), content: null, attachments: [file] }, highlights: [] },
  ], next_cursor: null };
  await searches(page, (route) => route.fulfill({ json: body }));
  await page.goto("/search?q=lamp");
  await expect(hits(page)).toHaveCount(3);
  await expect(page.locator(".hit").first().locator("mark")).toBeInViewport();
  await expect(page.getByRole("link", { name: "Download stock-samples.zip" })).toBeVisible();
  await looksRight(page, "search-files");
  await page.locator(".hit .pic").click();
  await expect(page.getByRole("dialog")).toBeVisible();
});
