/** A room of ten thousand messages: what is read stays where it is, and the page stays small. */
import type { Page } from "@playwright/test";
import { ANSWERED, COUNT, openLongRoom } from "../support/longRoom";
import { expect, test } from "../support/mocks";

/** More rows than fit on a screen, twice over: never as many as there are messages. */
const ROWS_MAX = 120;
/** Pixels that nobody sees. */
const STILL = 2;

interface Climb {
  /** The farthest that a row under the eye was from where it belonged, in pixels. */
  moved: number;
  where: string;
  most: number;
}

const row = (page: Page, seq: number) => page.getByRole("article").filter({ hasText: `Number ${String(seq)}.` });

/** Scrolls in steps that keep the row under the eye on screen, and looks at it in every frame. */
const climb = (page: Page, steps: number, share: number): Promise<Climb> =>
  page.evaluate(async ([count, part]) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const stream = document.querySelector<HTMLElement>(".stream");
    const result = { moved: 0, where: "", most: 0 };
    if (!stream) return { ...result, moved: Infinity };
    const rows = () => [...stream.querySelectorAll<HTMLElement>("article")];
    for (let step = 0; step < count; step += 1) {
      const { top, height } = stream.getBoundingClientRect();
      const line = part < 0 ? top + height * 0.15 : top + height * 0.75;
      const eye = rows().find((one) => one.getBoundingClientRect().bottom > line);
      if (!eye) return { ...result, moved: Infinity, where: "no row under the eye" };
      const before = { top: eye.getBoundingClientRect().top, scroll: stream.scrollTop };
      stream.scrollTop += height * part;
      const wanted = before.top + before.scroll - stream.scrollTop;
      for (let frames = 0; frames < 4; frames += 1) {
        await frame();
        result.most = Math.max(result.most, rows().length);
        const now = stream.querySelector<HTMLElement>(`[data-key="${eye.dataset["key"] ?? ""}"]`);
        const off = now ? Math.abs(now.getBoundingClientRect().top - wanted) : Infinity;
        if (off > result.moved) Object.assign(result, { moved: off, where: `step ${String(step)}, frame ${String(frames)}: ${now?.textContent?.slice(0, 40) ?? "gone"}` });
      }
    }
    return result;
  }, [steps, share] as const);

test("scrolling up and down through many windows moves nothing that is read", async ({ page }) => {
  await openLongRoom(page);
  await expect(row(page, COUNT)).toBeVisible();
  for (const share of [-0.5, 0.5, -0.5]) {
    const way = await climb(page, 40, share);
    expect(way.moved, `${String(share)}: ${way.where}`).toBeLessThanOrEqual(STILL);
    expect(way.most).toBeLessThanOrEqual(ROWS_MAX);
  }
});

test("what grows or shrinks above the eye moves nothing, whichever way one scrolls", async ({ page }) => {
  await openLongRoom(page);
  await expect(row(page, COUNT)).toBeVisible();
  for (const share of [-0.4, 0.4]) {
    for (const pixels of ["320px", "0px"]) {
      await climb(page, 4, share);
      const moved = await page.evaluate(async (size) => {
        const stream = document.querySelector<HTMLElement>(".stream");
        const top = stream?.getBoundingClientRect().top ?? 0;
        const rows = [...document.querySelectorAll<HTMLElement>(".stream article")].toSorted((one, two) => one.getBoundingClientRect().top - two.getBoundingClientRect().top);
        const at = rows.findIndex((one) => one.getBoundingClientRect().top > top + 40);
        const [above, eye] = [rows[Math.max(0, at - 3)], rows[at]];
        const body = above?.querySelector<HTMLElement>(".body, .day");
        if (!stream || !body || !eye) return Infinity;
        const before = eye.getBoundingClientRect().top;
        body.style.minBlockSize = size;
        for (let frames = 0; frames < 6; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
        return Math.abs(eye.getBoundingClientRect().top - before);
      }, pixels);
      expect(moved, `${String(share)} ${pixels}`).toBeLessThanOrEqual(STILL);
    }
  }
});

test("all ten thousand can be loaded, the page stays small, and a jump leads to the first and back to the newest", async ({ page }) => {
  test.setTimeout(180_000);
  await openLongRoom(page);
  await expect(row(page, COUNT)).toBeVisible();
  await row(page, COUNT).getByRole("button", { name: "Go to the message of Ben Okafor" }).click();
  await expect(row(page, ANSWERED)).toBeInViewport();
  await expect(row(page, ANSWERED).locator(".lit")).toHaveCount(1);
  expect(await page.getByRole("article").count()).toBeLessThanOrEqual(ROWS_MAX);
  await page.getByRole("button", { name: "To the newest" }).click();
  await expect(row(page, COUNT)).toBeInViewport();
  const most = await page.evaluate(async () => {
    const stream = document.querySelector<HTMLElement>(".stream");
    let rows = 0;
    const until = Date.now() + 120_000;
    while (stream && Date.now() < until && !(stream.querySelector(".beginning") && stream.scrollTop < 2)) {
      stream.scrollTop = 0;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      rows = Math.max(rows, stream.querySelectorAll("article").length);
    }
    return rows;
  });
  await expect(row(page, 1)).toBeInViewport();
  expect(most).toBeLessThanOrEqual(ROWS_MAX);
  const way = await climb(page, 20, 0.5);
  expect(way.moved, way.where).toBeLessThanOrEqual(STILL);
  await page.getByRole("button", { name: "To the newest" }).click();
  await expect(row(page, COUNT)).toBeInViewport();
});
