/** What breaks while it is drawn stays a fault of that part: the rest goes on, and another try helps once the cause is gone. */
import { looksRight } from "../support/looks";
import { ADA, expect, test } from "../support/mocks";
import { BEN, MEI, beAtHome, messageOf, pageOf, talkId } from "../support/talks";

const first = { id: talkId(1), kind: "direct" as const, people: [BEN], said: 5 };
const other = { id: talkId(2), kind: "direct" as const, people: [MEI], said: 4 };
/** As no place answers: a view that reads it breaks. */
const broken = <T extends object>(message: T) => ({ ...message, mentions: null });

test("a message that cannot be drawn leaves the others alone, and stands again once it can be", async ({ page, faults }) => {
  faults.expect(/TypeError/);
  const said = [messageOf(first.id, BEN, "before", 1), messageOf(first.id, BEN, "the broken one", 2), messageOf(first.id, ADA, "after", 3)];
  const tell = await beAtHome(page, [first, other], {
    [`GET /channels/${first.id}/messages`]: { body: pageOf(...said.map((message, at) => (at === 1 ? broken(message) : message))) },
    [`GET /channels/${other.id}/messages`]: { body: pageOf(messageOf(other.id, MEI, "elsewhere", 1)) },
  });
  await page.goto(`/conversations/${first.id}`);
  const stream = page.getByRole("feed");
  await expect(stream.getByText("before")).toBeVisible();
  await expect(stream.getByText("after")).toBeVisible();
  await expect(stream.getByRole("alert")).toContainText("This part could not be shown");
  await looksRight(page, "contained-message");
  await stream.getByRole("button", { name: "Try again" }).click();
  await expect(stream.getByRole("alert")).toBeVisible();

  await page.getByRole("link", { name: /^Mei Tanaka/ }).click();
  await expect(stream.getByText("elsewhere")).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "could not be shown" })).toHaveCount(0);
  await page.getByRole("link", { name: /^Ben Okafor/ }).click();
  await expect(stream.getByRole("alert")).toBeVisible();
  tell("message_update", { message: { ...messageOf(first.id, BEN, "mended", 2), revision: 1 }, access_version: 0 });
  await stream.getByRole("button", { name: "Try again" }).click();
  await expect(stream.getByText("mended")).toBeVisible();
  await expect(stream.getByRole("alert")).toHaveCount(0);
});

test("an aside that cannot be drawn leaves the room alone", async ({ page, faults }) => {
  faults.expect(/TypeError/);
  await beAtHome(page, [first], {
    [`GET /channels/${first.id}/messages`]: { body: pageOf(messageOf(first.id, BEN, "before", 1)) },
    [`GET /channels/${first.id}/pins`]: { body: pageOf({ message: broken({ ...messageOf(first.id, BEN, "pinned", 1), pinned: true }), pinned_at: new Date(0).toISOString(), pinned_by: ADA }) },
  });
  await page.goto(`/conversations/${first.id}`);
  await page.getByRole("button", { name: "Pinned messages" }).click();
  const aside = page.getByRole("complementary");
  await expect(aside.getByRole("alert")).toContainText("The rest goes on");
  await expect(page.getByRole("feed").getByText("before")).toBeVisible();
  await looksRight(page, "contained-aside");
  await page.getByRole("button", { name: "Details" }).click();
  await expect(aside).toContainText("Ben Okafor");
  await expect(aside.getByRole("alert")).toHaveCount(0);
});
