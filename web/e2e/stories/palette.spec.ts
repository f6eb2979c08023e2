/** The command palette with the real program: every kind of thing it finds, its keys, and where the focus goes. */
import type { Locator, Page } from "@playwright/test";
import { looksRight } from "../support/looks";
import { PHONE, enter, expect, furnished, joined, roomPath, speak, test, type House } from "../support/people";
import { composer, notice, row, say } from "../support/talk";

const palette = (page: Page): Locator => page.getByRole("dialog", { name: "Go to" });
const field = (page: Page): Locator => page.getByRole("combobox", { name: "A room, a person or a command" });
const option = (page: Page, name: string | RegExp): Locator => page.getByRole("option", { name });
const chosen = (page: Page): Locator => page.getByRole("option", { selected: true });

async function opened(page: Page): Promise<void> {
  await page.keyboard.press("ControlOrMeta+k");
  await expect(field(page)).toBeFocused();
}

async function takes(page: Page, text: string, name: string | RegExp): Promise<void> {
  await opened(page);
  await field(page).fill(text);
  await expect(chosen(page)).toHaveText(name);
  await page.keyboard.press("Enter");
  await expect(palette(page)).toHaveCount(0);
}

async function room(house: House, name: string): Promise<string> {
  return (await house.ada.ask<{ id: string }>("POST", `/spaces/${house.space}/channels`, { kind: "text", name })).id;
}

test("it finds rooms, people, pages and messages, and gives the focus where it belongs", async ({ browse, place }) => {
  const house = await furnished(place);
  const tomas = await joined(house, "tomas", "Tomás Rey");
  const [proof, print] = [await room(house, "proofreading"), await room(house, "print-run")];
  await tomas.ask("POST", `/channels/${print}/messages`, { content: `The proof waits for <@${house.ada.id}>` });
  const ada = await browse();
  await enter(ada, place, "ada", roomPath(house));
  await say(ada, "A proof of the cover");

  // What calls oneself stands first; Esc gives the focus back to where it was.
  await composer(ada).focus();
  await opened(ada);
  await expect(chosen(ada)).toHaveText(/^print-run.*calls you/);
  await looksRight(ada, "palette-start");
  await ada.keyboard.press("Escape");
  await expect(palette(ada)).toHaveCount(0);
  await expect(composer(ada)).toBeFocused();

  await opened(ada);
  await field(ada).fill("pro");
  await expect(chosen(ada)).toHaveText(/^proofreading/);
  await expect(option(ada, /Edit my profile/)).toBeVisible();
  await expect(option(ada, "Search messages for “pro”")).toBeVisible();
  const id = await chosen(ada).getAttribute("id");
  await expect(field(ada)).toHaveAttribute("aria-activedescendant", id ?? "");
  await looksRight(ada, "palette-found");
  await ada.keyboard.press("ArrowUp");
  await expect(chosen(ada)).toHaveText("Search messages for “pro”");
  await ada.keyboard.press("ArrowDown");
  await ada.keyboard.press("Enter");
  await expect(ada).toHaveURL(roomPath(house, proof));
  await expect(composer(ada)).toBeFocused();

  // A person opens on their card; the focus comes back behind it.
  await takes(ada, "@tomas", /Tomás Rey/);
  const card = ada.getByRole("dialog", { name: "Card of Tomás Rey" });
  await expect(card).toBeVisible();
  await looksRight(ada, "palette-person", ["light"]);
  await ada.keyboard.press("Escape");
  await expect(composer(ada)).toBeFocused();

  await takes(ada, "proof of the", "Search messages for “proof of the”");
  await expect(ada).toHaveURL(/\/search\?q=proof%20of%20the$/);
  await expect(ada.locator(".hit")).toHaveText(/A proof of the cover/);

  // From a page without a shell, too.
  await takes(ada, "> shortcuts", "Keyboard shortcuts");
  await expect(ada).toHaveURL("/settings/keyboard");
  await expect(ada.locator("main")).toBeFocused();
  await takes(ada, "tomas", /Tomás Rey/);
  await expect(card).toBeVisible();
  await expect(ada).toHaveURL("/friends");
  await ada.keyboard.press("Escape");
  await takes(ada, "Foxglove", /Foxglove Press/);
  await expect(ada).toHaveURL(roomPath(house, proof));

  await opened(ada);
  await field(ada).fill("#zzz");
  await expect(palette(ada).getByText("Nothing by that name")).toBeVisible();
  await expect(field(ada)).toHaveAttribute("aria-expanded", "false");
  await looksRight(ada, "palette-none");
  await ada.keyboard.press("ControlOrMeta+k");
  await expect(palette(ada)).toHaveCount(0);
});

test("commands change how the app looks and speaks, mark everything read, and sign out", async ({ browse, place }) => {
  const house = await furnished(place);
  const ben = await joined(house, "ben", "Ben Okafor");
  const other = await room(house, "kettle");
  await ben.ask("POST", `/channels/${other}/messages`, { content: "water is on" });
  const ada = await browse();
  await enter(ada, place, "ada", roomPath(house));
  const kettle = ada.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: /^kettle/ });
  await expect(kettle).toContainText("unread");
  await takes(ada, "everything", "Mark everything read");
  await expect(notice(ada)).toContainText("Everything is marked as read.");
  await expect(kettle).not.toContainText("unread");

  await takes(ada, "night", "Dark theme");
  await expect(ada.locator("html")).toHaveAttribute("data-theme", "dark");
  await ada.reload();
  await expect(composer(ada)).toBeVisible();
  await expect(ada.locator("html")).toHaveAttribute("data-theme", "dark");
  await takes(ada, "theme of", "Theme of the device");

  await takes(ada, "new space", "Make a space");
  await expect(ada.getByRole("dialog", { name: "Make a space" }).getByRole("textbox").first()).toBeFocused();
  await ada.keyboard.press("Escape");
  await takes(ada, "roles", /^Roles/);
  await expect(ada).toHaveURL(new RegExp(`/spaces/${house.space}/settings/roles`));

  await takes(ada, "español", "Language: Español");
  await expect(ada.locator("html")).toHaveAttribute("lang", "es");
  await ada.keyboard.press("ControlOrMeta+k");
  await ada.getByRole("combobox").fill("cerrar ses");
  await expect(ada.getByRole("option", { selected: true })).toHaveText("Cerrar sesión");
  await ada.keyboard.press("Enter");
  await expect(ada).toHaveURL(/\/sign-in/);
});

test("on a phone it is a button, and a finger chooses", async ({ browse, place }) => {
  const house = await furnished(place);
  await room(house, "proofreading");
  const phone = await browse(PHONE);
  await enter(phone, place, "ada", `/spaces/${house.space}`);
  await expect(phone.getByRole("link", { name: /^proofreading/ })).toBeVisible();
  await looksRight(phone, "palette-phone-rooms", ["light"]);
  await phone.getByRole("button", { name: "Go to a room, a person or a command" }).tap();
  await expect(field(phone)).toBeFocused();
  await field(phone).fill("proof");
  await looksRight(phone, "palette-phone");
  await option(phone, /^proofreading/).tap();
  await expect(phone.getByRole("heading", { name: "proofreading" })).toBeVisible();
  await phone.getByRole("link", { name: "Back to rooms" }).tap();
  await phone.getByRole("button", { name: "Go to a room, a person or a command" }).tap();
  await phone.getByRole("button", { name: "Close" }).tap();
  await expect(palette(phone)).toHaveCount(0);
  await phone.getByRole("link", { name: "Direct" }).tap();
  await expect(phone).toHaveURL("/conversations");
});

test("in Arabic it finds words with and without marks and article", async ({ browse, place }) => {
  const house = await furnished(place);
  await joined(house, "ahmad", "أحمد الكاتب");
  const library = await room(house, "المكتبة");
  const ada = await browse();
  await speak(ada, "ar");
  await enter(ada, place, "ada", roomPath(house));
  await expect(row(ada, "nothing")).toHaveCount(0);
  await ada.getByRole("button", { name: "الانتقال إلى غرفة أو شخص أو أمر" }).first().click();
  const words = ada.getByRole("combobox", { name: "غرفة أو شخص أو أمر" });
  await words.fill("احمد");
  await expect(chosen(ada)).toHaveText(/أحمد الكاتب/);
  await looksRight(ada, "palette-arabic");
  await words.fill("مكتبه");
  await expect(chosen(ada)).toHaveText(/المكتبة/);
  await ada.keyboard.press("Enter");
  await expect(ada).toHaveURL(roomPath(house, library));
});
