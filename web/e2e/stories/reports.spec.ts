/** Reports: somebody says what is wrong, those who keep order look after it, and of two who act at once one does. */
import type { Page } from "@playwright/test";
import { looksRight, photograph } from "../support/looks";
import { PHONE, enter, expect, furnished, joined, roomPath, settingsPath, speak, test, type House, type Person } from "../support/people";
import { act, notice, row } from "../support/talk";

const SPAM = "Buy cheap lamps at lamps.example";

interface RoleLike {
  id: string;
}

/** Ben wrote something; Mei came lately. */
async function disturbed(house: House): Promise<{ ben: Person; mei: Person; message: string }> {
  const ben = await joined(house, "ben", "Ben Okafor");
  const mei = await joined(house, "mei", "Mei Tanaka");
  const { id } = await ben.ask<{ id: string }>("POST", `/channels/${house.general}/messages`, { content: SPAM, nonce: "n1" });
  return { ben, mei, message: id };
}

const handles = async (house: House, who: Person, permissions: string[]) => {
  const role = await house.ada.ask<RoleLike>("POST", `/spaces/${house.space}/roles`, { name: "Wardens", permissions });
  await house.ada.ask("PUT", `/spaces/${house.space}/members/${who.id}/roles/${role.id}`);
};

const reports = (page: Page) => page.getByRole("list", { name: "Reports" });

test("a newcomer reports a message; the owner claims the report and deletes what was said", async ({ browse, place }) => {
  const house = await furnished(place);
  await disturbed(house);
  const [ada, mei] = [await browse(), await browse()];
  await enter(ada, place, "ada", settingsPath(house, "reports"));
  await expect(ada.getByText("Nothing to look at")).toBeVisible();
  await looksRight(ada, "reports-empty");
  await enter(mei, place, "mei", roomPath(house));

  await act(mei, SPAM, "Report");
  const dialog = mei.getByRole("dialog", { name: "Report this message?" });
  await expect(dialog).toContainText("A copy goes to the people who keep order in Foxglove Press.");
  await expect(dialog.locator(".dialog__quote")).toContainText("Ben Okafor");
  await expect(dialog.locator(".dialog__quote")).toContainText(SPAM);
  await dialog.getByRole("button", { name: "Report" }).click();
  await expect(dialog.getByText("Choose what is wrong.")).toBeVisible();
  await expect(dialog.getByRole("radio", { name: "Spam" })).toBeFocused();
  await dialog.getByRole("radio", { name: "Spam" }).check();
  const note = dialog.getByLabel("In your own words (optional)");
  await note.fill("x".repeat(1001));
  await dialog.getByRole("button", { name: "Report" }).click();
  await expect(note).toHaveAccessibleDescription("1 letter too many. Shorten it.");
  await note.fill("The third time today.");
  await looksRight(mei, "report");
  await dialog.getByRole("button", { name: "Report" }).click();
  await expect(notice(mei)).toContainText("The people who keep order here will look at it.");

  // Again: it waits already.
  await act(mei, SPAM, "Report");
  await dialog.getByRole("radio", { name: "Something else" }).check();
  await dialog.getByRole("button", { name: "Report" }).click();
  await expect(dialog.getByText("You reported this already.")).toBeVisible();
  await looksRight(mei, "report-again", ["light"]);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();

  // It is there without loading anew, and the list of settings counts it.
  await expect(reports(ada).getByRole("listitem")).toHaveCount(1);
  await expect(ada.getByRole("link", { name: "Reports 1 open report" })).toBeVisible();
  const card = reports(ada).getByRole("article");
  await expect(card).toContainText(SPAM);
  await expect(card).toContainText("The third time today.");
  await expect(card).not.toContainText("Mei");
  await looksRight(ada, "reports-open");
  await ada.getByRole("button", { name: "Claim the report about Ben Okafor" }).press("Enter");
  await expect(ada.getByRole("radio", { name: "Claimed" })).toBeChecked();
  await expect(card.getByRole("radio", { name: "Nothing" })).toBeFocused();
  await expect(card.getByRole("radio")).toHaveCount(6);
  await expect(ada.getByRole("link", { name: "Reports", exact: true })).toBeVisible();
  await card.getByRole("radio", { name: "Time out" }).check();
  await expect(card.getByLabel("For how long")).toBeVisible();
  await looksRight(ada, "reports-claimed");
  await card.getByRole("radio", { name: "Delete message" }).check();
  await expect(card.getByLabel("For how long")).toHaveCount(0);
  await card.getByLabel("Note (optional)").fill("Third time.");
  await card.getByRole("button", { name: "Close the report" }).click();
  await expect(notice(ada)).toContainText("The report is closed.");
  await expect(row(mei, SPAM)).toHaveCount(0);
  await expect(notice(mei)).toContainText("Something you reported has been dealt with.");
  await ada.getByText("Done", { exact: true }).click();
  await expect(card).toContainText("Message deleted");
  await expect(card).toContainText("by Ada Lindqvist");
  await looksRight(ada, "reports-done");

  await ada.goto(settingsPath(house, "audit"));
  const log = ada.getByRole("list", { name: "Audit log" });
  await expect(log.getByRole("listitem").first()).toContainText("Message deleted");
  await expect(log).toContainText("Report claimed");
  await looksRight(ada, "reports-audit");
});

test("a second handler finds that somebody was faster, and is offered what the rights allow", async ({ browse, place }) => {
  const house = await furnished(place);
  const { ben, mei, message } = await disturbed(house);
  const noor = await joined(house, "noor", "Noor Haddad");
  await handles(house, noor, ["handle_reports", "kick_members"]);
  const { id } = await mei.ask<{ id: string }>("POST", "/reports", { message_id: message, category: "spam" });
  const page = await browse();
  await enter(page, place, "noor", settingsPath(house, "reports"));
  const claim = page.getByRole("button", { name: "Claim the report about Ben Okafor" });
  // While her request is on its way, the owner claims the report.
  await page.route(`**/reports/${id}/claim`, async (route) => {
    await house.ada.ask("POST", `/reports/${id}/claim`);
    await route.continue();
  });
  await claim.click();
  await expect(page.getByText("This report changed meanwhile")).toBeVisible();
  await expect(page.getByText("Nothing to look at")).toBeVisible();
  await looksRight(page, "reports-faster", ["light"]);

  // It is looked after; before a day is over nobody can take it over.
  await page.getByText("Claimed", { exact: true }).click();
  await expect(reports(page)).toContainText("Ada Lindqvist looks after it");
  await page.unroute(`**/reports/${id}/claim`);
  await page.getByRole("button", { name: "Take over the report about Ben Okafor from Ada Lindqvist" }).click();
  await expect(notice(page)).toContainText("It can be taken over a day after it was claimed.");
  await looksRight(page, "reports-of-another", ["light"]);
  await house.ada.ask("POST", `/reports/${id}/resolve`, { action: "none" });
  await expect(page.getByText("Nobody looks after a report now")).toBeVisible();

  // Of what can be done she is offered what her rights allow.
  await page.getByText("Open", { exact: true }).click();
  await mei.ask("POST", "/reports", { message_id: message, category: "other" });
  await claim.click();
  const card = reports(page).getByRole("article");
  await expect(card.getByRole("radio")).toHaveCount(3);
  for (const name of ["Nothing", "Warn", "Kick"]) await expect(card.getByRole("radio", { name })).toBeVisible();
  // The person leaves before the act: nothing is done, the report stays, and the page says so.
  await ben.ask("DELETE", `/spaces/${house.space}/members/me`);
  await card.getByRole("radio", { name: "Kick" }).check();
  await card.getByRole("button", { name: "Close the report" }).click();
  await expect(page.getByText("Somebody else was faster, or the person is no longer here.")).toBeVisible();
  await expect(reports(page).getByRole("listitem")).toHaveCount(1);
});

test("who may not handle reports sees none; a list that does not load says so", async ({ browse, place }) => {
  const house = await furnished(place);
  await disturbed(house);
  const [ada, mei] = [await browse(), await browse()];
  await enter(mei, place, "mei", settingsPath(house, "reports"));
  await expect(mei.getByText("That did not load")).toBeVisible();
  await expect(mei.getByRole("link", { name: "Reports" })).toHaveCount(0);
  await looksRight(mei, "reports-forbidden", ["light"]);
  await ada.route("**/reports?*", (route) => route.abort());
  await enter(ada, place, "ada", settingsPath(house, "reports"));
  await expect(ada.getByText("That did not load")).toBeVisible();
  await ada.unroute("**/reports?*");
  await ada.getByRole("button", { name: "Try again" }).click();
  await expect(ada.getByText("Nothing to look at")).toBeVisible();
});

test("a person and a space are reported to those who run the place, in Arabic and on a phone", async ({ browse, place }) => {
  const house = await furnished(place);
  await disturbed(house);
  const page = await browse(PHONE);
  await speak(page, "ar");
  await enter(page, place, "mei", roomPath(house));
  await row(page, SPAM).getByText("Ben Okafor").click();
  await photograph(page, "report-card-arabic");
  await page.getByRole("button", { name: /الإبلاغ عن/ }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("تصل نسخة إلى من يديرون هذا المكان");
  await dialog.getByRole("radio", { name: "مضايقة" }).check();
  await looksRight(page, "report-person-arabic");
  await dialog.getByRole("button", { name: "إبلاغ", exact: true }).click();
  await expect(page.locator(".toast__text")).toHaveText("سينظر فيه من يديرون هذا المكان.");
});

test("the queue in Arabic on a phone, and the space in its menu", async ({ browse, place }) => {
  const house = await furnished(place);
  const { mei, message } = await disturbed(house);
  await mei.ask("POST", "/reports", { message_id: message, category: "harassment", note: "يكرر هذا كل يوم" });
  const owner = await browse(PHONE);
  await speak(owner, "ar");
  await enter(owner, place, "ada", settingsPath(house, "reports"));
  await owner.getByRole("button", { name: /تولّي البلاغ عن/ }).click();
  await expect(owner.getByRole("radio", { name: "حذف الرسالة" })).toBeVisible();
  await looksRight(owner, "reports-arabic-phone");
  const page = await browse();
  await enter(page, place, "mei", roomPath(house));
  await page.getByRole("button", { name: "Menu of Foxglove Press" }).click();
  await page.getByRole("menuitem", { name: "Report this space" }).click();
  const dialog = page.getByRole("dialog", { name: "Report Foxglove Press?" });
  await dialog.getByRole("radio", { name: "Against the law" }).check();
  await page.route("**/api/v1/reports", (route) => route.fulfill({ status: 429, json: { error: "rate_limited", message: "", retry_after_ms: 60_000 } }));
  await dialog.getByRole("button", { name: "Report" }).click();
  await expect(dialog.getByText("You reported a lot lately. Try again later.")).toBeVisible();
  await page.unroute("**/api/v1/reports");
  await dialog.getByRole("button", { name: "Report" }).click();
  await expect(notice(page)).toContainText("The people who run this place will look at it.");
});
