/** What can be done to a message, by mouse and by keyboard, and the lines between messages. */
import { looksRight } from "../support/looks";
import { enter, expect, furnished, joined, roomPath, test } from "../support/people";
import { act, chooseEmoji, composer, notice, row, say } from "../support/talk";

test("edit, reply, react, pin, unpin, mark unread and delete by the menu", async ({ browse, place }) => {
  const house = await furnished(place);
  await joined(house, "ben", "Ben Okafor");
  const [ada, ben] = [await browse(), await browse()];
  await enter(ada, place, "ada", roomPath(house));
  await enter(ben, place, "ben", roomPath(house));
  await say(ben, "first proof");
  await expect(row(ada, "first proof")).toBeVisible();

  await row(ada, "first proof").click({ button: "right" });
  const menu = ada.getByRole("menu");
  await expect(menu.getByRole("menuitem", { name: "Edit" })).toHaveCount(0);
  await looksRight(ada, "message-menu");
  await menu.getByRole("menuitem", { name: "Pin to this room" }).click();
  await expect(ben.getByText("Ada Lindqvist pinned a message.")).toBeVisible();
  await ben.getByRole("button", { name: "See all pins" }).click();
  await expect(ben.getByRole("complementary", { name: "Pinned messages" })).toContainText("first proof");
  await looksRight(ben, "pins");
  await act(ada, "first proof", "Unpin");
  await expect(ben.getByText("Nothing is pinned")).toBeVisible();

  await row(ben, "first proof").hover();
  await ben.getByRole("toolbar", { name: "Message menu" }).getByRole("button", { name: "React" }).click();
  await chooseEmoji(ben, "party popper");
  const pill = row(ada, "first proof").getByRole("button", { name: /🎉 1 person/ });
  await expect(pill).toHaveAttribute("aria-pressed", "false");
  await pill.click();
  await expect(row(ben, "first proof").getByRole("button", { name: "🎉 2 people, you too" })).toBeVisible();
  await row(ben, "first proof").getByRole("button", { name: "🎉 2 people, you too" }).click();
  await expect(row(ada, "first proof").getByRole("button", { name: "🎉 1 person, you too" })).toBeVisible();

  await act(ben, "first proof", "Edit");
  await ben.getByRole("textbox", { name: "Edit message" }).fill("second proof");
  await ben.getByRole("textbox", { name: "Edit message" }).press("Enter");
  await row(ada, "second proof").getByRole("button", { name: /Show earlier versions/ }).click();
  await expect(ada.getByRole("dialog", { name: "Earlier versions" })).toContainText("first proof");
  await looksRight(ada, "revisions");
  await ada.getByRole("dialog").getByRole("button", { name: "Close" }).click();

  await act(ada, "second proof", "Reply");
  await say(ada, "good to print");
  await act(ada, "second proof", "Delete");
  const dialog = ada.getByRole("alertdialog", { name: "Delete this message?" });
  await expect(dialog).toContainText("second proof");
  await expect(dialog.getByRole("button", { name: "Keep it" })).toBeFocused();
  await looksRight(ada, "delete-message");
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(row(ben, "good to print")).toContainText("The message was deleted");
  await expect(ben.getByText("Message deleted")).toBeVisible();
});

test("the same by keys alone, from the composer up and back", async ({ browse, place }) => {
  const house = await furnished(place);
  const page = await browse();
  await enter(page, place, "ada", roomPath(house));
  const sent = page.waitForResponse("**/messages");
  await say(page, "by keys");
  await sent;
  await page.keyboard.press("ArrowUp");
  const edit = page.getByRole("textbox", { name: "Edit message" });
  await expect(edit).toBeFocused();
  await page.keyboard.type(", edited");
  await page.keyboard.press("Enter");
  await expect(row(page, "by keys, edited")).toContainText("(edited)");
  await expect(composer(page)).toBeFocused();
  await page.keyboard.press("Shift+F6");
  await expect(row(page, "by keys, edited")).toBeFocused();
  await page.keyboard.press("r");
  await expect(page.getByText("Replying to Ada Lindqvist")).toBeVisible();
  await expect(composer(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByText("Replying to Ada Lindqvist")).toHaveCount(0);
  await page.keyboard.press("Shift+F6");
  await page.keyboard.press("p");
  await expect(page.getByText("pinned a message")).toBeVisible();
  await page.keyboard.press("e");
  await expect(edit).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+F6");
  await row(page, "by keys, edited").focus();
  await page.keyboard.press("a");
  await expect(page.getByRole("searchbox", { name: "Find an emoji" })).toBeFocused();
  await chooseEmoji(page, "rocket");
  await expect(row(page, "by keys, edited").getByRole("button", { name: "🚀 1 person, you too" })).toBeVisible();
  await row(page, "by keys, edited").focus();
  await page.keyboard.press("Shift+F10");
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(row(page, "by keys, edited")).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(page.getByRole("button", { name: "Keep it" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Message deleted")).toBeVisible();
});

test("days and the first unread message have their lines", async ({ browse, place }) => {
  const house = await furnished(place);
  await joined(house, "ben", "Ben Okafor");
  const other = await house.ada.ask<{ id: string }>("POST", `/spaces/${house.space}/channels`, { kind: "text", name: "desk" });
  const [ada, ben] = [await browse(), await browse()];
  await enter(ada, place, "ada", roomPath(house));
  await say(ada, "said the day before");
  const seen = ben.waitForResponse("**/ack");
  await enter(ben, place, "ben", roomPath(house));
  await expect(row(ben, "said the day before")).toBeVisible();
  await seen;
  await expect(ben.getByRole("separator", { name: "Today" })).toBeVisible();
  await ben.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: /desk/ }).click();
  await expect(ben).toHaveURL(roomPath(house, other.id));
  await say(ada, "said while Ben was elsewhere");
  const link = ben.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: /general/ });
  await expect(link).toContainText("unread");

  // No clock of a real program can be moved: the older message is told with the date of yesterday.
  await ben.route("**/channels/*/messages?*", async (route) => {
    const answer = await route.fetch();
    const page = (await answer.json()) as { items: { content: string; created_at: string }[] };
    for (const one of page.items) {
      if (one.content === "said the day before") one.created_at = new Date(Date.parse(one.created_at) - 86_400_000).toISOString();
    }
    await route.fulfill({ response: answer, json: page });
  });
  await ben.reload();
  await link.click();
  await expect(ben.getByRole("separator", { name: "Yesterday" })).toBeVisible();
  await expect(ben.getByRole("separator", { name: "Today" })).toBeVisible();
  const line = ben.getByRole("separator", { name: "New messages" });
  await expect(line).toBeVisible();
  await looksRight(ben, "dividers");
  const order = await ben.getByRole("feed").locator("article").allInnerTexts();
  const at = (words: string) => order.findIndex((text) => text.includes(words));
  expect([at("Yesterday") < at("said the day before"), at("said the day before") < at("New"), at("New") < at("said while Ben")]).toEqual([true, true, true]);

  await act(ben, "said while Ben was elsewhere", "Mark as unread");
  await ben.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: /desk/ }).click();
  await expect(link).toContainText("unread");
  await ben.keyboard.press("Shift+Escape");
  await expect(link).not.toContainText("unread");
});

test("what the place refuses is said, and nothing typed is lost", async ({ browse, place }) => {
  const house = await furnished(place);
  const page = await browse();
  await enter(page, place, "ada", roomPath(house));
  await page.route("**/channels/*/messages", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  await say(page, "into the void");
  await expect(row(page, "into the void")).toContainText("Not sent, you were offline.");
  await looksRight(page, "not-sent");
  await page.reload();
  await expect(row(page, "into the void")).toBeVisible();
  await page.unroute("**/channels/*/messages");
  await row(page, "into the void").getByRole("button", { name: "Try again" }).click();
  await expect(row(page, "into the void")).not.toContainText("Not sent");
  await page.route("**/messages/*", (route) => (route.request().method() === "DELETE" ? route.fulfill({ status: 403, json: { error: "forbidden", message: "" } }) : route.continue()));
  await act(page, "into the void", "Delete");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect(notice(page)).toContainText("You may not do that here.");
  await expect(row(page, "into the void")).toHaveCount(1);
});
