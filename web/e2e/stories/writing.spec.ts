/** Writing a message: emoji, names and rooms that complete themselves, drafts, limits, and files that are refused. */
import { pick, png } from "../support/files";
import { looksRight } from "../support/looks";
import { enter, expect, furnished, joined, roomPath, test } from "../support/people";
import { composer, notice, row, say } from "../support/talk";

test("emoji by mouse, by search and by arrows", async ({ browse, place }) => {
  const house = await furnished(place);
  const page = await browse();
  await enter(page, place, "ada", roomPath(house));
  await composer(page).fill("good morning ");
  await page.getByRole("button", { name: "Emoji", exact: true }).click();
  const search = page.getByRole("searchbox", { name: "Find an emoji" });
  await expect(search).toBeFocused();
  await expect(page.getByRole("gridcell").first()).toBeVisible();
  await looksRight(page, "emoji");
  await page.getByRole("gridcell", { name: "grinning face", exact: true }).first().click();
  await expect(composer(page)).toHaveValue("good morning 😀");
  await expect(composer(page)).toBeFocused();

  await page.getByRole("button", { name: "Emoji", exact: true }).press("Enter");
  await page.keyboard.type("rocket");
  await expect(page.getByRole("gridcell", { name: "rocket" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(composer(page)).toHaveValue("good morning 😀🚀");
  await page.getByRole("button", { name: "Emoji", exact: true }).press("Enter");
  await page.keyboard.type("nothing has this name");
  await expect(page.getByText("No emoji by that name")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(search).toHaveCount(0);
  await composer(page).fill("");
  await composer(page).pressSequentially(":rocke");
  await expect(page.getByRole("option").first()).toContainText("rocket");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(row(page, "🚀")).toHaveCount(1);
});

test("names and rooms complete by arrows, Tab, Enter and mouse, and call who is meant", async ({ browse, place }) => {
  const house = await furnished(place);
  await joined(house, "ben", "Ben Okafor");
  await joined(house, "benedikt", "Benedikt Lang");
  const ads = await house.ada.ask<{ id: string }>("POST", `/spaces/${house.space}/channels`, { kind: "text", name: "print-run", topic: "Plates and paper" });
  const [ada, ben] = [await browse(), await browse()];
  await enter(ben, place, "ben", roomPath(house, ads.id));
  await enter(ada, place, "ada", roomPath(house));
  await composer(ada).pressSequentially("ask @bene");
  const list = ada.getByRole("listbox", { name: "Suggestions" });
  await expect(list.getByRole("option")).toHaveCount(1);
  await ada.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
  await composer(ada).fill("");
  await composer(ada).pressSequentially("ask @ben");
  await expect(list.getByRole("option")).toHaveCount(2);
  await looksRight(ada, "completion");
  const first = await list.getByRole("option", { selected: true }).innerText();
  await ada.keyboard.press("ArrowDown");
  await expect(list.getByRole("option", { selected: true })).not.toHaveText(first);
  await ada.keyboard.press("ArrowUp");
  await list.getByRole("option").filter({ hasText: "Ben Okafor" }).click();
  await composer(ada).pressSequentially("about #prin");
  await expect(list.getByRole("option")).toContainText("print-run");
  await ada.keyboard.press("Enter");
  await ada.keyboard.press("Enter");
  await expect(row(ada, "ask @Ben Okafor")).toContainText("#print-run");
  await expect(ben.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: /general/ })).toContainText("1");
  await expect(ben).toHaveTitle(/^\(1\) /);
  await ben.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: /general/ }).click();
  await expect(row(ben, "@Ben Okafor").locator(".to-me")).toHaveCount(1);
  await expect(ben).not.toHaveTitle(/^\(1\) /);
  await row(ben, "@Ben Okafor").getByRole("link", { name: "#print-run" }).click();
  await expect(ben.getByRole("heading", { level: 1, name: "print-run" })).toBeVisible();
});

test("a draft waits in its room, a text that is too long does not go, and refused files say why", async ({ browse, place }) => {
  const house = await furnished(place);
  const desk = await house.ada.ask<{ id: string }>("POST", `/spaces/${house.space}/channels`, { kind: "text", name: "desk" });
  const page = await browse();
  await enter(page, place, "ada", roomPath(house));
  await composer(page).fill("half a thou");
  await page.keyboard.press("Alt+ArrowUp");
  await expect(page).toHaveURL(roomPath(house, desk.id));
  await expect(composer(page)).toHaveValue("");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(composer(page)).toHaveValue("half a thou");
  await page.reload();
  await expect(composer(page)).toHaveValue("half a thou");

  await composer(page).fill("x".repeat(4001));
  await page.keyboard.press("Enter");
  await expect(page.getByText("1 character too many")).toBeVisible();
  await expect(page.getByRole("article").filter({ hasText: "xxxx" })).toHaveCount(0);
  await composer(page).fill("x".repeat(3999));
  await expect(page.getByText("1 character left")).toBeVisible();
  await composer(page).fill("");

  await pick(page, ...Array.from({ length: 11 }, (_, at) => png(`${String(at)}.png`)));
  await expect(notice(page)).toContainText("A message holds ten files. Send these first.");
  await notice(page).getByRole("button", { name: "Close" }).click();
  await expect(page.locator(".up")).toHaveCount(10);
  for (let left = 10; left > 0; left -= 1) await page.getByRole("button", { name: /^Remove \d+\.png$/ }).first().click();
  await page.route("**/api/v1/uploads", (route) => route.abort());
  await pick(page, png("torn.png"));
  await expect(page.locator(".up").getByRole("alert")).toHaveText("The upload broke off. Try again.");
  await looksRight(page, "upload-failed");
  await page.unroute("**/api/v1/uploads");
  await page.getByRole("button", { name: "Upload torn.png again" }).click();
  await page.getByRole("button", { name: "Describe torn.png" }).click();
  await page.getByRole("textbox", { name: "What the picture shows" }).fill("A torn page");
  await page.keyboard.press("Enter");
  await say(page, "with words for who cannot see it");
  await expect(row(page, "with words").getByRole("img", { name: "A torn page" })).toBeVisible();
  await row(page, "with words").getByRole("button", { name: "Open picture: A torn page" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  // Dark in both themes, and Chromium does not draw it anew when only the emulated theme changes.
  await looksRight(page, "picture", ["dark"]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
