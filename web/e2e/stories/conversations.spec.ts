/** Direct and group conversations: beginning one, who is told what, what late joiners find, and the ways out. */
import type { Locator, Page } from "@playwright/test";
import { looksRight } from "../support/looks";
import { type House, PHONE, type Person, enter, expect, furnished, joined, roomPath, speak, test } from "../support/people";
import { png } from "../support/files";
import { composer, notice, row, say } from "../support/talk";

const list = (page: Page): Locator => page.getByRole("region", { name: "Conversations" });
const talk = (page: Page, name: string | RegExp): Locator => list(page).getByRole("listitem").filter({ hasText: name });
const lamp = (page: Page): Locator => page.getByRole("navigation", { name: "Spaces" }).getByRole("link", { name: "Home" });
const dialog = (page: Page): Locator => page.getByRole("dialog", { name: "New conversation" });
const details = (page: Page): Locator => page.getByRole("complementary", { name: "Details" });
const title = (page: Page, name: string): Locator => page.getByRole("heading", { level: 1, name });

async function choose(of: Locator, ...names: string[]): Promise<void> {
  for (const name of names) {
    await of.getByRole("searchbox", { name: "Find a person" }).fill(name);
    await of.getByRole("list", { name: "With whom" }).getByRole("button", { name }).click();
  }
}

async function fromMenu(page: Page, name: string, entry: string): Promise<void> {
  await talk(page, name).hover();
  await talk(page, name).getByRole("button", { name: /^Menu of/ }).click();
  await page.getByRole("menuitem", { name: entry }).click();
}

/** Opens one by the API, as somebody else would. */
async function opened(person: Person, others: Person[], more: object = {}): Promise<string> {
  const body = { user_ids: others.map((one) => one.id), encryption: "off", ...more };
  return (await person.ask<{ id: string }>("POST", "/conversations", body)).id;
}

const speaks = (person: Person, channel: string, content: string): Promise<unknown> => person.ask("POST", `/channels/${channel}/messages`, { content });

async function peopled(house: House): Promise<{ ben: Person; mei: Person; eve: Person }> {
  return { ben: await joined(house, "ben", "Ben Okafor"), mei: await joined(house, "mei", "Mei Tanaka"), eve: await joined(house, "eve", "Eve Marsh") };
}

test.describe("where conversations may be plain", () => {
  test.use({ settings: { SNUG_ALLOW_PLAIN_CONVERSATIONS: "true" } });

  test("a conversation is muted, from its row and beside it, and calls nobody then", async ({ browse, place }) => {
    const house = await furnished(place);
    const { ben, mei } = await peopled(house);
    const withBen = await opened(ben, [house.ada]);
    const group = await opened(mei, [house.ada, ben], { name: "Proofs" });
    await speaks(ben, withBen, "One thing.");
    await speaks(mei, group, "Page nine is missing.");
    const ada = await browse();
    await enter(ada, place, "ada", "/conversations");
    await expect(lamp(ada)).toContainText("2 unread messages");
    await expect(ada).toHaveTitle(/^\(2\)/);

    await talk(ada, "Proofs").hover();
    await talk(ada, "Proofs").getByRole("button", { name: /^Menu of/ }).click();
    await ada.getByRole("menuitem", { name: "Notifications" }).click();
    await ada.getByRole("menuitem", { name: "For 8 hours" }).click();
    await expect(notice(ada)).toContainText("Proofs: Muted until");
    await expect(talk(ada, "Proofs")).toContainText("muted");
    await expect(talk(ada, "Proofs")).not.toContainText("unread message");
    await expect(lamp(ada)).toContainText("1 unread message");
    await expect(ada).toHaveTitle(/^\(1\)/);
    await speaks(ben, group, `<@${house.ada.id}> can you look?`);
    await expect(talk(ada, "Proofs")).toContainText("1 mention");
    await expect(ada).toHaveTitle(/^\(1\)/);
    await looksRight(ada, "talk-muted");

    await talk(ada, "One thing.").getByRole("link").click();
    await details(ada).getByRole("button", { name: "Notifications" }).click();
    await looksRight(ada, "talk-level");
    await ada.getByRole("menuitemradio", { name: "Nothing", exact: true }).click();
    await expect(details(ada).getByRole("button", { name: "Notifications, muted" })).toBeVisible();
    await speaks(ben, withBen, "Another thing.");
    await ada.goto("/settings/notifications");
    const differs = ada.getByRole("list", { name: "Where it differs" });
    await expect(differs.getByRole("listitem")).toHaveCount(2);
    await expect(differs.getByRole("listitem").filter({ hasText: "Ben Okafor" })).toContainText("conversation · Nothing");
    await expect(ada).toHaveTitle("Notifications · Snug");
    await looksRight(ada, "talk-levels-page");
    await differs.getByRole("button", { name: "Take away what is chosen for Ben Okafor" }).click();
    await expect(differs.getByRole("listitem")).toHaveCount(1);
    await expect(ada).toHaveTitle("(1) Notifications · Snug");
  });

  test("in a conversation one finds what was said there, and goes from it to all others", async ({ browse, place }) => {
    const house = await furnished(place);
    const { ben, mei } = await peopled(house);
    const withBen = await opened(ben, [house.ada]);
    const group = await opened(mei, [house.ada, ben], { name: "Proofs" });
    await speaks(ben, withBen, "The lamp is paid.");
    await speaks(mei, group, "The lamp stands on page nine.");
    await speaks(house.ada, house.general, "A lamp for everybody.");
    const ada = await browse();
    await enter(ada, place, "ada", `/conversations/${group}`);
    await ada.getByRole("button", { name: "Search in this conversation" }).click();
    const where = ada.getByRole("button", { name: /^Where to search/ });
    await expect(where).toHaveText("Proofs");
    await expect(list(ada)).toBeVisible();
    await ada.getByRole("combobox").fill("lamp");
    const hits = ada.locator(".hit-group");
    await expect(hits).toHaveCount(1);
    await expect(hits).toContainText("page nine");
    await looksRight(ada, "talk-search");
    await where.click();
    await looksRight(ada, "talk-search-where", ["light"]);
    await ada.getByRole("menuitem", { name: "Ben Okafor" }).click();
    await expect(hits).toContainText("is paid");
    await expect(hits).toHaveCount(1);
    await where.click();
    await ada.getByRole("menuitem", { name: "Everywhere" }).click();
    await expect(hits).toHaveCount(3);
    await hits.filter({ hasText: "is paid" }).locator(".hit").first().click();
    await expect(title(ada, "Ben Okafor")).toBeVisible();
    await expect(row(ada, "The lamp is paid.")).toBeVisible();
    await ada.keyboard.press("Control+Shift+F");
    await expect(where).toHaveText("Ben Okafor");
  });

  test("the keys walk conversations as they walk rooms, and the palette begins one", async ({ browse, place }) => {
    const house = await furnished(place);
    const { ben, mei } = await peopled(house);
    const withBen = await opened(house.ada, [ben]);
    const withMei = await opened(house.ada, [mei]);
    await speaks(mei, withMei, "older");
    await speaks(ben, withBen, "newer");
    const ada = await browse();
    await enter(ada, place, "ada", "/friends");
    await expect(list(ada).getByRole("listitem")).toHaveCount(2);
    await ada.keyboard.press("Alt+ArrowDown");
    await expect(title(ada, "Ben Okafor")).toBeVisible();
    await expect(talk(ada, "Ben Okafor")).not.toContainText("unread");
    await ada.keyboard.press("Alt+Shift+ArrowDown");
    await expect(title(ada, "Mei Tanaka")).toBeVisible();
    await ada.keyboard.press("Alt+ArrowUp");
    await expect(title(ada, "Ben Okafor")).toBeVisible();
    await ada.goto("/settings/look");
    await expect(title(ada, "Look")).toBeVisible();
    await ada.keyboard.press("Control+k");
    await ada.getByRole("combobox", { name: "A room, a person or a command" }).fill("new conversation");
    await ada.keyboard.press("Enter");
    await expect(dialog(ada)).toBeVisible();
  });

  test("a direct conversation begins, calls, is hidden, and comes back when somebody speaks", async ({ browse, place }) => {
    const house = await furnished(place);
    await peopled(house);
    const [ada, ben] = [await browse(), await browse()];
    await enter(ben, place, "ben", roomPath(house));
    await enter(ada, place, "ada", roomPath(house));
    await lamp(ada).click();
    await expect(list(ada)).toContainText("No conversations yet");
    await ada.getByRole("button", { name: "New conversation" }).click();
    const plain = dialog(ada).getByRole("switch", { name: "Without encryption: the people who run this place can read it" });
    await expect(plain).toBeChecked();
    await expect(dialog(ada).getByRole("button", { name: "Start" })).toBeDisabled();
    await choose(dialog(ada), "Ben Okafor");
    await looksRight(ada, "talk-new");
    await dialog(ada).getByRole("button", { name: "Start" }).click();
    await expect(title(ada, "Ben Okafor")).toBeVisible();
    await expect(ada.getByText("This is the beginning with")).toBeVisible();
    await say(ada, "Are we paying the translator?");

    await expect(lamp(ben)).toContainText("1 unread message");
    await lamp(ben).click();
    await expect(talk(ben, "Ada Lindqvist")).toContainText("Are we paying the translator?");
    await expect(talk(ben, "Ada Lindqvist")).toContainText("1 unread message");
    await looksRight(ben, "talk-unread");
    await talk(ben, "Ada Lindqvist").getByRole("link").click();
    await expect(row(ben, "Are we paying the translator?")).toBeVisible();
    await expect(lamp(ben)).not.toContainText("unread message");
    await say(ben, "After the **proof**.");
    await expect(row(ada, "After the proof.")).toBeVisible();
    await expect(talk(ada, "Ben Okafor")).toContainText("After the proof.");
    await expect(ada).toHaveTitle("Ben Okafor · Snug");
    await looksRight(ada, "talk-direct");
    await ada.reload();
    await expect(talk(ada, "Ben Okafor")).toContainText("After the proof.");

    await fromMenu(ada, "Ben Okafor", "Hide until something is said");
    await expect(notice(ada)).toContainText("is hidden until something is said");
    await expect(list(ada)).toContainText("No conversations yet");
    await lamp(ada).click();
    await say(ben, "One more thing");
    await expect(talk(ada, "Ben Okafor")).toContainText("One more thing");
    await fromMenu(ada, "Ben Okafor", "Mark read");
    await expect(lamp(ada)).not.toContainText("unread message");
  });

  test("the card leads to the one conversation of two, and a block closes it for both", async ({ browse, place }) => {
    const house = await furnished(place);
    const { ben } = await peopled(house);
    const channel = await opened(ben, [house.ada]);
    await speaks(ben, channel, "from before");
    const [ada, other] = [await browse(), await browse()];
    await enter(other, place, "ben", `/conversations/${channel}`);
    await enter(ada, place, "ada", roomPath(house));
    const card = ada.getByRole("dialog", { name: /^Card of / });
    await ada.getByRole("complementary", { name: "Members" }).getByRole("button", { name: "Ben Okafor" }).click();
    await looksRight(ada, "card-write", ["light"]);
    await card.getByRole("button", { name: /^Write to .*Ben Okafor/ }).click();
    await expect(ada).toHaveURL(`/conversations/${channel}`);
    await expect(row(ada, "from before")).toBeVisible();
    await composer(ada).fill("a half-written line");
    await house.ada.ask("PUT", `/blocks/${ben.id}`);
    await expect(ada.getByText("cannot be written to from here.")).toBeVisible();
    await expect(composer(ada)).toHaveCount(0);
    await composer(other).fill("still there?");
    await composer(other).press("Enter");
    await expect(other.getByText("cannot be written to from here.")).toBeVisible();
    await expect(other.getByRole("article").filter({ hasText: "still there?" })).toContainText("Not sent");
    await house.ada.ask("DELETE", `/blocks/${ben.id}`);
    await expect(composer(ada)).toHaveValue("a half-written line");
    await other.getByRole("button", { name: "Try again" }).click();
    await expect(row(ada, "still there?")).toBeVisible();
    await expect(composer(other)).toBeVisible();
  });

  test("a group of three is named, grows, loses people, and late joiners find nothing of before", async ({ browse, place }) => {
    const house = await furnished(place);
    await peopled(house);
    const [ada, ben, eve] = [await browse(), await browse(), await browse()];
    await enter(ada, place, "ada", "/friends");
    await enter(ben, place, "ben", "/friends");
    await enter(eve, place, "eve", "/friends");
    await ada.getByRole("button", { name: "New conversation" }).click();
    await choose(dialog(ada), "Ben Okafor", "Mei Tanaka");
    await looksRight(ada, "talk-new-group", ["light"]);
    await dialog(ada).getByRole("button", { name: "Start" }).click();
    await expect(title(ada, "Ben Okafor and Mei Tanaka")).toBeVisible();
    await say(ada, "bring the loupe");
    await expect(talk(ben, "Ada Lindqvist and Mei Tanaka")).toContainText("Ada Lindqvist: bring the loupe");
    await talk(ben, "Ada Lindqvist").getByRole("link").click();
    await expect(row(ben, "bring the loupe")).toBeVisible();

    await details(ben).getByRole("button", { name: "Name and picture" }).click();
    const change = ben.getByRole("dialog", { name: "Name and picture of the group" });
    await change.getByRole("textbox", { name: "Name" }).fill("Proofs");
    await change.locator('input[type="file"]').setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("not a picture") });
    await expect(change.getByRole("alert")).toContainText("not a PNG");
    await change.locator('input[type="file"]').setInputFiles(png("group.png"));
    await expect(change.locator("img")).toBeVisible();
    await looksRight(ben, "talk-group-change");
    await change.getByRole("button", { name: "Save" }).click();
    await expect(title(ada, "Proofs")).toBeVisible();
    await expect(talk(ada, "Proofs")).toHaveCount(1);
    await expect(talk(ada, "Proofs").locator("img")).toBeVisible();
    await expect(ada.getByRole("article").filter({ hasText: "Ben Okafor renamed the group to Proofs." })).toBeVisible();
    await details(ada).getByRole("button", { name: "Name and picture" }).click();
    await ada.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("");
    await ada.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await ada.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await expect(title(ben, "Ada Lindqvist and Mei Tanaka")).toBeVisible();
    await expect(ben.getByRole("article").filter({ hasText: "Ada Lindqvist took the name of the group away." })).toBeVisible();
    await expect(talk(ben, "Ada Lindqvist and Mei Tanaka").locator("img")).toHaveCount(0);
    await details(ben).getByRole("button", { name: "Name and picture" }).click();
    await change.getByRole("textbox", { name: "Name" }).fill("Proofs");
    await change.getByRole("button", { name: "Save" }).click();
    await expect(title(ada, "Proofs")).toBeVisible();

    await details(ben).getByRole("button", { name: "Add people" }).click();
    const adding = ben.getByRole("dialog", { name: /^Add people to/ });
    await expect(adding).toContainText("nothing of before");
    await choose(adding, "Eve Marsh");
    await adding.getByRole("button", { name: "Add people" }).click();
    await expect(details(ada)).toContainText("4 people");
    await expect(ada.getByRole("article").filter({ hasText: /Ben Okafor added Eve Marsh/ })).toBeVisible();
    await talk(eve, "Proofs").getByRole("link").click();
    await expect(title(eve, "Proofs")).toBeVisible();
    await say(ada, "welcome to the proofs");
    await expect(row(eve, "welcome to the proofs")).toBeVisible();
    await expect(eve.getByText("bring the loupe")).toHaveCount(0);
    await eve.reload();
    await expect(row(eve, "welcome to the proofs")).toBeVisible();
    await expect(eve.getByText("bring the loupe")).toHaveCount(0);
    await expect(details(eve).getByRole("button", { name: /^Take .* out/ })).toHaveCount(0);
    await looksRight(ada, "talk-group");

    await details(ada).getByRole("button", { name: /^Take .*Eve Marsh.* out/ }).click();
    const question = ada.getByRole("alertdialog", { name: /Eve Marsh/ });
    await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
    await question.getByRole("button", { name: "Take out" }).click();
    await expect(details(ada)).toContainText("3 people");
    await expect(eve.getByText("This conversation is not there")).toBeVisible();
    await expect(talk(eve, "Proofs")).toHaveCount(0);

    await fromMenu(ben, "Proofs", "Leave the group");
    await ben.getByRole("alertdialog", { name: /Proofs/ }).getByRole("button", { name: "Leave the group" }).click();
    await expect(notice(ben)).toContainText("You left");
    await expect(list(ben)).toContainText("No conversations yet");
    await expect(details(ada)).toContainText("2 people");
    await expect(ada.getByRole("article").filter({ hasText: /Ben Okafor left/ })).toBeVisible();
  });

  test("without the switch a conversation is sealed, and says that writing comes later", async ({ browse, place }) => {
    const house = await furnished(place);
    await peopled(house);
    const ada = await browse();
    await enter(ada, place, "ada", "/friends");
    await ada.getByRole("button", { name: "New conversation" }).click();
    await choose(dialog(ada), "Mei Tanaka");
    await dialog(ada).getByRole("switch").click();
    await expect(dialog(ada)).toContainText("Writing in it comes with a later version.");
    await dialog(ada).getByRole("button", { name: "Start" }).click();
    await expect(title(ada, "Mei Tanaka")).toBeVisible();
    await expect(ada.getByText("Writing here comes with encryption")).toBeVisible();
    await expect(composer(ada)).toHaveCount(0);
  });

  test("on a phone, and in Arabic", async ({ browse, place }) => {
    const house = await furnished(place);
    const { ben, mei } = await peopled(house);
    const channel = await opened(ben, [house.ada]);
    await speaks(ben, channel, "Signed! Page 3 has the new rate.");
    const group = await opened(mei, [house.ada, ben], { name: "Proofs" });
    await speaks(mei, group, "bring the loupe");
    const phone = await browse(PHONE);
    await enter(phone, place, "ada", `/spaces/${house.space}`);
    const tab = phone.getByRole("link", { name: /^Direct/ });
    await expect(tab).toContainText("2 unread messages");
    await tab.tap();
    await expect(phone).toHaveURL("/conversations");
    await looksRight(phone, "talk-phone-list");
    await talk(phone, "Ben Okafor").getByRole("link").tap();
    await expect(row(phone, "Signed! Page 3 has the new rate.")).toBeVisible();
    await looksRight(phone, "talk-phone-room");
    await phone.getByRole("link", { name: "Back to conversations" }).tap();
    await expect(tab).toContainText("1 unread message");
    await phone.getByRole("button", { name: "New conversation" }).tap();
    await looksRight(phone, "talk-phone-new", ["light"]);
    await phone.keyboard.press("Escape");
    await phone.getByRole("link", { name: /^Friends/ }).tap();
    await phone.getByRole("link", { name: "Back to conversations" }).tap();
    await expect(phone).toHaveURL("/conversations");

    const arabic = await browse();
    await speak(arabic, "ar");
    await enter(arabic, place, "ada", `/conversations/${group}`);
    await expect(arabic.getByRole("region", { name: "المحادثات" }).getByRole("listitem")).toHaveCount(2);
    await looksRight(arabic, "talk-arabic");
    await arabic.getByRole("button", { name: "محادثة جديدة" }).click();
    await looksRight(arabic, "talk-arabic-new", ["light"]);
    await arabic.keyboard.press("Escape");
    const small = await browse(PHONE);
    await speak(small, "ar");
    await enter(small, place, "ada", "/conversations");
    await expect(small.getByRole("region", { name: "المحادثات" })).toContainText("Proofs");
    await looksRight(small, "talk-arabic-phone", ["light"]);
  });
});

test("where plain ones are not allowed nothing offers them", async ({ browse, place }) => {
  const house = await furnished(place);
  await joined(house, "ben", "Ben Okafor");
  const ada = await browse();
  await enter(ada, place, "ada", roomPath(house));
  await ada.getByRole("complementary", { name: "Members" }).getByRole("button", { name: "Ben Okafor" }).click();
  await ada.getByRole("dialog", { name: /^Card of / }).getByRole("button", { name: /^Write to/ }).click();
  await expect(dialog(ada).getByRole("list", { name: "Chosen people" })).toContainText("Ben Okafor");
  await expect(dialog(ada).getByRole("switch")).toHaveCount(0);
  await expect(dialog(ada)).toContainText("This conversation will be encrypted.");
  await dialog(ada).getByRole("button", { name: "Start" }).click();
  await expect(ada.getByText("Writing here comes with encryption")).toBeVisible();
  await ada.reload();
  await expect(title(ada, "Ben Okafor")).toBeVisible();
});
