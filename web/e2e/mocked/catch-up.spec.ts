/** Before the place has told what there is: catching up and the palette wait, and nothing is said to be empty. */
import { looksRight } from "../support/looks";
import { SIGNED_IN, answer, expect, test } from "../support/mocks";

test("while the rooms are on their way nothing is called empty, and pages can be reached", async ({ page }) => {
  await answer(page, { "POST /auth/refresh": { body: SIGNED_IN } });
  await page.goto("/catch-up");
  await expect(page.getByRole("main").getByRole("status", { name: "Loading" })).toBeVisible();
  await expect(page.getByText("Nothing waits for you")).toHaveCount(0);
  await looksRight(page, "catch-up-loading");
  await page.getByRole("button", { name: "Go to a room, a person or a command" }).click();
  await page.keyboard.type("#front");
  await expect(page.getByText("The rooms are on their way.")).toBeVisible();
  await looksRight(page, "palette-opening");
  await page.getByRole("combobox").fill("shortcuts");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/settings/keyboard");
  await expect(page.getByRole("heading", { name: "Catch up" })).toBeVisible();
});
