/** What people write stays text: every attempt of the corpus in every field, seen in every view and language. */
import type { Page } from "@playwright/test";
import { hostile } from "../../src/lib/markdown/hostile";
import { type Seeded, model, seed, wear } from "../support/corpus";
import { faultsOf, standsFor, walkStream, watchText } from "../support/inspect";
import { type Browse, type House, enter, expect as strict, furnished, roomPath, settingsPath, speak, test } from "../support/people";
import { composer } from "../support/talk";

// Three pages of thousands of elements: pictures of each step for a report would take longer than the story.
test.use({ trace: "off" });

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const LANGUAGES = ["en", "es", "ar"] as const;
type Language = (typeof LANGUAGES)[number];

/** Goes on after a fault, so that one run tells all. */
const expect = strict.configure({ soft: true });

/** Isolates are put around names, and have no look. */
const bare = (texts: string[]) => texts.map((text) => text.replaceAll(/[\u2066-\u2069]/gu, ""));

/** A page at rest, wide and narrow: nothing ran, nothing became markup, no word is turned round, nothing sticks out. */
async function isSound(page: Page, where: string): Promise<void> {
  expect(await faultsOf(page), where).toEqual([]);
  await page.setViewportSize(PHONE);
  expect(await faultsOf(page), `${where}, narrow`).toEqual([]);
  await page.setViewportSize(DESK);
}

/** Each text stands somewhere among the elements, whole. */
async function shows(page: Page, selector: string, texts: string[], where: string): Promise<void> {
  const missing = async () => {
    const all = new Set(bare(await page.locator(selector).allTextContents()));
    return bare(texts).filter((text) => !all.has(text));
  };
  await expect.poll(missing, { message: where }).toEqual([]);
}

/** Goes there as a link would, without loading everything anew. */
async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    for (const old of document.querySelectorAll<HTMLElement>(".list__row, .room-row, .rank, .stream")) old.dataset["old"] = "";
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
  await strict(page.locator("[data-old]")).toHaveCount(0);
}

/** Opens all pages of a list. */
async function allOf(page: Page, path: string): Promise<void> {
  await go(page, path);
  await expect(page.locator(".list__row").first()).toBeVisible();
  const more = page.locator(".set-center button");
  while (await more.count()) {
    const before = await page.locator(".list__row").count();
    await more.click();
    await expect.poll(() => page.locator(".list__row").count()).toBeGreaterThan(before);
  }
}

async function talk(page: Page, seeded: Seeded): Promise<void> {
  const { house, said, files } = seeded;
  await go(page, roomPath(house));
  await expect(composer(page)).toBeVisible();
  await shows(page, ".mem-name bdi", seeded.nicks, "members beside the room");
  const general = await walkStream(page);
  expect(general.faults, "the room").toEqual([]);
  const astray = [...said].filter(([id, text]) => !standsFor(text, general.texts[id])).map(([id, text]) => [text, general.texts[id]]);
  expect(astray, "messages").toEqual([]);
  const lines = new Set(Object.values(general.texts));
  expect(seeded.excerpts.map((text) => text.replaceAll(/<[@#]&?[0-9a-f-]{36}>/gi, "@…")).filter((text) => !lines.has(text)), "answers").toEqual([]);
  await go(page, roomPath(house, files.room));
  await expect(composer(page)).toBeVisible();
  const cards = await walkStream(page);
  expect(cards.faults, "files").toEqual([]);
  const names = new Set(Object.values(cards.texts));
  expect(files.names.filter((name) => !names.has(name)), "file names").toEqual([]);
  await page.setViewportSize(PHONE);
  await go(page, roomPath(house));
  await expect(composer(page)).toBeVisible();
  expect((await walkStream(page, true)).faults, "the room, narrow").toEqual([]);
  await page.setViewportSize(DESK);
}

async function lists(page: Page, seeded: Seeded): Promise<void> {
  const { house } = seeded;
  for (const space of seeded.spaces) {
    const there: House = { ...house, space: space.id };
    await go(page, settingsPath(there, "rooms"));
    await shows(page, ".room-row .room-link bdi", space.rooms, "rooms");
    await shows(page, ".room-row p.cut", space.topics, "topics");
    await shows(page, ".set-main bdi", space.categories, "categories");
    await isSound(page, "settings of rooms");
    await go(page, settingsPath(there, "roles"));
    await shows(page, ".rank-link bdi", space.roles, "roles");
    await isSound(page, "settings of roles");
    await go(page, `/spaces/${space.id}`);
    await shows(page, "a.ch bdi", space.rooms, "rooms in the sidebar");
    await shows(page, ".cat bdi", space.categories, "categories in the sidebar");
    await isSound(page, "sidebar");
    if (space.bans.length === 0) continue;
    await allOf(page, settingsPath(there, "bans"));
    await shows(page, ".list__detail span[dir=auto]", space.bans, "reasons of bans");
    await isSound(page, "bans");
  }
  await allOf(page, settingsPath({ ...house, space: seeded.spaces[1]?.id ?? "" }, "bans"));
  await shows(page, ".list__name bdi", seeded.displayNames, "names of the banned");
  await allOf(page, settingsPath(house, "members"));
  await shows(page, ".list__name bdi", seeded.nicks, "members");
  await isSound(page, "members");
  await allOf(page, settingsPath(house, "invites"));
  await isSound(page, "invites");
  const log = seeded.spaces[3];
  await allOf(page, settingsPath({ ...house, space: log?.id ?? "" }, "audit"));
  const reasons = bare(await page.locator(".list__detail div[dir=auto]").allTextContents());
  expect(bare(log?.audit ?? []).filter((text) => !reasons.some((line) => line.endsWith(text))), "reasons in the log").toEqual([]);
  await isSound(page, "log");
}

/** Takes what is asked before somebody goes, is let in again, or a message goes, and the words of the list above the composer. */
async function questions(page: Page, seeded: Seeded): Promise<void> {
  const { house } = seeded;
  await go(page, settingsPath(house, "members"));
  const menus = page.locator(".list__end button[aria-haspopup]");
  await expect(menus.first()).toBeVisible();
  for (const at of [0, 3, 6, 9]) {
    await menus.nth(at).click();
    await page.getByRole("menuitem").last().click();
    await expect(page.locator(".dialog__title")).toBeVisible();
    expect(await faultsOf(page), "question before a ban").toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.locator(".dialog")).toHaveCount(0);
  }
  await go(page, settingsPath({ ...house, space: seeded.spaces[2]?.id ?? "" }, "bans"));
  const lift = page.locator(".list__end button");
  for (const at of [2, 5]) {
    const name = await page.locator(".list__name bdi").nth(at).textContent();
    await lift.nth(at).click();
    await expect(page.locator(".dialog__title")).toBeVisible();
    expect(bare([(await page.locator(".dialog__title").textContent()) ?? ""])[0]).toContain(name);
    await page.locator(".dialog__acts button").last().click();
    await expect(page.locator(".toast").last()).toBeVisible();
    expect(await faultsOf(page), "notice").toEqual([]);
  }
  await go(page, roomPath(house));
  for (const typed of ["@<", "#<", "@{", "#x"]) {
    await composer(page).fill("");
    await composer(page).pressSequentially(typed);
    await expect(page.locator(".completion [role=option]").first()).toBeVisible();
    expect(await faultsOf(page), `completion of ${typed}`).toEqual([]);
  }
  await composer(page).fill("");
}

/** One page that shows a room, its space and the card of a person, while all of them are renamed to one text after another. */
async function fitting(page: Page, house: House, language: Language): Promise<void> {
  const { who, space, room, invite } = await model(house, `model_${language}`);
  const mine = hostile.filter((_, at) => at % LANGUAGES.length === LANGUAGES.indexOf(language));
  await go(page, `/spaces/${space}/${room}`);
  await page.locator(".mem").filter({ hasText: who.name }).click();
  await expect(page.locator(".person-card")).toBeVisible();
  for (const [at, text] of mine.entries()) {
    const worn = await wear(house, who, space, room, text);
    await expect
      .poll(() => page.evaluate(() => [".head h1 bdi", ".head .topic", ".person-bio", ".space-name bdi"].map((one) => document.querySelector(one)?.textContent ?? null)), { intervals: [20, 20, 50, 100] })
      // What was refused leaves what stood there before.
      .toEqual([worn.name, worn.topic, worn.bio, worn.space].map((one) => one ?? expect.anything()));
    expect(await faultsOf(page), JSON.stringify(text)).toEqual([]);
    if (worn.name) expect(await page.title()).toContain(worn.name);
    if (at % 40 === 0) {
      await page.setViewportSize(PHONE);
      expect(await faultsOf(page), `${JSON.stringify(text)}, narrow`).toEqual([]);
      await page.setViewportSize(DESK);
    }
  }
  await page.goto(`/join/${invite}`);
  await expect(page.locator("main h1")).toBeVisible();
  await isSound(page, "invitation");
}

/** A browser of somebody who chose that language. */
async function browserIn(browse: Browse, house: House, language: Language): Promise<Page> {
  const page = await browse({ locale: language, viewport: DESK });
  await watchText(page.context());
  await speak(page, language);
  await enter(page, house.place, "ada", "/settings/look");
  await strict(page.locator("html")).toHaveAttribute("lang", language, { timeout: 60_000 });
  return page;
}

// control: canis-54
// control: teamshots-T5
test("hostile text stays text in every field, view and language", async ({ browse, place }) => {
  test.setTimeout(900_000);
  const house = await furnished(place);
  const seeded = await seed(house);
  // A field of one line takes no text of several or with marks of direction, and every field has its length.
  expect(Object.keys(seeded.refused).toSorted()).toEqual(["a NUL", "a form that breaks", "a name that lies", "control characters, line breaks or marks of direction", "nothing to be seen", "stacked marks", "too long", "too short"].filter((why) => why in seeded.refused));
  expect(seeded.said.size).toBeGreaterThanOrEqual(700);
  const tours = await Promise.all(
    LANGUAGES.map(async (language) => {
      const page = await browserIn(browse, house, language);
      await talk(page, seeded);
      await lists(page, seeded);
      return { page, language };
    }),
  );
  // One after the other: they lift bans that all of them see.
  for (const { page } of tours) await questions(page, seeded);
  await Promise.all(tours.map(({ page, language }) => fitting(page, house, language)));
});
