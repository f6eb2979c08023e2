/** What the browser keeps, and what the policy of the page forbids. */
import type { Page } from "@playwright/test";
import { PASSWORD, expect, furnished, roomPath, test } from "../support/people";
import { composer, row, say } from "../support/talk";

/** Everything that a script of this page could read afterwards. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const cacheNames = await caches.keys();
    return {
      text: JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state]),
      databases: databases.map((one) => one.name),
      caches: cacheNames,
    };
  });

// control: canis-73
test("no token is kept where a script could read it, and a reload stays signed in", async ({ browse, place }) => {
  const house = await furnished(place);
  const page = await browse();
  const tokens: string[] = [];
  page.on("request", (request) => {
    const bearer = request.headers()["authorization"]?.replace("Bearer ", "");
    if (bearer && !tokens.includes(bearer)) tokens.push(bearer);
  });
  await page.goto("/sign-in");
  await page.getByLabel("Name or e-mail").fill("ada");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(composer(page)).toBeVisible();
  const look = async () => {
    const cookies = await page.context().cookies(`${place.url}/api/v1/auth`);
    const refresh = cookies.find((one) => one.name === "snug_refresh");
    expect(refresh).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/api/v1/auth" });
    const found = await kept(page);
    expect(tokens.length).toBeGreaterThan(0);
    for (const secret of [...tokens, refresh?.value ?? "none", PASSWORD]) expect(found.text).not.toContain(secret);
    expect(found.text).not.toMatch(/eyJ[\w-]+\.|access_token|refresh/);
    expect([found.databases, found.caches]).toEqual([[], []]);
    return refresh?.value;
  };
  await say(page, "hello");
  const first = await look();
  // Half an hour later in the page's own clock: the token of ten minutes has been renewed on the way.
  await page.clock.install();
  await page.reload();
  await expect(row(page, "hello")).toBeVisible();
  const second = await look();
  expect(second).not.toBe(first);
  const renewed = page.waitForResponse("**/auth/refresh");
  await page.clock.fastForward("30:00");
  await say(page, "still here");
  await expect(row(page, "still here")).toBeVisible();
  await renewed;
  expect(await look()).not.toBe(second);
  await page.goto(roomPath(house));
  await expect(row(page, "still here")).toBeVisible();
  await look();
});
