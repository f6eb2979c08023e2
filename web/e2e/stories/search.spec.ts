/** Searching with the real program: what is found, what is not, and the way to it and back. */
import type { Locator, Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { looksRight } from "../support/looks";
import { enter, expect, furnished, joined, PHONE, roomPath, speak, test, type House, type Person } from "../support/people";
import { row } from "../support/talk";

const field = (page: Page): Locator => page.getByRole("combobox");
const hits = (page: Page): Locator => page.locator(".hit");
const counted = (page: Page): Locator => page.locator(".search-count");
const marks = (page: Page): Locator => page.locator(".hit mark");

async function sayIn(person: Person, room: string, ...texts: string[]): Promise<void> {
  for (const content of texts) await person.ask("POST", `/channels/${room}/messages`, { content, nonce: randomUUID() });
}

async function roomNamed(house: House, name: string, more: object = {}): Promise<string> {
  return (await house.ada.ask<{ id: string }>("POST", `/spaces/${house.space}/channels`, { kind: "text", name, ...more })).id;
}

/** Types a question and waits for its answer. */
async function asks(page: Page, text: string, count: string): Promise<void> {
  await field(page).fill(text);
  await expect(counted(page)).toHaveText(count);
}

test("words, phrases, exclusions and filters find what was said, and no more", async ({ browse, place }) => {
  const house = await furnished(place);
  const mei = await joined(house, "mei", "Mei Tanaka");
  const layout = await roomNamed(house, "print run");
  await sayIn(house.ada, house.general, "The colour proof is in, the spine sits low", "proof of the cover and **green tea** proof", "Nothing to see");
  await sayIn(mei, house.general, "A wet proof costs 80, see https://press.example/proof", "<img src=x onerror=alert(1)> proof & more");
  await sayIn(mei, layout, "The proof of tea that is green", `Who has the proof <@${house.ada.id}>?`);
  const page = await browse();
  await enter(page, place, "ada", "/search");
  await expect(page.getByRole("heading", { name: "What are you looking for?" })).toBeVisible();
  await looksRight(page, "search-start");

  await field(page).fill("p");
  await expect(page.getByText("Two letters or more")).toBeVisible();
  await asks(page, "proof", "6 messages");
  await expect(page.locator(".hit-group h2")).toHaveText([/print run.*2/, /general.*4/]);
  expect(new Set((await marks(page).allInnerTexts()).map((word) => word.toLowerCase()))).toEqual(new Set(["proof"]));
  await expect(page.locator(".hit img[src=x]")).toHaveCount(0);
  await expect(page).toHaveURL(/\/search\?q=proof$/);
  await looksRight(page, "search-found");

  await asks(page, '"green tea"', "1 message");
  await expect(marks(page)).toHaveText(["green tea"]);
  await asks(page, "tea green", "2 messages");
  await asks(page, "proof -tea", "4 messages");
  await asks(page, "from:mei proof", "4 messages");
  await asks(page, 'proof in:"print run"', "2 messages");
  await asks(page, "has:link", "1 message");
  await asks(page, "mentions:me", "1 message");
  await asks(page, "proof after:2001-02-03", "6 messages");
  await field(page).fill("proof before:2001-02-03");
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await looksRight(page, "search-none");
  await page.getByRole("button", { name: "Without filters" }).click();
  await expect(counted(page)).toHaveText("6 messages");
  await field(page).fill("proof from:nobody has:poll");
  await expect(page.getByText("Nobody here is called “nobody”.")).toBeVisible();
  await expect(hits(page)).toHaveCount(0);

  // Pills, the list that completes, and what narrows down all write into the field.
  await field(page).fill("proof from:ta");
  await page.getByRole("option", { name: /Mei Tanaka/ }).click();
  await expect(field(page)).toHaveValue("proof from:mei ");
  await expect(counted(page)).toHaveText("4 messages");
  await page.getByRole("complementary", { name: "Narrow it down" }).getByRole("button", { name: "print run: 2" }).click();
  await expect(field(page)).toHaveValue('proof from:mei in:"print run"');
  await expect(counted(page)).toHaveText("2 messages");
  await looksRight(page, "search-narrowed");
  await page.getByRole("button", { name: "Remove the filter: From Mei Tanaka" }).click();
  await expect(field(page)).toHaveValue('proof in:"print run"');
  await page.getByText("Best match").click();
  await expect(page).toHaveURL(/sort=relevance/);
});

test("from the room to a hit, into the room and back to the same place of the list", async ({ browse, place }) => {
  const house = await furnished(place);
  await sayIn(house.ada, house.general, ...Array.from({ length: 62 }, (_, at) => `lantern number ${String(at + 1)}`));
  const page = await browse();
  await enter(page, place, "ada", roomPath(house));
  await page.getByRole("button", { name: "Search in this room" }).click();
  await expect(page).toHaveURL(`/search?in=${house.general}`);
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("lantern");
  await expect(counted(page)).toHaveText("50+ messages");
  await page.getByRole("button", { name: "Show more" }).click();
  await expect(counted(page)).toHaveText("62 messages");
  const old = page.getByRole("link", { name: /Show the message/ }).nth(55);
  await old.focus();
  await page.keyboard.press("ArrowDown");
  const stood = await page.locator(".search-found").evaluate((box) => box.scrollTop);
  expect(stood).toBeGreaterThan(500);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${house.general}\\?at=6$`));
  await expect(row(page, "lantern number 6").first()).toBeInViewport();
  await page.goBack();
  await expect(counted(page)).toHaveText("62 messages");
  await expect(page.getByRole("link", { name: /Show the message/ }).nth(56)).toBeFocused();
  expect(Math.abs((await page.locator(".search-found").evaluate((box) => box.scrollTop)) - stood)).toBeLessThan(3);

  // What is deleted meanwhile leaves the list.
  const newest = await house.ada.ask<{ items: { id: string; content: string }[] }>("GET", `/channels/${house.general}/messages?limit=1`);
  await house.ada.ask("DELETE", `/messages/${newest.items[0]?.id ?? ""}`);
  await expect(counted(page)).toHaveText("61 messages");
  await page.keyboard.press("Escape");
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(field(page)).toHaveValue("");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(new RegExp(`${roomPath(house)}$`));
  await page.keyboard.press("Control+Shift+F");
  await expect(page).toHaveURL(`/search?in=${house.general}`);
});

test("words of a private room are found by its people only, and no longer once it is closed to them", async ({ browse, place }) => {
  const house = await furnished(place);
  await joined(house, "mei", "Mei Tanaka");
  const secret = await roomNamed(house, "sources");
  await sayIn(house.ada, house.general, "The interview is planned");
  await sayIn(house.ada, secret, "The interview is with a minister");
  const [ada, mei] = [await browse(), await browse()];
  await enter(mei, place, "mei", "/search?q=interview");
  await expect(counted(mei)).toHaveText("2 messages");
  const roles = await house.ada.ask<{ id: string; everyone: boolean }[]>("GET", `/spaces/${house.space}/roles`);
  const everyone = roles.find((one) => one.everyone)?.id ?? "";
  await house.ada.ask("PUT", `/channels/${secret}/overrides/role/${everyone}`, { allow: [], deny: ["view_channel"] });
  await expect(counted(mei)).toHaveText("1 message");
  await expect(mei.getByText("minister")).toHaveCount(0);
  await mei.reload();
  await expect(counted(mei)).toHaveText("1 message");
  await mei.goto("/search?q=minister");
  await expect(mei.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await mei.goto(`/search?q=minister&in=${secret}`);
  await expect(mei.getByText("This room or space is gone")).toBeVisible();
  await enter(ada, place, "ada", "/search?q=minister");
  await expect(counted(ada)).toHaveText("1 message");
});

test("Arabic words are found with and without their marks, and the page stands from right to left", async ({ browse, place }) => {
  const house = await furnished(place);
  await sayIn(house.ada, house.general, "هذا كِتَابٌ جديد 🎉 عن القاهرة", "كتاب آخر في المكتبة", "proof بلا صلة");
  const page = await browse();
  await speak(page, "ar");
  await enter(page, place, "ada", "/search?q=كِتاب");
  await expect(hits(page)).toHaveCount(2);
  await expect(marks(page)).toHaveText(["كتاب", "كِتَابٌ"]);
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await looksRight(page, "search-arabic");
  await field(page).fill("proof");
  await expect(marks(page)).toHaveText(["proof"]);
});

test("on a phone: the tab, the pills, a hit and the way back", async ({ browse, place }) => {
  const house = await furnished(place);
  await sayIn(house.ada, house.general, "The lamp stands in the window", "Another lamp with `a lamp switch`");
  const page = await browse(PHONE);
  await enter(page, place, "ada", "/");
  await page.getByRole("link", { name: "Search" }).tap();
  await expect(field(page)).toBeVisible();
  await looksRight(page, "search-phone-start");
  await field(page).fill("lamp from:ada");
  await expect(hits(page)).toHaveCount(2);
  await looksRight(page, "search-phone");
  await page.getByRole("link", { name: /Show the message/ }).last().tap();
  await expect(page).toHaveURL(/\?at=1$/);
  await page.goBack();
  await expect(hits(page)).toHaveCount(2);
  await page.getByRole("button", { name: "Leave the search" }).tap();
  await expect(page).toHaveURL("/");
});
