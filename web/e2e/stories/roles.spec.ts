/** Roles: made, coloured, ordered, given and deleted; what they allow reaches open pages at once. */
import { looksRight } from "../support/looks";
import { enter, expect, furnished, joined, roomPath, settingsPath, test } from "../support/people";
import { notice } from "../support/talk";

test("a role is made, named, coloured, given, ordered by keys, and deleted; its rights bite at once", async ({ browse, place }) => {
  const house = await furnished(place);
  await joined(house, "ben", "Ben Okafor");
  const [ada, ben] = [await browse(), await browse()];
  await enter(ben, place, "ben", roomPath(house));
  await enter(ada, place, "ada", settingsPath(house, "roles"));
  const make = ben.getByRole("button", { name: "Make a room in Channels" });
  await expect(make).toHaveCount(0);

  await ada.getByRole("button", { name: "New", exact: true }).press("Enter");
  await expect(ada.getByRole("heading", { level: 1, name: "New role" })).toBeVisible();
  await looksRight(ada, "roles");
  await ada.getByRole("tab", { name: "Look" }).click();
  const name = ada.getByLabel("Name", { exact: true });
  await name.fill("x".repeat(65));
  await ada.getByRole("button", { name: "Save" }).click();
  await expect(name).toHaveAccessibleDescription("1 letter too many. Shorten it.");
  await name.fill("Editors");
  await ada.getByRole("radio", { name: /^Colour #/ }).first().check({ force: true });
  await looksRight(ada, "role-look");
  await ada.getByRole("tab", { name: "Permissions" }).click();
  await ada.getByRole("searchbox", { name: "Find a permission" }).fill("manage rooms");
  await ada.getByRole("switch", { name: /Manage rooms/ }).press("Space");
  await ada.route("**/roles/*", (route) => (route.request().method() === "PATCH" ? route.abort() : route.continue()));
  await ada.getByRole("button", { name: "Save" }).click();
  await expect(ada.getByText("There is no connection. Check it and try again.")).toBeVisible();
  await ada.unroute("**/roles/*");
  await ada.getByRole("button", { name: "Save" }).click();
  await expect(notice(ada)).toContainText("Editors is saved.");

  await ada.getByRole("tab", { name: /Members/ }).click();
  await expect(ada.getByText("Nobody has this role yet")).toBeVisible();
  await ada.getByRole("button", { name: "Give it to somebody" }).click();
  await looksRight(ada, "give-role");
  await ada.getByRole("dialog").getByRole("button", { name: /Ben Okafor/ }).click();
  await expect(make).toBeVisible();
  await expect(ada.getByRole("list", { name: "Members" })).toContainText("Ben Okafor");

  await ada.getByRole("button", { name: "New", exact: true }).click();
  await expect(ada.getByRole("heading", { level: 1, name: "New role" })).toBeVisible();
  const grip = ada.getByRole("button", { name: /^Move New role, 2 of 2/ });
  await grip.focus();
  await ada.keyboard.press("ArrowUp");
  await expect(ada.getByText("New role is number 1 of 2.")).toBeAttached();
  await expect(ada.getByRole("list", { name: "All roles" }).getByRole("listitem").first()).toContainText("New role");
  await expect(ada.getByRole("button", { name: /^Move New role, 1 of 2/ })).toBeFocused();

  await ada.getByRole("link", { name: /Editors/ }).click();
  await ada.getByRole("button", { name: "Delete role" }).click();
  await expect(ada.getByRole("alertdialog")).toContainText("1 person loses it");
  await looksRight(ada, "delete-role");
  await ada.getByRole("alertdialog").getByRole("button", { name: "Delete role" }).click();
  await expect(notice(ada)).toContainText("Editors is deleted.");
  await expect(make).toHaveCount(0);
});

test("who manages roles sees what they may not touch, and why", async ({ browse, place }) => {
  const house = await furnished(place);
  const ben = await joined(house, "ben", "Ben Okafor");
  const give = async (name: string, permissions: string[], to?: string) => {
    const role = await house.ada.ask<{ id: string }>("POST", `/spaces/${house.space}/roles`, { name, permissions });
    if (to) await house.ada.ask("PUT", `/spaces/${house.space}/members/${to}/roles/${role.id}`);
    return role.id;
  };
  const high = await give("Publishers", ["administrator"]);
  const own = await give("Stewards", ["manage_roles"], ben.id);
  const low = await give("Interns", []);
  await house.ada.ask("PUT", `/spaces/${house.space}/roles/order`, { role_ids: [high, own, low] });
  const page = await browse();
  await enter(page, place, "ben", settingsPath(house, `roles/${high}`));
  await expect(page.getByText("This role stands at or above your own.")).toBeVisible();
  await expect(page.getByRole("switch", { name: /Write messages/ })).toBeDisabled();
  await looksRight(page, "role-above");
  await page.getByRole("link", { name: /Interns/ }).click();
  await expect(page.getByRole("switch", { name: /Ban members/ })).toBeDisabled();
  await expect(page.getByText("You do not hold this yourself, so you cannot give it.").first()).toBeVisible();
  await expect(page.getByRole("switch", { name: /Manage roles/ })).toBeEnabled();
  await looksRight(page, "role-below");
});
