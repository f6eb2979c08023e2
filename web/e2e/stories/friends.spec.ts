/** Asking, accepting and ending friendships, and blocks on every surface that shows somebody. */
import type { Locator, Page } from "@playwright/test";
import { looksRight } from "../support/looks";
import { enter, expect, furnished, joined, roomPath, test } from "../support/people";
import { notice } from "../support/talk";

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
