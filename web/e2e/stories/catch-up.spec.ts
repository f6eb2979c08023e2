/** Catching up with the real program: what waits and in which order, the keys, and taking a step back. */
import type { Locator, Page } from "@playwright/test";
import { looksRight } from "../support/looks";
import { PHONE, enter, expect, furnished, joined, roomPath, speak, test, type House, type Person } from "../support/people";
import { composer, notice, row } from "../support/talk";

const rooms = (page: Page): Locator => page.getByRole("list", { name: "Rooms that wait" }).locator("> li");
const link = (page: Page, name: string): Locator => page.getByRole("link", { name: `Open ${name} in Foxglove Press` });
const way = (page: Page): Locator => page.getByRole("link", { name: /^Catch up/ });
const none = (page: Page): Locator => page.getByRole("heading", { name: "Nothing waits for you" });

async function room(house: House, name: string): Promise<string> {
  return (await house.ada.ask<{ id: string }>("POST", `/spaces/${house.space}/channels`, { kind: "text", name })).id;
}
async function speaks(who: Person, channel: string, ...texts: string[]): Promise<void> {
  for (const content of texts) await who.ask("POST", `/channels/${channel}/messages`, { content });
}

/** Ben said something in three rooms while Ada was away; the last of them calls her. */
async function missed(house: House) {
  const ben = await joined(house, "ben", "Ben Okafor");
  const [kettle, layout, proof] = [await room(house, "kettle"), await room(house, "layout"), await room(house, "proofs")];
  await speaks(ben, kettle, "Water is **on**", "Tea in five", "Who takes milk?", "It is ready");
  await speaks(ben, layout, "Spread 4 is in, see https://press.example/4");
  await speaks(ben, proof, "The spine sits low", `<@${house.ada.id}> could you look?`);
  return { ben, kettle, layout, proof };
}

test("what waits is read in order by the keyboard, and a step is taken back", async ({ browse, place }) => {
  const house = await furnished(place);
  const { ben, kettle, proof } = await missed(house);
  const ada = await browse();
  await enter(ada, place, "ada", roomPath(house));
  await expect(way(ada)).toContainText("3 unread rooms");
  await way(ada).click();
  await expect(ada).toHaveURL("/catch-up");
  await expect(ada).toHaveTitle("(1) Catch up · Snug");
  await expect(rooms(ada)).toHaveText([/^proofs.*1 mention.*2 new messages/s, /^kettle.*4 new messages.*Water is on.*and 1 more/s, /^layout.*Spread 4/s]);
  await expect(rooms(ada).nth(1)).not.toContainText("It is ready");
  await expect(rooms(ada).nth(0)).toContainText("@Ada Lindqvist could you look?");
  await looksRight(ada, "catch-up");

  await ada.keyboard.press("j");
  await expect(link(ada, "proofs")).toBeFocused();
  await ada.keyboard.press("j");
  await ada.keyboard.press("j");
  await ada.keyboard.press("j");
  await expect(link(ada, "layout")).toBeFocused();
  await ada.keyboard.press("k");
  await expect(link(ada, "kettle")).toBeFocused();
  await ada.keyboard.press("e");
  await expect(rooms(ada)).toHaveCount(2);
  await expect(link(ada, "layout")).toBeFocused();
  await expect(ada.getByRole("status").filter({ hasText: "kettle is read." })).toBeVisible();
  await expect(way(ada)).toContainText("2 unread rooms");
  await looksRight(ada, "catch-up-read", ["light"]);
  await ada.keyboard.press("u");
  await expect(link(ada, "kettle")).toBeFocused();
  await expect(rooms(ada)).toHaveText([/^proofs/, /^kettle.*4 new messages.*Water is on/s, /^layout/]);

  // What is said meanwhile stands at the end and does not push what is read.
  await speaks(ben, house.general, "also here");
  await expect(rooms(ada)).toHaveText([/^proofs/, /^kettle/, /^layout/, /^general.*also here/s]);
  await ada.getByRole("button", { name: "Mark kettle as read" }).click();
  await expect(rooms(ada)).toHaveText([/^proofs/, /^layout/, /^general/]);
  await ada.getByRole("button", { name: "Mark all as read" }).click();
  await expect(none(ada)).toBeVisible();
  await expect(ada.getByRole("heading", { name: "Catch up" })).toBeFocused();
  await expect(ada.getByRole("status").filter({ hasText: "3 rooms are read." })).toBeVisible();
  await expect(ada).toHaveTitle("Catch up · Snug");
  await looksRight(ada, "catch-up-none");
  await ada.reload();
  await expect(none(ada)).toBeVisible();

  await speaks(ben, proof, "One more thing");
  await expect(rooms(ada)).toHaveText([/^proofs.*One more thing/s]);
  await ada.getByRole("heading", { name: "Catch up" }).focus();
  await ada.keyboard.press("j");
  await ada.keyboard.press("Enter");
  await expect(ada).toHaveURL(roomPath(house, proof));
  await expect(row(ada, "One more thing")).toBeVisible();
  await expect(composer(ada)).toBeFocused();
  await ada.keyboard.press("ControlOrMeta+k");
  await ada.keyboard.type("catch");
  await ada.keyboard.press("Enter");
  await expect(ada.getByRole("heading", { name: "Catch up" })).toBeFocused();
  await speaks(ben, kettle, "again");
  await ada.goBack();
  await expect(way(ada)).toContainText("1 unread room");
});

test("lines that do not come and a network that is gone are said, and nothing is lost", async ({ browse, place }) => {
  const house = await furnished(place);
  await missed(house);
  const ada = await browse();
  await ada.route("**/api/v1/channels/*/messages?*", (route) => route.abort());
  await enter(ada, place, "ada", "/catch-up");
  await expect(ada.getByText("The first lines did not load.")).toHaveCount(3);
  await looksRight(ada, "catch-up-failed");
  await ada.unroute("**/api/v1/channels/*/messages?*");
  await rooms(ada).nth(0).getByRole("button", { name: "Try again" }).click();
  await expect(rooms(ada).nth(0)).toContainText("The spine sits low");

  await ada.context().setOffline(true);
  await expect(ada.getByText("You are offline.")).toBeVisible();
  await link(ada, "proofs").focus();
  await ada.keyboard.press("e");
  await expect(notice(ada)).toContainText("That did not work. Try again.");
  await expect(rooms(ada)).toHaveText([/^proofs/, /^kettle/, /^layout/]);
  await looksRight(ada, "catch-up-offline", ["light"]);
  await ada.context().setOffline(false);
  await expect(rooms(ada).nth(1)).toContainText("Water is on");
  await expect(rooms(ada).nth(2)).toContainText("Spread 4 is in");
});

test("on a phone, and in Arabic", async ({ browse, place }) => {
  const house = await furnished(place);
  await missed(house);
  const phone = await browse(PHONE);
  await enter(phone, place, "ada", `/spaces/${house.space}`);
  await way(phone).tap();
  await expect(rooms(phone)).toHaveCount(3);
  await expect(rooms(phone).nth(0)).toContainText("The spine sits low");
  await looksRight(phone, "catch-up-phone");
  await phone.getByRole("button", { name: "Mark layout as read" }).tap();
  await expect(rooms(phone)).toHaveCount(2);
  await phone.getByRole("button", { name: "Undo" }).tap();
  await expect(rooms(phone)).toHaveCount(3);
  await link(phone, "kettle").tap();
  await expect(row(phone, "It is ready")).toBeVisible();

  const arabic = await browse();
  await speak(arabic, "ar");
  await enter(arabic, place, "ada", "/catch-up");
  const waiting = arabic.getByRole("list", { name: "غرف تنتظرك" }).locator("> li");
  await expect(waiting).toHaveText([/^proofs.*رسالتان جديدتان/s, /^layout/]);
  await expect(waiting.nth(1)).toContainText("Spread 4");
  await looksRight(arabic, "catch-up-arabic");
  // By the place of the key, where its letter is none of the Latin ones.
  await arabic.getByRole("heading", { name: "ما فاتك" }).focus();
  await arabic.evaluate(() => document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "ث", code: "KeyE", bubbles: true, cancelable: true })));
  await expect(waiting).toHaveText([/^layout/]);
  await arabic.getByRole("button", { name: "تراجع" }).click();
  await expect(waiting).toHaveCount(2);
});
