/** Asking, accepting and ending friendships, and blocks on every surface that shows somebody. */
import type { Locator, Page } from "@playwright/test";
import { looksRight } from "../support/looks";
import { PHONE, enter, expect, furnished, joined, roomPath, speak, test } from "../support/people";
import { notice, row, say } from "../support/talk";

const card = (page: Page): Locator => page.getByRole("dialog", { name: /^Card of / });
const rail = (page: Page): Locator => page.getByRole("navigation", { name: "Spaces" });

async function openCard(page: Page, name: string): Promise<void> {
  await page.getByRole("complementary", { name: "Members" }).getByRole("button", { name }).click();
  await expect(card(page)).toBeVisible();
}

test("a request by name is accepted live, and a friendship ends after a question", async ({ browse, place }) => {
  const house = await furnished(place);
  await joined(house, "ben", "Ben Okafor");
  const [ada, ben] = [await browse(), await browse()];
  await enter(ada, place, "ada", roomPath(house));
  await enter(ben, place, "ben", roomPath(house));

  await rail(ada).getByRole("link", { name: "Home" }).click();
  await expect(ada).toHaveURL("/friends");
  await expect(ada.getByText("No friends yet")).toBeVisible();
  await looksRight(ada, "friends-empty");
  const name = ada.getByRole("textbox", { name: "Username" });
  await name.fill("nobody-here");
  await name.press("Enter");
  await expect(ada.getByText("Nobody with this username can be asked. Check how it is written.")).toBeVisible();
  await looksRight(ada, "friends-nobody");
  await name.fill("@Ben");
  await name.press("Enter");
  await expect(notice(ada)).toContainText("was asked");
  await expect(name).toHaveValue("");

  await expect(rail(ben).getByRole("link", { name: "Home" })).toContainText("1 friend request");
  await rail(ben).getByRole("link", { name: "Home" }).click();
  await ben.getByText("Requests (1)").click();
  await expect(ben).toHaveURL("/friends/requests");
  await looksRight(ben, "friends-requests");
  await ben.getByRole("button", { name: "Accept the request of Ada Lindqvist" }).click();
  await expect(ben.getByText("No open requests")).toBeVisible();
  await expect(ben.getByRole("heading", { name: "Friends" })).toBeFocused();
  await expect(rail(ben).getByRole("link", { name: "Home" })).not.toContainText("friend request");

  await expect(ada.getByRole("list", { name: "Friends" }).getByRole("button", { name: "Ben Okafor", exact: true })).toBeVisible();
  await looksRight(ada, "friends-all");
  await ada.getByRole("button", { name: "Remove Ben Okafor from friends" }).press("Enter");
  const question = ada.getByRole("alertdialog", { name: /Remove .*Ben Okafor.* from your friends/ });
  await expect(question).toContainText("Nobody is told.");
  await question.getByRole("button", { name: "Remove friend" }).press("Enter");
  await expect(ada.getByText("No friends yet")).toBeVisible();
  await ben.getByText("All", { exact: true }).click();
  await expect(ben.getByText("No friends yet")).toBeVisible();
});

test("the card asks and withdraws, and requests that cross make friends", async ({ browse, place }) => {
  const house = await furnished(place);
  await joined(house, "ben", "Ben Okafor");
  const [ada, ben] = [await browse(), await browse()];
  await enter(ada, place, "ada", roomPath(house));
  await enter(ben, place, "ben", roomPath(house));
  await openCard(ada, "Ben Okafor");
  await looksRight(ada, "card-stranger");
  await card(ada).getByRole("button", { name: "Add friend" }).click();
  await expect(card(ada)).toContainText("to be friends.");
  await openCard(ben, "Ada Lindqvist");
  await expect(card(ben).getByRole("button", { name: "Decline" })).toBeVisible();
  await looksRight(ben, "card-asked");
  await card(ada).getByRole("button", { name: "Withdraw request" }).press("Enter");
  await expect(card(ada).getByRole("button", { name: "Add friend" })).toBeFocused();
  await card(ben).getByRole("button", { name: "Add friend" }).click();
  await card(ada).getByRole("button", { name: "Accept" }).click();
  await expect(card(ben)).toContainText("You are friends.");
  await expect(card(ada).getByRole("button", { name: "Remove friend" })).toBeVisible();
});

test("a block folds the stream, trims the card, ends the friendship, and is taken away again", async ({ browse, place }) => {
  const house = await furnished(place);
  const eve = await joined(house, "eve", "Eve Marsh");
  await eve.ask("PATCH", "/me", { bio: "Knows every lock." });
  await eve.ask("POST", "/friends", { user_id: house.ada.id });
  await house.ada.ask("PUT", `/friends/${eve.id}`);
  const speaks = (content: string) => eve.ask("POST", `/channels/${house.general}/messages`, { content });
  await speaks("first taunt");
  await speaks("second taunt");
  const ada = await browse();
  await enter(ada, place, "ada", roomPath(house));
  await expect(row(ada, "second taunt")).toBeVisible();
  await say(ada, "a calm word");

  await openCard(ada, "Eve Marsh");
  await expect(card(ada)).toContainText("Knows every lock.");
  await card(ada).getByRole("button", { name: "Block", exact: true }).click();
  const question = ada.getByRole("alertdialog", { name: /Block .*Eve Marsh/ });
  await expect(question).toContainText("their messages fold to one line");
  await expect(question).toContainText("The friendship, or the request between you, ends.");
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await looksRight(ada, "block-question");
  await question.getByRole("button", { name: "Block" }).click();
  await expect(notice(ada)).toContainText("is blocked");
  const folded = ada.getByRole("article").filter({ hasText: "2 messages of somebody you blocked" });
  await expect(folded).toBeVisible();
  await expect(ada.getByText("first taunt")).toHaveCount(0);
  await speaks("<@" + house.ada.id + "> third taunt");
  await expect(ada.getByText("1 message of somebody you blocked")).toBeVisible();
  await expect(ada).toHaveTitle("general · Snug");
  await looksRight(ada, "stream-folded");

  await openCard(ada, "Eve Marsh");
  await expect(card(ada)).not.toContainText("Knows every lock.");
  await expect(card(ada)).toContainText("You blocked");
  await expect(card(ada).getByRole("button", { name: "Add friend" })).toHaveCount(0);
  await looksRight(ada, "card-blocked");
  await ada.keyboard.press("Escape");

  await row(ada, "a calm word").focus();
  await ada.keyboard.press("ArrowUp");
  await expect(folded).toBeFocused();
  await ada.keyboard.press("Enter");
  await expect(row(ada, "first taunt")).toBeFocused();
  await expect(row(ada, "second taunt")).toBeVisible();
  await expect(ada.getByText("third taunt")).toHaveCount(0);

  await ada.goto("/friends/blocked");
  await expect(ada.getByRole("list", { name: "Blocked" })).toContainText("Eve Marsh");
  await looksRight(ada, "friends-blocked");
  await ada.getByRole("button", { name: /Unblock .*Eve Marsh/ }).click();
  await expect(ada.getByText("You blocked nobody")).toBeVisible();
  await ada.getByText("All", { exact: true }).click();
  await expect(ada.getByText("No friends yet")).toBeVisible();
  await ada.goto(roomPath(house));
  await expect(row(ada, "third taunt")).toBeVisible();
  await openCard(ada, "Eve Marsh");
  await expect(card(ada)).toContainText("Knows every lock.");
  await expect(card(ada).getByRole("button", { name: "Add friend" })).toBeVisible();
});

test("who may not be asked and a list that does not come are said in words", async ({ browse, place }) => {
  const house = await furnished(place);
  const ben = await joined(house, "ben", "Ben Okafor");
  await ben.ask("PATCH", "/me", { friend_requests: "none" });
  const ada = await browse();
  await enter(ada, place, "ada", roomPath(house));
  await openCard(ada, "Ben Okafor");
  await card(ada).getByRole("button", { name: "Add friend" }).click();
  await expect(notice(ada)).toContainText("cannot be asked");
  await expect(card(ada).getByRole("button", { name: "Add friend" })).toBeVisible();
  await ada.keyboard.press("Escape");
  await ada.route("**/api/v1/blocks?*", (route) => route.abort());
  await rail(ada).getByRole("link", { name: "Home" }).click();
  await ada.getByText("Blocked", { exact: true }).click();
  await expect(ada.getByText("The list could not be loaded")).toBeVisible();
  await looksRight(ada, "friends-failed", ["light"]);
  await ada.unroute("**/api/v1/blocks?*");
  await ada.getByRole("button", { name: "Try again" }).click();
  await expect(ada.getByText("You blocked nobody")).toBeVisible();
});

test("what somebody said before a block neither counts nor stands among the pins, until the block ends", async ({ browse, place }) => {
  const house = await furnished(place);
  const eve = await joined(house, "eve", "Eve Marsh");
  const quiet = await house.ada.ask<{ id: string }>("POST", `/spaces/${house.space}/channels`, { kind: "text", name: "proofreading" });
  const ada = await browse();
  await enter(ada, place, "ada", roomPath(house, quiet.id));
  const pinned = await eve.ask<{ id: string }>("POST", `/channels/${quiet.id}/messages`, { content: "a pinned taunt" });
  await house.ada.ask("PUT", `/messages/${pinned.id}/pin`);
  await eve.ask("POST", `/channels/${house.general}/messages`, { content: `<@${house.ada.id}> a taunt` });
  await expect(ada).toHaveTitle("(1) proofreading · Snug");
  await ada.keyboard.press("Alt+Shift+Digit0");
  await expect(ada).toHaveURL("/friends");
  await ada.goBack();

  await openCard(ada, "Eve Marsh");
  await card(ada).getByRole("button", { name: "Block", exact: true }).click();
  await ada.getByRole("alertdialog").getByRole("button", { name: "Block" }).click();
  await expect(ada).toHaveTitle("proofreading · Snug");
  await expect(ada.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: /general/ })).not.toHaveClass(/unread/);
  await ada.getByRole("button", { name: "Pinned messages" }).click();
  const pins = ada.getByRole("complementary", { name: "Pinned messages" });
  await expect(pins).toContainText("1 message of somebody you blocked");
  await expect(pins).not.toContainText("a pinned taunt");
  await looksRight(ada, "pins-folded");
  await pins.getByRole("button", { name: "Show" }).press("Enter");
  await expect(pins).toContainText("a pinned taunt");
  await expect(pins.getByRole("article")).toBeFocused();

  await house.ada.ask("DELETE", `/blocks/${eve.id}`);
  await expect(ada).toHaveTitle("(1) proofreading · Snug");
});

test("on a tablet, and in Spanish", async ({ browse, place }) => {
  const house = await furnished(place);
  const ben = await joined(house, "ben", "Ben Okafor");
  const mei = await joined(house, "mei", "Mei Tanaka");
  const eve = await joined(house, "eve", "Eve Marsh");
  await ben.ask("POST", "/friends", { user_id: house.ada.id });
  await house.ada.ask("POST", "/friends", { user_id: mei.id });
  await house.ada.ask("PUT", `/blocks/${eve.id}`);
  const tablet = await browse({ viewport: { width: 820, height: 1180 }, hasTouch: true });
  await speak(tablet, "es");
  await enter(tablet, place, "ada", "/friends/requests");
  await expect(tablet.getByRole("button", { name: /Aceptar la solicitud de/ })).toBeVisible();
  await looksRight(tablet, "friends-requests-tablet-spanish");
  await tablet.getByRole("button", { name: "Inicio", exact: true }).tap();
  await expect(tablet.getByRole("navigation", { name: "Inicio" })).toBeVisible();
  await looksRight(tablet, "friends-side-tablet-spanish", ["light"]);
  await tablet.getByRole("button", { name: "Cerrar" }).tap();
  await expect(tablet.getByRole("navigation", { name: "Inicio" })).toBeHidden();
  await tablet.getByRole("button", { name: "Ben Okafor", exact: true }).tap();
  await expect(tablet.getByRole("dialog")).toBeVisible();
  await looksRight(tablet, "friends-card-tablet-spanish", ["light"]);
  await tablet.keyboard.press("Escape");
  await tablet.goto("/friends/blocked");
  await expect(tablet.getByRole("button", { name: /Desbloquear/ })).toBeVisible();
  await looksRight(tablet, "friends-blocked-tablet-spanish", ["light"]);
  const desk = await browse();
  await speak(desk, "es");
  await enter(desk, place, "ada", "/friends/requests");
  await expect(desk.getByRole("button", { name: /Aceptar la solicitud de/ })).toBeVisible();
  await looksRight(desk, "friends-requests-spanish", ["light"]);
});

test("on a phone, and in Arabic", async ({ browse, place }) => {
  const house = await furnished(place);
  const ben = await joined(house, "ben", "Ben Okafor");
  const mei = await joined(house, "mei", "Mei Tanaka");
  await ben.ask("POST", "/friends", { user_id: house.ada.id });
  await house.ada.ask("POST", "/friends", { user_id: mei.id });
  const phone = await browse(PHONE);
  await enter(phone, place, "ada", `/spaces/${house.space}`);
  const tab = phone.getByRole("link", { name: /^Direct/ });
  await expect(tab).toContainText("1 friend request");
  await tab.tap();
  await phone.getByRole("link", { name: /^Friends/ }).tap();
  await phone.getByText("Requests (1)").tap();
  await expect(phone.getByRole("list", { name: "You asked them" })).toContainText("Mei Tanaka");
  await looksRight(phone, "friends-phone");
  await phone.getByRole("button", { name: "Ben Okafor", exact: true }).tap();
  await expect(card(phone)).toBeVisible();
  await looksRight(phone, "card-phone", ["light"]);
  await phone.keyboard.press("Escape");

  const arabic = await browse(PHONE);
  await speak(arabic, "ar");
  await enter(arabic, place, "ada", "/friends/requests");
  await arabic.getByRole("button", { name: /قبول طلب/ }).tap();
  await expect(arabic.getByRole("list", { name: "طلبات وصلتك" })).toHaveCount(0);
  await looksRight(arabic, "friends-arabic-phone");
  await expect(tab).not.toContainText("friend request");

  const desk = await browse();
  await speak(desk, "ar");
  await enter(desk, place, "ada", "/friends");
  await expect(desk.getByRole("list", { name: "الأصدقاء" })).toContainText("Ben Okafor");
  await desk.getByRole("button", { name: "Ben Okafor", exact: true }).click();
  await desk.getByRole("button", { name: "حظر", exact: true }).click();
  await looksRight(desk, "block-arabic");
  await desk.getByRole("alertdialog").getByRole("button", { name: "حظر" }).click();
  await expect(desk.getByText("لا أصدقاء بعد")).toBeVisible();
  await ben.ask("POST", `/channels/${house.general}/messages`, { content: "words in a room" });
  await desk.goto(roomPath(house));
  await expect(desk.getByText("رسالة من شخص حظرته")).toBeVisible();
  await looksRight(desk, "stream-folded-arabic", ["light"]);
});
