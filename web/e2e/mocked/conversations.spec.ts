/** Conversations in states that chance shows rarely: long lists, words that do not come, sealed ones, and refusals of every kind. */
import type { Page } from "@playwright/test";
import { looksRight } from "../support/looks";
import { ADA, expect, refusal, test } from "../support/mocks";
import { BEN, MEI, beAtHome, made, messageOf, pageOf, talkId } from "../support/talks";

const list = (page: Page) => page.getByRole("region", { name: "Conversations" });
const PATH = `/conversations/${talkId(1)}`;
const direct = { id: talkId(1), kind: "direct" as const, people: [BEN], said: 5 };
const group = { id: talkId(2), kind: "group" as const, people: [BEN, MEI], said: 4, unread: 1 };
const sealed = { id: talkId(3), kind: "direct" as const, people: [MEI], sealed: true, said: 3 };
const dialog = (page: Page) => page.getByRole("dialog", { name: "New conversation" });

test("rows say who, when and what, and stand without words that do not come", async ({ page }) => {
  await beAtHome(page, [direct, group, sealed], {
    [`GET /channels/${group.id}/messages`]: { body: pageOf(messageOf(group.id, MEI, `bring the *loupe*, <@${BEN.id}>`)) },
    [`GET /channels/${direct.id}/messages`]: refusal(500, "internal"),
  });
  await page.goto("/friends");
  await expect(list(page).getByRole("listitem")).toHaveCount(3);
  await expect(list(page).getByRole("link", { name: /Ben Okafor and Mei Tanaka/ })).toContainText("Mei Tanaka: bring the loupe, @Ben Okafor");
  await expect(list(page).getByRole("link", { name: /^Mei Tanaka/ })).toContainText("Encrypted message");
  await expect(list(page).getByRole("link", { name: /^Ben Okafor \d/ })).toHaveCount(1);
  await expect(page.getByRole("navigation", { name: "Spaces" }).getByRole("link", { name: "Home" })).toContainText("1 unread message");
  await looksRight(page, "talk-list");
});

test("a long list grows on request", async ({ page }) => {
  await beAtHome(page, Array.from({ length: 35 }, (_, at) => ({ id: talkId(at + 1), kind: "group" as const, people: [BEN], name: `Proof ${String(at + 1)}` })));
  await page.goto("/friends");
  await expect(list(page).getByRole("listitem")).toHaveCount(30);
  await list(page).getByRole("button", { name: "Show more" }).click();
  await expect(list(page).getByRole("listitem")).toHaveCount(35);
});

test("a sealed conversation says that writing comes with encryption", async ({ page }) => {
  await beAtHome(page, [sealed]);
  await page.goto(`/conversations/${sealed.id}`);
  await expect(page.getByText("Writing here comes with encryption, which this version does not have yet.")).toBeVisible();
  await expect(page.locator("textarea#composer")).toHaveCount(0);
  await looksRight(page, "talk-sealed");
});

test("who cannot be written to is named in place of the composer, and what was written stays", async ({ page }) => {
  await beAtHome(page, [direct], { [`POST /channels/${direct.id}/messages`]: refusal(403, "cannot_message") });
  await page.goto(PATH);
  const composer = page.getByRole("textbox", { name: /^Message to .*Ben Okafor/ });
  await composer.fill("are you there?");
  await composer.press("Enter");
  await expect(page.getByText("cannot be written to from here.")).toBeVisible();
  await expect(composer).toHaveCount(0);
  await expect(page.getByRole("article").filter({ hasText: "are you there?" })).toContainText("Not sent");
  await looksRight(page, "talk-refused", ["light"]);
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(composer).toBeVisible();
});

test("a refused beginning keeps the choice, names one and nobody of several, and goes on when it may", async ({ page }) => {
  await beAtHome(page, [], { "POST /conversations": refusal(403, "cannot_message") });
  await page.goto("/friends");
  await expect(list(page)).toContainText("No conversations yet");
  await page.getByRole("button", { name: "New conversation" }).click();
  await expect(dialog(page)).toContainText("This conversation will be encrypted.");
  await expect(dialog(page).getByRole("switch")).toHaveCount(0);
  await dialog(page).getByRole("button", { name: /^Ben Okafor/ }).click();
  await dialog(page).getByRole("button", { name: "Start" }).click();
  await expect(dialog(page)).toContainText("cannot be written to from here.");
  await expect(dialog(page).getByRole("list", { name: "Chosen people" })).toContainText("Ben Okafor");
  await looksRight(page, "talk-new-refused");
  await dialog(page).getByRole("searchbox", { name: "Find a person" }).fill("mei");
  await page.keyboard.press("Enter");
  await dialog(page).getByRole("button", { name: "Start" }).click();
  await expect(dialog(page)).toContainText("Somebody you chose cannot be written to from here.");
  const asked: unknown[] = [];
  await page.route("**/api/v1/conversations", (route) => {
    asked.push(route.request().postDataJSON());
    return route.fulfill({ status: 201, json: made({ ...group, name: "Proofs" }) });
  });
  await page.route(`**/api/v1/channels/${group.id}/messages?*`, (route) => route.fulfill({ json: pageOf() }));
  await dialog(page).getByRole("textbox", { name: "Name of the group" }).fill("Proofs");
  await dialog(page).getByRole("button", { name: "Start" }).click();
  await expect(page).toHaveURL(`/conversations/${group.id}`);
  expect(asked).toEqual([{ user_ids: [BEN.id, MEI.id], encryption: "required", name: "Proofs" }]);
  await expect(page.getByRole("heading", { name: "Proofs", level: 1 })).toBeVisible();
});

test("one that is not there says so", async ({ page }) => {
  await beAtHome(page, [direct]);
  await page.goto(`/conversations/${talkId(77)}`);
  await expect(page.getByText("This conversation is not there")).toBeVisible();
});

test("a row is read, hidden and back by what is said, and a group is left after a question", async ({ page }) => {
  const tell = await beAtHome(page, [direct, group], {
    [`PUT /conversations/${direct.id}/hidden`]: { status: 204 },
    [`DELETE /conversations/${group.id}/members/${ADA.id}`]: { status: 204 },
  });
  await page.goto(PATH);
  const menu = async (name: string, entry: string) => {
    await list(page).getByRole("button", { name: new RegExp(`^Menu of .*${name}`) }).press("Enter");
    await page.getByRole("menuitem", { name: entry }).press("Enter");
  };
  await menu("Mei Tanaka", "Mark read");
  tell("read_update", { channel_id: group.id, last_read_seq: 1, last_seq: 1, unread: 0, mentions: 0 });
  await expect(page.getByRole("navigation", { name: "Spaces" }).getByRole("link", { name: "Home" })).not.toContainText("unread");
  await menu("Ben Okafor$", "Hide until something is said");
  await expect(list(page).getByRole("listitem")).toHaveCount(1);
  await expect(page.getByRole("region", { name: "Notices" })).toContainText("is hidden until something is said");
  tell("message_create", { message: messageOf(direct.id, BEN, "one **more** thing", 2), access_version: 0 });
  await expect(list(page).getByRole("listitem").first()).toContainText("one more thing");
  await menu("Mei Tanaka", "Leave the group");
  const question = page.getByRole("alertdialog", { name: /^Leave .*Mei Tanaka/ });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await looksRight(page, "talk-leave", ["light"]);
  await question.getByRole("button", { name: "Leave the group" }).click();
  await expect(list(page).getByRole("listitem")).toHaveCount(1);
  await expect(page.getByRole("region", { name: "Notices" })).toContainText("You left");
});

test("a group is renamed, grows one by one, and loses people; who could not be added stays chosen", async ({ page }) => {
  const small = { id: talkId(2), kind: "group" as const, people: [MEI], said: 4, name: "Plates" };
  const tell = await beAtHome(page, [small], {
    [`PATCH /channels/${small.id}`]: { body: made({ ...small, name: "Proofs" }) },
    [`PUT /conversations/${small.id}/members/${BEN.id}`]: refusal(403, "cannot_message"),
    [`DELETE /conversations/${small.id}/members/${MEI.id}`]: { status: 204 },
  });
  await page.goto(`/conversations/${small.id}`);
  const details = page.getByRole("complementary", { name: "Details" });
  await details.getByRole("button", { name: "Name and picture" }).click();
  const rename = page.getByRole("dialog", { name: "Name and picture of the group" });
  await expect(rename.getByRole("textbox", { name: "Name" })).toHaveValue("Plates");
  await rename.getByRole("textbox", { name: "Name" }).fill("Proofs");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Proofs", level: 1 })).toBeVisible();
  await details.getByRole("button", { name: "Add people" }).click();
  const adding = page.getByRole("dialog", { name: /^Add people to/ });
  await expect(adding.getByRole("list", { name: "With whom" }).getByRole("listitem")).toHaveCount(1);
  await adding.getByRole("button", { name: /^Ben Okafor/ }).click();
  await adding.getByRole("button", { name: "Add people" }).click();
  await expect(adding).toContainText("cannot be written to from here.");
  await expect(adding.getByRole("list", { name: "Chosen people" })).toContainText("Ben Okafor");
  await looksRight(page, "talk-add-refused", ["light"]);
  await page.keyboard.press("Escape");
  tell("conversation_member_add", { channel_id: small.id, user: BEN, by: MEI.id });
  await expect(details).toContainText("3 people");
  await details.getByRole("button", { name: /^Take .*Mei Tanaka.* out/ }).click();
  await page.getByRole("alertdialog", { name: /Mei Tanaka/ }).getByRole("button", { name: "Take out" }).click();
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  tell("conversation_member_remove", { channel_id: small.id, user_id: MEI.id, by: ADA.id, creator_id: ADA.id });
  await expect(details).toContainText("2 people");
  tell("channel_delete", { space_id: null, channel_id: small.id, reason: "left" });
  await expect(page.getByText("This conversation is not there")).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  for (const locale of ["en", "ar"]) {
    test(`the list, a room and a beginning fit, in ${locale}`, async ({ page }) => {
      await page.addInitScript((prefs) => localStorage.setItem("snug.prefs", prefs), JSON.stringify({ locale }));
      await beAtHome(page, [direct, group], { [`GET /channels/${direct.id}/messages`]: { body: pageOf(messageOf(direct.id, BEN, "Signed! Page 3 has the new rate.")) } }, true);
      await page.goto("/conversations");
      await expect(page.locator(".talk")).toHaveCount(2);
      await expect(page.getByText("Signed! Page 3 has the new rate.")).toBeVisible();
      await looksRight(page, `talk-phone-${locale}`);
      await page.locator(".side-head").getByRole("button").last().tap();
      await expect(page.getByRole("switch")).toBeChecked();
      await looksRight(page, `talk-phone-new-${locale}`, ["light"]);
      await page.keyboard.press("Escape");
      await page.locator(".talk-link").first().tap();
      await expect(page).toHaveURL(PATH);
      await expect(page.locator("textarea#composer")).toBeVisible();
      await looksRight(page, `talk-phone-room-${locale}`, ["light"]);
      await page.locator(".back-btn").tap();
      await expect(page).toHaveURL("/conversations");
    });
  }
});
