/** Looks at a page as the eye and the screen reader do: no serious fault of access in light and dark, nothing cut off sideways. */
import AxeBuilder from "@axe-core/playwright";
import { type Page, expect } from "@playwright/test";
import { mkdirSync } from "node:fs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
export type Theme = "light" | "dark";

/** All rules, or those of colour alone: nothing else of a page hangs on its theme. */
function rulesOf(page: Page, isAnew: boolean): AxeBuilder {
  const axe = new AxeBuilder({ page });
  // An experiment of the tool: it takes the initials in a tile and the key beside a menu entry for labels.
  return isAnew ? axe.withRules(["color-contrast", "link-in-text-block"]) : axe.withTags(RULES).disableRules("label-content-name-mismatch");
}

async function faultsOf(page: Page, isAnew: boolean): Promise<string[]> {
  const { violations } = await rulesOf(page, isAnew).analyze();
  return violations
    .filter((found) => found.impact === "serious" || found.impact === "critical")
    .map((found) => `${found.id}: ${found.nodes.map((node) => `${node.target.join(" ")} ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`).join("; ")}`);
}

/** With SNUG_PICTURES=folder the page is photographed too. */
export async function photograph(page: Page, name: string): Promise<void> {
  const folder = process.env["SNUG_PICTURES"];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, animations: "disabled", caret: "hide" });
}

export async function looksRight(page: Page, name: string, themes: readonly Theme[] = ["light", "dark"]): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  for (const [index, theme] of themes.entries()) {
    await page.emulateMedia({ colorScheme: theme });
    await photograph(page, `${name}-${theme}`);
    expect(await faultsOf(page, index > 0), `${name} in ${theme}`).toEqual([]);
  }
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(sideways, `${name} scrolls sideways`).toBe(0);
}
