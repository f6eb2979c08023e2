/** Who is there, what they say of themselves and who is writing, as two people see it of each other. */
import type { Locator, Page } from "@playwright/test";
import { looksRight } from "../support/looks";
import { PHONE, enter, expect, furnished, joined, roomPath, speak, test, type House, type Person } from "../support/people";
import { chooseEmoji, composer, notice, row, say } from "../support/talk";

/** Offline comes ten seconds after the last line ended. */
const LEAVING_MS = 15_000;
const members = (page: Page): Locator => page.getByRole("complementary", { name: "Members" });
const member = (page: Page, name: string): Locator => members(page).getByRole("button", { name });
const dot = (page: Page, name: string, seen: string): Locator => member(page, name).getByRole("img", { name: seen, exact: true });
const own = (page: Page): Locator => page.getByRole("button", { name: /Change how you are seen/ });
const typing = (page: Page): Locator => page.locator(".typing-line");

async function choose(page: Page, name: string): Promise<void> {
  await own(page).click();
  await page.getByRole("menuitemradio", { name }).click();
}

async function befriend(house: House, other: Person): Promise<void> {
  await other.ask("POST", "/friends", { user_id: house.ada.id });
  await house.ada.ask("PUT", `/friends/${other.id}`);
}

test("who comes and goes shows, a choice reaches the other at once, and a reload makes no flicker", async ({ browse, place }) => {
  const house = await furnished(place);
  await joined(house, "ben", "Ben Okafor");
  const [ada, ben] = [await browse(), await browse()];
  await enter(ada, place, "ada", roomPath(house));
  await expect(dot(ada, "Ben Okafor", "Offline")).toBeVisible();
  await expect(members(ada).getByRole("heading", { name: "Offline · 1" })).toBeVisible();
  await expect(dot(ada, "Ada Lindqvist", "Online")).toBeVisible();
  await enter(ben, place, "ben", roomPath(house));
  await expect(dot(ada, "Ben Okafor", "Online")).toBeVisible();
  await expect(members(ada).getByRole("heading", { name: "Online · 2" })).toBeVisible();
  await expect(dot(ben, "Ada Lindqvist", "Online")).toBeVisible();

  // Whatever of the list changes on the way is kept.
  await ada.evaluate(() => {
    const seen: string[] = [];
    const list = document.querySelector(".members");
    if (!list) throw new Error("no list of members");
    new MutationObserver(() => seen.push(list.textContent ?? "")).observe(list, { subtree: true, childList: true, characterData: true, attributes: true });
    Object.assign(window, { seen });
  });
  await ben.reload();
  await expect(dot(ben, "Ada Lindqvist", "Online")).toBeVisible();
  await say(ben, "back again");
  await expect(row(ada, "back again")).toBeVisible();
  expect(await ada.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([]);

  await own(ben).click();
  await looksRight(ben, "presence-menu");
  await ben.keyboard.press("Escape");
  await expect(own(ben)).toBeFocused();
  await choose(ben, "Do not disturb");
  await expect(dot(ada, "Ben Okafor", "Do not disturb")).toBeVisible();
  await choose(ben, "Idle");
  await expect(dot(ada, "Ben Okafor", "Idle")).toBeVisible();
  await choose(ben, "Invisible");
  await expect(dot(ada, "Ben Okafor", "Offline")).toBeVisible();
  await expect(dot(ben, "Ben Okafor", "Offline")).toBeVisible();
  await looksRight(ada, "presence-members");
  await ben.reload();
  await expect(own(ben).getByRole("img", { name: "Offline" })).toBeVisible();
  await choose(ben, "Online");
  await expect(dot(ada, "Ben Okafor", "Online")).toBeVisible();
  await ben.context().close();
  await expect(dot(ada, "Ben Okafor", "Offline")).toBeVisible({ timeout: LEAVING_MS });
});

test("a status is said, shows wherever the person stands, and is taken away", async ({ browse, place }) => {
  const house = await furnished(place);
  await befriend(house, await joined(house, "ben", "Ben Okafor"));
  const [ada, ben] = [await browse(), await browse()];
  await enter(ada, place, "ada", roomPath(house));
  await enter(ben, place, "ben", roomPath(house));
  await own(ben).click();
  await ben.getByRole("menuitem", { name: "Set a status" }).click();
  const dialog = ben.getByRole("dialog", { name: "Your status" });
  const text = dialog.getByRole("textbox", { name: "What you are up to" });
  await expect(text).toBeFocused();
  await text.fill("Proofing until four");
  await dialog.getByRole("button", { name: "Add an emoji" }).click();
  await expect(ben.getByRole("searchbox", { name: "Find an emoji" })).toBeFocused();
  await looksRight(ben, "presence-emoji", ["light"]);
  await ben.keyboard.press("Escape");
  await expect(dialog.getByRole("button", { name: "Add an emoji" })).toBeFocused();
  await ben.keyboard.press("Enter");
  await chooseEmoji(ben, "open book");
  await expect(dialog.getByRole("button", { name: /^Emoji .*, change it/ })).toBeVisible();
  await dialog.getByRole("combobox", { name: "Ends" }).selectOption({ label: "In 1 hour" });
  await looksRight(ben, "presence-status");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(own(ben)).toContainText("Proofing until four");
  await expect(member(ada, "Ben Okafor")).toContainText("📖Proofing until four");
  await member(ada, "Ben Okafor").click();
  const card = ada.getByRole("dialog", { name: /^Card of / });
  await expect(card).toContainText("Proofing until four");
  await expect(card.getByRole("img", { name: "Online" })).toBeVisible();
  await looksRight(ada, "presence-card");
  await ada.keyboard.press("Escape");

  await ada.goto("/friends");
  await ada.getByText("Online", { exact: true }).click();
  await expect(ada).toHaveURL("/friends/online");
  const friends = ada.getByRole("list", { name: "Friends" });
  await expect(friends).toContainText("Proofing until four");
  await looksRight(ada, "presence-friends");

  await own(ben).click();
  await ben.getByRole("menuitem", { name: "Change your status" }).click();
  await expect(text).toHaveValue("Proofing until four");
  await expect(dialog.getByRole("combobox", { name: "Ends" })).toHaveValue("same");
  await text.fill("");
  await dialog.getByRole("button", { name: "Leave the emoji out" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(own(ben)).not.toContainText("Proofing");
  await expect(friends).not.toContainText("Proofing");
  await choose(ben, "Invisible");
  await expect(ada.getByText("Nobody is online")).toBeVisible();
  await looksRight(ada, "presence-nobody", ["light"]);
});

test("who writes is named until they have said it", async ({ browse, place }) => {
  const house = await furnished(place);
  for (const [username, name] of [["ben", "Ben Okafor"], ["mei", "Mei Tanaka"]] as const) await joined(house, username, name);
  const [ada, ben, mei] = [await browse(), await browse(), await browse()];
  await enter(ada, place, "ada", roomPath(house));
  await enter(ben, place, "ben", roomPath(house));
  await enter(mei, place, "mei", roomPath(house));
  for (const page of [ada, ben, mei]) await expect(composer(page)).toBeVisible();
  const place0 = await composer(ada).boundingBox();
  await composer(ben).pressSequentially("taking the proof");
  await expect(typing(ada)).toHaveText("Ben Okafor is writing");
  expect(await composer(ada).boundingBox()).toEqual(place0);
  await looksRight(ada, "presence-typing");
  await composer(mei).pressSequentially("me");
  await expect(typing(ada)).toHaveText(/^(?:Ben Okafor and Mei Tanaka|Mei Tanaka) (?:are|is) writing$/);
  await expect(typing(ben)).toHaveText("Mei Tanaka is writing");
  await composer(mei).press("Enter");
  await expect(row(ada, "me")).toBeVisible();
  await expect(typing(ada)).not.toContainText("Mei Tanaka");
  await expect(typing(ada)).toHaveText("", { timeout: 10_000 });
});

test("the blocked see nobody there and nobody writing, and are not seen", async ({ browse, place }) => {
  const house = await furnished(place);
  const eve = await joined(house, "eve", "Eve Marsh");
  await joined(house, "ben", "Ben Okafor");
  const [ada, ben, mallory] = [await browse(), await browse(), await browse()];
  await enter(ada, place, "ada", roomPath(house));
  await enter(mallory, place, "eve", roomPath(house));
  await enter(ben, place, "ben", roomPath(house));
  await expect(dot(mallory, "Ada Lindqvist", "Online")).toBeVisible();
  await house.ada.ask("PUT", `/blocks/${eve.id}`);
  await expect(dot(ada, "Eve Marsh", "Offline")).toBeVisible();
  await expect(dot(mallory, "Ada Lindqvist", "Offline")).toBeVisible();
  await expect(dot(mallory, "Ben Okafor", "Online")).toBeVisible();
  await composer(ada).pressSequentially("not for everybody");
  await expect(typing(ben)).toHaveText("Ada Lindqvist is writing");
  await composer(ben).pressSequentially("later");
  await expect(typing(mallory)).toHaveText("Ben Okafor is writing");
  await mallory.reload();
  await expect(dot(mallory, "Ben Okafor", "Online")).toBeVisible();
  await expect(dot(mallory, "Ada Lindqvist", "Offline")).toBeVisible();
  await house.ada.ask("DELETE", `/blocks/${eve.id}`);
  await expect(dot(mallory, "Ada Lindqvist", "Online")).toBeVisible();
  await expect(dot(ada, "Eve Marsh", "Online")).toBeVisible();
});

test("the palette changes how one is seen, also on a phone", async ({ browse, place }) => {
  const house = await furnished(place);
  await joined(house, "ben", "Ben Okafor");
  const [ada, phone] = [await browse(), await browse(PHONE)];
  await enter(ada, place, "ada", roomPath(house));
  await enter(phone, place, "ben", `/spaces/${house.space}`);
  await phone.getByRole("button", { name: /^Go to/ }).tap();
  await phone.getByRole("combobox").fill("disturb");
  await phone.getByRole("option", { name: /Do not disturb/ }).tap();
  await expect(dot(ada, "Ben Okafor", "Do not disturb")).toBeVisible();
  await phone.getByRole("button", { name: /^Go to/ }).tap();
  await phone.getByRole("combobox").fill("set a status");
  await phone.getByRole("option", { name: /Set a status/ }).tap();
  const dialog = phone.getByRole("dialog", { name: "Your status" });
  await dialog.getByRole("textbox", { name: "What you are up to" }).fill("On the train");
  await looksRight(phone, "presence-phone-status");
  await dialog.getByRole("button", { name: "Save" }).tap();
  await expect(member(ada, "Ben Okafor")).toContainText("On the train");
  await phone.goto(roomPath(house));
  await composer(phone).fill("on board");
  await phone.getByRole("button", { name: "Send" }).tap();
  await expect(row(ada, "on board")).toBeVisible();
  await composer(ada).pressSequentially("have a good ride");
  await expect(typing(phone)).toHaveText("Ada Lindqvist is writing");
  await looksRight(phone, "presence-phone-typing");
  await phone.route("**/api/v1/me/presence", (route) => route.abort());
  await ada.route("**/api/v1/me/presence", (route) => route.abort());
  await choose(ada, "Idle");
  await expect(notice(ada)).toBeVisible();
  await expect(own(ada).getByRole("img", { name: "Online" })).toBeVisible();
});

test("in Arabic nothing guesses at anybody", async ({ browse, place }) => {
  const house = await furnished(place);
  const ben = await joined(house, "ben", "بن عكافور");
  const [ada, other] = [await browse(), await browse()];
  await speak(ada, "ar");
  await ben.ask("PUT", "/me/presence", { custom: { text: "مراجعة حتى الرابعة", emoji: "📖" } });
  await enter(other, place, "ben", roomPath(house));
  await enter(ada, place, "ada", roomPath(house));
  await expect(ada.getByRole("button", { name: /بن عكافور/ }).getByRole("img", { name: "على اتصال" })).toBeVisible();
  await expect(ada.getByRole("complementary")).toContainText("مراجعة حتى الرابعة");
  await composer(other).pressSequentially("مرحبا");
  await expect(typing(ada)).toContainText("الكتابة جارية");
  await looksRight(ada, "presence-arabic");
  await ada.getByRole("button", { name: /تغيير الظهور للآخرين/ }).click();
  await looksRight(ada, "presence-arabic-menu", ["light"]);
  await ada.getByRole("menuitem", { name: "إضافة حالة" }).click();
  await expect(ada.getByRole("dialog", { name: "حالتك" })).toBeVisible();
  await looksRight(ada, "presence-arabic-status", ["light"]);
});
