/** Levels and pauses: what is bold, what is counted, and what the title and the icon say, on every device of somebody. */
import type { Locator, Page } from "@playwright/test";
import { looksRight } from "../support/looks";
import { PHONE, type House, type Person, enter, expect, furnished, joined, roomPath, speak, test } from "../support/people";
import { notice } from "../support/talk";

const rooms = (page: Page): Locator => page.locator("nav.side");
const general = (page: Page): Locator => rooms(page).getByRole("link", { name: /general/ });
const icon = (page: Page): Locator => page.locator('link[rel="icon"]');
const rail = (page: Page): Locator => page.getByRole("navigation", { name: "Spaces" }).getByRole("link", { name: /Foxglove Press/ });

interface Evening extends House {
  ben: Person;
  /** Where Ben sits while the others talk in the first room. */
  quiet: string;
}

async function evening(house: House): Promise<Evening> {
  const ben = await joined(house, "ben", "Ben Okafor");
  const quiet = await house.ada.ask<{ id: string }>("POST", `/spaces/${house.space}/channels`, { kind: "text", name: "proofreading" });
  return { ...house, ben, quiet: quiet.id };
}

const speaks = (it: Evening, content: string) => it.ada.ask("POST", `/channels/${it.general}/messages`, { content });
const calls = (it: Evening) => speaks(it, `<@${it.ben.id}> a word`);

/** Keeps what the page tells the icon of an installed app. */
async function watchAppBadge(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const kept = window as unknown as { badge: number };
    kept.badge = 0;
    Object.assign(navigator, {
      setAppBadge: (count: number) => Promise.resolve(void (kept.badge = count)),
      clearAppBadge: () => Promise.resolve(void (kept.badge = 0)),
    });
  });
  return () => page.evaluate(() => (window as unknown as { badge: number }).badge);
}

async function choose(page: Page, name: string): Promise<void> {
  await general(page).click({ button: "right" });
  await page.getByRole("menu").getByText(name, { exact: true }).click();
  await expect(page.getByRole("menu")).toHaveCount(0);
}

test("a muted room is not bold and calls nobody, a mention waits in its row, and at the level nothing not even that", async ({ browse, place }) => {
  const it = await evening(await furnished(place));
  const [ben, other] = [await browse(), await browse()];
  const appBadge = await watchAppBadge(ben);
  await enter(ben, place, "ben", roomPath(it, it.quiet));
  await enter(other, place, "ben", roomPath(it, it.quiet));
  await expect(ben).toHaveTitle("proofreading · Snug");
  await speaks(it, "good evening");
  await expect(general(ben)).toHaveClass(/unread/);
  await expect(ben).toHaveTitle("proofreading · Snug");
  await choose(ben, "Every message");
  await expect(ben).toHaveTitle("• proofreading · Snug");
  await expect(other).toHaveTitle("• proofreading · Snug");
  await expect(icon(ben)).toHaveAttribute("href", "/favicon.svg");

  await general(ben).click({ button: "right" });
  await expect(ben.getByRole("menuitemradio", { name: "Every message" })).toBeChecked();
  await looksRight(ben, "level-menu");
  await ben.getByRole("menuitem", { name: "For 1 hour" }).click();
  await expect(notice(ben)).toContainText(/general.*: Every message · Muted until \d\d:\d\d/);
  for (const page of [ben, other]) {
    await expect(general(page)).toContainText("muted");
    await expect(general(page)).not.toHaveClass(/unread/);
    await expect(page).toHaveTitle("proofreading · Snug");
  }
  await calls(it);
  await expect(general(ben)).toContainText("1 mention");
  await expect(general(ben).locator(".badge--calm")).toBeVisible();
  await expect(ben).toHaveTitle("proofreading · Snug");
  await expect(icon(ben)).toHaveAttribute("href", "/favicon.svg");
  await looksRight(ben, "room-muted");

  await general(ben).focus();
  await ben.keyboard.press("Shift+F10");
  await expect(ben.getByRole("menuitem", { name: "Unmute" })).toBeVisible();
  await ben.keyboard.press("Escape");
  await expect(general(ben)).toBeFocused();
  await choose(ben, "Unmute");
  await expect(general(ben)).toHaveClass(/unread/);
  await expect(ben).toHaveTitle("(1) proofreading · Snug");
  await expect(icon(ben)).toHaveAttribute("href", "/favicon-unread.svg");
  await expect(rail(ben)).toHaveAccessibleName(/1 mention/);
  expect(await appBadge()).toBe(1);
  await choose(ben, "Only mentions");
  await expect(general(ben)).toHaveClass(/unread/);
  await expect(ben).toHaveTitle("(1) proofreading · Snug");

  await choose(ben, "Nothing");
  for (const page of [ben, other]) {
    await expect(general(page)).not.toContainText("mention");
    await expect(general(page)).not.toHaveClass(/unread/);
    await expect(page).toHaveTitle("proofreading · Snug");
    await expect(icon(page)).toHaveAttribute("href", "/favicon.svg");
    await expect(rail(page)).toHaveAccessibleName("Foxglove Press");
  }
  expect(await appBadge()).toBe(0);
  await ben.reload();
  await expect(general(ben)).toContainText("muted");
  await expect(general(ben)).not.toHaveClass(/unread/);
  await expect(ben).toHaveTitle("proofreading · Snug");
  await choose(ben, "As the space (Only mentions)");
  await expect(ben).toHaveTitle("(1) proofreading · Snug");
  await expect(other).toHaveTitle("(1) proofreading · Snug");
  await ben.keyboard.press("Alt+Shift+ArrowDown");
  await expect(ben).toHaveURL(roomPath(it));
  await expect(other).toHaveTitle("proofreading · Snug");
});

test("a space is muted from its menu, and a pause ends by itself", async ({ browse, place }) => {
  const it = await evening(await furnished(place));
  const ben = await browse();
  await enter(ben, place, "ben", roomPath(it, it.quiet));
  await calls(it);
  await expect(ben).toHaveTitle("(1) proofreading · Snug");
  const menu = ben.getByRole("button", { name: /^Menu of .*Foxglove Press/ });
  await menu.click();
  await ben.getByRole("menuitem", { name: "Notifications" }).press("ArrowRight");
  await looksRight(ben, "level-space-menu");
  await ben.getByRole("menuitem", { name: /^Until tomorrow, 08:00/ }).press("Enter");
  await expect(menu).toHaveAccessibleName(/muted/);
  await expect(general(ben)).not.toHaveClass(/unread/);
  await expect(ben).toHaveTitle("proofreading · Snug");
  await expect(rail(ben)).toHaveAccessibleName("Foxglove Press");
  await looksRight(ben, "space-muted");

  await it.ben.ask("PUT", `/me/notification-levels/${it.space}`, { mute_until: new Date(Date.now() + 5000).toISOString() });
  await expect(menu).not.toHaveAccessibleName(/muted/);
  await expect(general(ben)).toHaveClass(/unread/);
  await expect(ben).toHaveTitle("(1) proofreading · Snug");

  await ben.getByRole("button", { name: "Actions of the room" }).click();
  await ben.getByRole("menuitem", { name: "Notifications" }).press("ArrowRight");
  await ben.getByRole("menuitem", { name: "Until I turn it on" }).press("Enter");
  await expect(notice(ben)).toContainText("Muted until you turn it on");
  await expect(rooms(ben).getByRole("link", { name: /proofreading/ })).toContainText("muted");
});

test("the settings hold the level of everything, a pause, and what differs", async ({ browse, place }) => {
  const it = await evening(await furnished(place));
  const ben = await browse();
  await enter(ben, place, "ben", "/settings/notifications");
  await expect(ben.getByText("Nothing differs")).toBeVisible();
  await calls(it);
  await expect(ben).toHaveTitle("(1) Notifications · Snug");
  await looksRight(ben, "notifications-empty");

  await ben.getByRole("button", { name: "Pause", exact: true }).click();
  await ben.getByRole("menuitem", { name: "For 8 hours" }).click();
  await expect(ben.getByText(/^Paused until /)).toBeVisible();
  await expect(ben).toHaveTitle("Notifications · Snug");
  await expect(icon(ben)).toHaveAttribute("href", "/favicon.svg");
  await ben.goto(roomPath(it, it.quiet));
  await expect(general(ben)).toHaveClass(/unread/);
  await expect(general(ben)).toContainText("1 mention");
  await expect(ben).toHaveTitle("proofreading · Snug");
  await looksRight(ben, "paused");
  await ben.getByRole("link", { name: "Everything is paused" }).click();
  await ben.getByRole("button", { name: "End the pause" }).click();
  await expect(ben).toHaveTitle("(1) Notifications · Snug");

  await it.ada.ask("POST", "/friends", { user_id: it.ben.id });
  await expect(ben).toHaveTitle("(2) Notifications · Snug");
  await ben.getByRole("radio", { name: "Nothing" }).check();
  await expect(ben).toHaveTitle("Notifications · Snug");
  await it.ben.ask("PUT", `/me/notification-levels/${it.space}`, { level: "mentions" });
  await it.ben.ask("PUT", `/me/notification-levels/${it.quiet}`, { level: "all", mute_until: new Date(Date.now() + 3_600_000).toISOString() });
  const list = ben.getByRole("list", { name: "Where it differs" });
  await expect(list.getByRole("listitem").nth(0)).toContainText("Only mentions");
  await expect(list.getByRole("listitem").nth(1)).toContainText(/in .*Foxglove Press.* · Every message · Muted until \d\d:\d\d/);
  await expect(ben).toHaveTitle("(1) Notifications · Snug");
  await looksRight(ben, "notifications-differ");

  await ben.getByRole("button", { name: "Change Foxglove Press" }).click();
  await ben.getByRole("menuitemradio", { name: "Nothing", exact: true }).click();
  await expect(list.getByRole("listitem").nth(0)).toContainText("Nothing");
  await expect(ben).toHaveTitle("Notifications · Snug");
  await ben.getByRole("button", { name: "Change Foxglove Press" }).press("Enter");
  await ben.getByRole("menuitemradio", { name: "Default (Nothing)" }).press("Enter");
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await expect(ben.getByRole("button", { name: "Change proofreading" })).toBeFocused();
  await ben.getByRole("button", { name: "Take away what is chosen for proofreading" }).press("Enter");
  await expect(ben.getByText("Nothing differs")).toBeVisible();
  await expect(ben.locator(".differ")).toBeFocused();
  await ben.reload();
  await expect(ben.getByRole("radio", { name: "Nothing" })).toBeChecked();
  await expect(ben.getByText("Nothing differs")).toBeVisible();
});

test("what the place refuses falls back, and without a connection the page says so", async ({ browse, place }) => {
  const it = await evening(await furnished(place));
  const ben = await browse();
  await enter(ben, place, "ben", "/settings/notifications");
  let refuse = () => {};
  const refused = new Promise<void>((resolve) => (refuse = resolve));
  await ben.route("**/notification-levels/**", (route) => refused.then(() => route.abort()));
  await ben.getByRole("radio", { name: "Only mentions" }).check();
  refuse();
  await expect(notice(ben).getByRole("alert")).not.toBeEmpty();
  await expect(ben.getByRole("radio", { name: "As each space suggests" })).toBeChecked();
  await ben.unroute("**/notification-levels/**");
  await ben.context().setOffline(true);
  await expect(ben.getByText("You are offline.")).toBeVisible();
  await looksRight(ben, "notifications-offline", ["light"]);
  await ben.context().setOffline(false);
  await expect(ben.getByText("You are offline.")).toHaveCount(0);

  const cut = await browse();
  await cut.routeWebSocket("**/api/v1/gateway", (socket) => void socket.close());
  await enter(cut, place, "ben", "/settings/notifications");
  await expect(cut.getByText("Your choices are not here yet")).toBeVisible();
  await looksRight(cut, "notifications-cut", ["light"]);
  expect(it.ben.id).not.toBe("");
});

test("on a phone, and in Arabic", async ({ browse, place }) => {
  const it = await evening(await furnished(place));
  const phone = await browse(PHONE);
  await enter(phone, place, "ben", roomPath(it, it.quiet));
  await phone.getByRole("button", { name: "Actions of the room" }).tap();
  await phone.getByRole("menuitem", { name: "Notifications" }).tap();
  await looksRight(phone, "level-phone");
  await phone.getByRole("menuitem", { name: "For 8 hours" }).tap();
  await expect(notice(phone)).toContainText("Muted until");
  await phone.getByRole("link", { name: "Back to rooms" }).tap();
  await expect(rooms(phone).getByRole("link", { name: /proofreading/ })).toContainText("muted");
  await calls(it);
  await expect(general(phone)).toContainText("1 mention");
  await expect(phone.getByRole("navigation", { name: "Home" }).getByRole("link", { name: /^Rooms/ })).toContainText("1 mention");
  await looksRight(phone, "rooms-muted-phone");
  await phone.goto("/settings/notifications");
  await expect(phone.getByRole("list", { name: "Where it differs" })).toContainText("proofreading");
  await looksRight(phone, "notifications-phone");

  const desk = await browse();
  await speak(desk, "ar");
  await enter(desk, place, "ben", roomPath(it, it.quiet));
  await general(desk).click({ button: "right" });
  await looksRight(desk, "level-arabic");
  await desk.getByRole("menuitem", { name: "حتى إلغاء الكتم" }).click();
  await expect(general(desk)).toContainText("مكتومة");
  await expect(desk).toHaveTitle("proofreading · Snug");
  await looksRight(desk, "room-muted-arabic");
  await desk.goto("/settings/notifications");
  await expect(desk.getByRole("list", { name: "حيث يختلف الاختيار" }).getByRole("listitem")).toHaveCount(2);
  await looksRight(desk, "notifications-arabic");
  const spanish = await browse();
  await speak(spanish, "es");
  await enter(spanish, place, "ben", "/settings/notifications");
  await expect(spanish.getByRole("list", { name: "Donde es distinto" }).getByRole("listitem")).toHaveCount(2);
  await looksRight(spanish, "notifications-spanish", ["light"]);
});

test("the page can be installed as an app, whose icon then bears the badge", async ({ browse, place }) => {
  const house = await furnished(place);
  const page = await browse();
  await enter(page, place, "ada", roomPath(house));
  const tool = await page.context().newCDPSession(page);
  const { url, errors, data } = await tool.send("Page.getAppManifest");
  expect(url).toBe(`${place.url}/manifest.webmanifest`);
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data ?? "") as { name: string; display: string; icons: { src: string; type: string }[] };
  expect(manifest).toMatchObject({ name: "Snug", display: "standalone" });
  for (const { src, type } of manifest.icons) {
    const answer = await page.request.get(src);
    expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, type]);
  }
});
