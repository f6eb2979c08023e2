/** The main job in Arabic from right to left, and on a phone: come in, read, write, answer, settings. */
import { pick, png } from "../support/files";
import { looksRight } from "../support/looks";
import { PASSWORD, PHONE, call, enter, expect, furnished, inviteOf, roomPath, settingsPath, speak, test } from "../support/people";
import { composer, row } from "../support/talk";

test("in Arabic, from the invitation to the settings", async ({ browse, place }) => {
  const house = await furnished(place);
  const page = await browse({ locale: "ar" });
  await page.goto(`/join/${await inviteOf(house)}`);
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await looksRight(page, "join-ar");
  await page.locator('input[autocomplete="username"]').fill("noor");
  await page.locator('input[type="password"]').fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(composer(page)).toBeVisible();
  await expect(composer(page)).toHaveAttribute("placeholder", "اكتب في #\u2068general\u2069");
  await composer(page).fill("صباح الخير، الصفحات جاهزة قبل الرابعة");
  await composer(page).press("Enter");
  await call(place, "POST", `/channels/${house.general}/messages`, { content: "Thanks, I read them tonight." }, house.ada.token);
  await expect(row(page, "Thanks, I read them tonight.")).toBeVisible();
  const rail = await page.locator("nav.rail").boundingBox();
  const side = await page.locator("nav.side").boundingBox();
  expect((rail?.x ?? 0) > (side?.x ?? 0)).toBe(true);
  await row(page, "Thanks").click({ button: "right" });
  await looksRight(page, "message-menu-ar");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  await looksRight(page, "chat-ar");
  for (const path of ["/settings/profile", "/settings/sign-in", "/settings/look", "/settings/keyboard"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await looksRight(page, `${path.slice(1).replace("/", "-")}-ar`, ["light"]);
  }
  const ada = await browse({ locale: "ar" });
  await speak(ada, "ar");
  await enter(ada, place, "ada");
  await expect(ada.locator("html")).toHaveAttribute("dir", "rtl");
  for (const name of ["overview", "rooms", "roles", "members", "invites", "bans", `rooms/${house.general}/overview`, `rooms/${house.general}/permissions`]) {
    await ada.goto(settingsPath(house, name));
    await expect(ada.getByRole("heading", { level: 1 }).first()).toBeVisible();
    await looksRight(ada, `space-${name.replace(house.general, "").replaceAll("/", "-")}-ar`, ["light"]);
  }
});

test("on a phone, from the invitation to the settings", async ({ browse, place }) => {
  const house = await furnished(place);
  const page = await browse(PHONE);
  await page.goto(`/join/${await inviteOf(house)}`);
  await looksRight(page, "join-phone");
  await page.getByLabel("Your name").fill("mei");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Make an account and join" }).tap();
  const open = page.getByRole("link", { name: "general" });
  await expect(open.or(page.getByRole("link", { name: "Foxglove Press" })).or(composer(page)).first()).toBeVisible();
  if (!(await open.isVisible()) && !(await composer(page).isVisible())) await page.getByRole("link", { name: "Foxglove Press" }).tap();
  if (await open.isVisible()) {
    await looksRight(page, "rooms-phone");
    await open.tap();
  }
  await expect(composer(page)).toBeVisible();
  await composer(page).fill("from the train");
  await page.getByRole("button", { name: "Send", exact: true }).tap();
  await expect(row(page, "from the train")).toBeVisible();
  await pick(page, png("window.png"));
  await expect(page.locator(".up")).toContainText("window.png");
  await composer(page).fill("the window");
  await page.getByRole("button", { name: "Send", exact: true }).tap();
  await expect(row(page, "the window").getByRole("img")).toBeVisible();
  await looksRight(page, "chat-phone");
  await page.getByRole("button", { name: "Members", exact: true }).tap();
  await expect(page.getByRole("complementary", { name: "Members" })).toBeVisible();
  await looksRight(page, "members-phone");
  await page.getByRole("complementary", { name: "Members" }).getByRole("button", { name: "Close" }).tap();
  await page.getByRole("link", { name: "Back to rooms" }).tap();
  await expect(open).toBeVisible();
  await page.getByRole("link", { name: "You" }).tap();
  await looksRight(page, "you-phone");
  await page.getByRole("link", { name: "Profile" }).tap();
  await expect(page.getByRole("heading", { level: 1, name: "Profile" })).toBeVisible();
  await looksRight(page, "profile-phone");
  const ada = await browse(PHONE);
  await enter(ada, place, "ada");
  for (const name of ["overview", "rooms", "roles", "members", "invites", "bans", `rooms/${house.general}/overview`, `rooms/${house.general}/permissions`]) {
    await ada.goto(settingsPath(house, name));
    await expect(ada.getByRole("heading", { level: 1 }).first()).toBeVisible();
    await looksRight(ada, `space-${name.replace(house.general, "").replaceAll("/", "-")}-phone`, ["light"]);
  }
  await ada.goto(roomPath(house));
  await expect(composer(ada)).toBeVisible();
});
