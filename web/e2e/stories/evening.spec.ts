/** A whole evening at a new place: set-up, space, invitation, talking, moderation, and a network that comes and goes. */
import type { Browser, Page } from "@playwright/test";
import { CODE, PASSWORD, type Place, expect, test } from "../support/place";

const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAABlklEQVR42g3LQQEAIQgAQSMYwQhGMAIRiMBzn0YwghGIQAQiEMEId/Of1hq9MRqzsRrS0IY1duM0bsMb0chGNV6jtU7vjM7srI50tGOd3Tmd2/FOdLJTndf/MOiDMZiDNZCBDmywB2dwBz6IQQ5q8MYfJn0yJnOyJjLRiU325EzuxCcxyUlN3vzDoi/GYi7WQha6sMVenMVd+CIWuajFW38QujCEKSxBBBVM2MIRruBCCCmU8OQPSleGMpWliKKKKVs5ylVcCSWVUp7+wejGMKaxDDHUMGMbx7iGG2GkUcazP2z6ZmzmZm1koxvb7M3Z3I1vYpOb2rz9h0M/jMM8rIMc9GCHfTiHe/BDHPJQh3f+cOmXcZmXdZGLXuyyL+dyL36JS17q8u4fnO4MZzrLEUcdc7ZznOu4E0465Tz/Q9CDEcxgBRJoYMEOTnADDyLIoIIXf0h6MpKZrEQSTSzZyUlu4kkkmVTy8g9FL0Yxi1VIoYUVuzjFLbyIIosqXv3h0R/jMR/rIQ992GM/zuM+/BGPfNTjPT5PTmgQ3NHrsgAAAABJRU5ErkJggg==",
  "base64",
);

async function someone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1389, height: 868 }, locale: "en-GB" });
  return context.newPage();
}

async function setUp(page: Page, place: Place): Promise<void> {
  await page.goto(`${place.url}/setup#${CODE}`);
  await page.getByLabel("Your name").fill("ada");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Open the door" }).click();
  await expect(page.getByText("No space here yet")).toBeVisible();
}

async function makeSpace(page: Page, name: string): Promise<void> {
  await page.getByRole("main").getByRole("button", { name: "Make a space" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Make a space" }).click();
  await expect(composer(page)).toBeVisible();
}

async function invitation(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Invite people" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Make a link" }).click();
  const link = dialog.getByLabel("Invitation link");
  await expect(link).toHaveValue(/\/join\/\w{10}$/);
  const address = await link.inputValue();
  // The button that had the focus has gone; Esc still closes, and the focus goes back.
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Invite people" }).first()).toBeFocused();
  return address;
}

async function join(page: Page, address: string, name: string): Promise<void> {
  await page.goto(address);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: /join|come in/i }).click();
  await expect(composer(page)).toBeVisible();
}

const composer = (page: Page) => page.getByRole("textbox", { name: "Message to #general" });
const row = (page: Page, text: string) => page.getByRole("article").filter({ hasText: text });

async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

async function act(page: Page, text: string, name: string): Promise<void> {
  await row(page, text).click({ button: "right" });
  await page.getByRole("menuitem", { name }).click();
}

/** What the browser prints about requests and lines while the network or the program is away. */
const AWAY = /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_(REFUSED|RESET|CLOSED)|EMPTY_RESPONSE|NETWORK_CHANGED)/;

test("a new place, two people, one evening", async ({ browser, place, faults }) => {
  test.setTimeout(300_000);
  faults.expect(AWAY);
  const ada = await someone(browser);
  await setUp(ada, place);
  await makeSpace(ada, "Foxglove Press");
  const address = await invitation(ada);
  const ben = await someone(browser);
  await join(ben, address, "ben");

  await say(ada, "Files by **Thursday 16:00**, not Friday.");
  await expect(row(ben, "Files by Thursday 16:00")).toHaveCount(1);
  await expect(row(ben, "Files by").locator("strong")).toHaveText("Thursday 16:00");
  await act(ben, "Files by", "Reply");
  await say(ben, "Nothing breaks here.");
  await expect(row(ada, "Nothing breaks here.")).toContainText("Files by");

  await ben.locator('input[type="file"]').setInputFiles({ name: "harbour.png", mimeType: "image/png", buffer: PICTURE });
  await say(ben, "my pick for the opener");
  await expect(row(ada, "my pick for the opener").getByRole("img")).toBeVisible();

  await act(ben, "Nothing breaks here.", "Edit");
  await ben.getByRole("textbox", { name: "Edit message" }).fill("Nothing breaks at all.");
  await ben.getByRole("textbox", { name: "Edit message" }).press("Enter");
  await expect(row(ada, "Nothing breaks at all.")).toContainText("(edited)");

  await ben.reload();
  await expect(row(ben, "Nothing breaks at all.")).toHaveCount(1);
  await expect(row(ben, "my pick")).toHaveCount(1);

  await ben.context().setOffline(true);
  await say(ada, "said while Ben was away");
  await ben.context().setOffline(false);
  await expect(row(ben, "said while Ben was away")).toHaveCount(1, { timeout: 45_000 });

  await place.stop();
  await place.start();
  await say(ada, "after the restart");
  await expect(row(ben, "after the restart")).toHaveCount(1, { timeout: 45_000 });
  await expect(row(ada, "after the restart")).toHaveCount(1);
  for (const text of ["Nothing breaks at all.", "my pick", "said while Ben was away"]) await expect(row(ben, text)).toHaveCount(1);
});

test("taking the right to write bites at once, and a kick ends it", async ({ browser, place }) => {
  test.setTimeout(240_000);
  const ada = await someone(browser);
  await setUp(ada, place);
  await makeSpace(ada, "Foxglove Press");
  const address = await invitation(ada);
  const ben = await someone(browser);
  await join(ben, address, "ben");
  await say(ben, "hello");
  await expect(row(ada, "hello")).toHaveCount(1);

  const owner = await signedIn(place, "ada");
  const space = await spaceId(ada);
  const roles = (await owner("GET", `/spaces/${space}/roles`)) as { id: string; everyone: boolean; permissions: string[] }[];
  const everyone = roles.find((role) => role.everyone);
  const permissions = everyone?.permissions.filter((name) => name !== "send_messages");
  await owner("PATCH", `/spaces/${space}/roles/${everyone?.id}`, { permissions });
  await expect(ben.getByText("You can read here. Ask for a role that writes.")).toBeVisible();
  const members = (await owner("GET", `/spaces/${space}/members`)) as { items: { user: { id: string; username: string } }[] };
  const gone = members.items.find((member) => member.user.username === "ben");
  await owner("DELETE", `/spaces/${space}/members/${gone?.user.id}`);
  await expect(ben.getByText("No space here yet")).toBeVisible();
});

/** A program of the owner's, signed in beside the page. */
async function signedIn(place: Place, login: string) {
  const base = `${place.url.replace("localhost", "127.0.0.1")}/api/v1`;
  const call = async (method: string, path: string, body?: unknown, token?: string): Promise<unknown> => {
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (token) headers["authorization"] = `Bearer ${token}`;
    const answer = await fetch(base + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
    return answer.status === 204 ? null : answer.json();
  };
  const signed = (await call("POST", "/auth/sign-in", { login, password: PASSWORD, session: "token" })) as { access_token: string };
  return (method: string, path: string, body?: unknown) => call(method, path, body, signed.access_token);
}

async function spaceId(page: Page): Promise<string> {
  const found = /\/spaces\/([0-9a-f-]{36})/.exec(page.url());
  if (!found?.[1]) throw new Error(`no space in ${page.url()}`);
  return found[1];
}
