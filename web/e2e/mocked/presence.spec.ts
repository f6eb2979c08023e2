/** Presence in states that need many people or much time: large spaces, rows of conversations, idle tabs and a line that broke. */
import { openLongRoom } from "../support/longRoom";
import { looksRight } from "../support/looks";
import { expect, refusal, test } from "../support/mocks";
import { BEN, MEI, beAtHome, talkId } from "../support/talks";

const direct = { id: talkId(1), kind: "direct" as const, people: [BEN], said: 5 };
const group = { id: talkId(2), kind: "group" as const, people: [BEN, MEI], said: 4 };
const PATH = `/conversations/${direct.id}`;
const proofing = { text: "Proofing until four", emoji: "📖", expires_at: null };
const IDLE_MS = 10 * 60_000;
const BEAT_MS = 30_000;

test("a conversation shows how the other one is seen and what they say", async ({ page }) => {
  const tell = await beAtHome(page, [direct, group]);
  await page.goto(PATH);
  const list = page.getByRole("region", { name: "Conversations" });
  const row = list.getByRole("listitem").filter({ has: page.getByRole("link", { name: /^Ben Okafor \d/ }) });
  await expect(row.locator(".avatar__presence--offline")).toHaveCount(1);
  tell("presence_update", { user_id: BEN.id, status: "dnd", custom: proofing });
  await expect(row.locator(".avatar__presence--dnd")).toHaveCount(1);
  await expect(row).toContainText("📖");
  await expect(row.getByRole("link")).toContainText("Do not disturb");
  await expect(page.getByRole("complementary", { name: "Details" })).toContainText("Proofing until four");
  await looksRight(page, "presence-direct");
  for (const id of [BEN.id, MEI.id, talkId(7), talkId(8)]) tell("typing", { channel_id: direct.id, user_id: id });
  await expect(page.locator(".typing-line")).toHaveText("Ben Okafor and Mei Tanaka are writing");
  tell("presence_update", { user_id: BEN.id, status: "offline", custom: null });
  await expect(row).not.toContainText("📖");
});

test("in a large space the members are one list that shows nobody as there", async ({ page }) => {
  await openLongRoom(page, 501);
  const members = page.getByRole("complementary", { name: "Members" });
  await expect(members.getByRole("button", { name: "Ben Okafor" })).toBeVisible();
  await expect(members).toContainText("In a space of more than 500 people the list does not show who is online.");
  await expect(members.getByRole("heading", { name: /line/ })).toHaveCount(0);
  await expect(members.getByRole("img", { name: /line/ })).toHaveCount(0);
  await looksRight(page, "presence-large");
});

test("ten minutes without a touch are told once, and the next touch at once", async ({ page }) => {
  const heard: unknown[] = [];
  let beats = 0;
  await page.clock.install();
  await beAtHome(page, [direct], {}, false, (op, d) => {
    if (op === "presence") heard.push(d);
    if (op === "heartbeat") beats += 1;
  });
  await page.goto(PATH);
  await expect(page.locator("textarea#composer")).toBeVisible();
  // From beat to beat: a line that hears nothing for long is given up.
  for (let passedMs = BEAT_MS; passedMs < IDLE_MS; passedMs += BEAT_MS) {
    const before = beats;
    await page.clock.runFor(BEAT_MS);
    await expect.poll(() => beats).toBeGreaterThan(before);
  }
  expect(heard).toEqual([]);
  await page.clock.runFor(BEAT_MS);
  await expect.poll(() => heard).toEqual([{ idle: true }]);
  await page.keyboard.press("Shift");
  await expect.poll(() => heard).toEqual([{ idle: true }, { idle: false }]);
});

test("typing is said each three seconds at most, and not for a field that is empty", async ({ page }) => {
  const heard: unknown[] = [];
  await page.clock.install();
  await beAtHome(page, [direct], {}, false, (op, d) => op === "typing" && heard.push(d));
  await page.goto(PATH);
  const composer = page.locator("textarea#composer");
  await composer.pressSequentially("   ");
  expect(heard).toEqual([]);
  await composer.pressSequentially("many words at once");
  await expect.poll(() => heard).toEqual([{ channel_id: direct.id }]);
  await page.clock.runFor(3000);
  await composer.press("s");
  await expect.poll(() => heard.length).toBe(2);
});

test("a status that is refused keeps what was written", async ({ page }) => {
  await beAtHome(page, [direct], { "PUT /me/presence": refusal(429, "rate_limited", { retry_after_ms: 1000 }) });
  await page.goto(PATH);
  await page.getByRole("button", { name: /Change how you are seen/ }).click();
  await page.getByRole("menuitem", { name: "Set a status" }).click();
  const dialog = page.getByRole("dialog", { name: "Your status" });
  await dialog.getByRole("textbox", { name: "What you are up to" }).fill("Proofing");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("textbox", { name: "What you are up to" })).toHaveAttribute("aria-invalid", "true");
  await expect(dialog.getByRole("textbox", { name: "What you are up to" })).toHaveValue("Proofing");
  await looksRight(page, "presence-refused", ["light"]);
});
