/** Six looks at a page with made-up answers: light, dark, phone, three languages. */
import AxeBuilder from "@axe-core/playwright";
import { type Page, type TestInfo, expect } from "@playwright/test";

export const LOOKS = [
  { name: "light", theme: "light", locale: "en", size: { width: 1440, height: 900 } },
  { name: "dark", theme: "dark", locale: "en", size: { width: 1440, height: 900 } },
  { name: "phone", theme: "light", locale: "en", size: { width: 390, height: 844 } },
  { name: "spanish", theme: "light", locale: "es", size: { width: 390, height: 844 } },
  { name: "arabic", theme: "light", locale: "ar", size: { width: 1440, height: 900 } },
  { name: "arabic-phone", theme: "dark", locale: "ar", size: { width: 390, height: 844 } },
] as const;

/** Dresses the page before it is opened. */
export async function look(page: Page, one: (typeof LOOKS)[number]) {
  await page.setViewportSize(one.size);
  await page.addInitScript((prefs) => localStorage.setItem("snug.prefs", prefs), JSON.stringify({ theme: one.theme, locale: one.locale }));
}

/** Fonts are here and nothing moves any more: colours are judged as they stay. */
async function settled(page: Page) {
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => Promise.all(document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity).map((one) => one.finished.catch(() => undefined))));
}

/** Photographed; no fault of access, and nothing cut off sideways. */
export async function isRight(page: Page, info: TestInfo, name: string) {
  await settled(page);
  await page.screenshot({ path: info.outputPath(`${name}.png`) });
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
  expect(violations.map((found) => `${name}: ${found.id}: ${found.nodes.map((node) => node.target.join(" ")).join(", ")}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), name).toBe(0);
}
