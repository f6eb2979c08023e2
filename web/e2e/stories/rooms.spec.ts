/** Rooms and categories: made, ordered, renamed, deleted; exceptions with allow, inherit and deny that reach open pages at once. */
import { looksRight } from "../support/looks";
import { enter, expect, furnished, joined, roomPath, settingsPath, test } from "../support/people";
import { composer, notice } from "../support/talk";

test("rooms and categories are made, ordered by keys and by the menu, renamed, slowed and deleted", async ({ browse, place }) => {
  const house = await furnished(place);
  await joined(house, "ben");
  const [ada, ben] = [await browse(), await browse()];
  await enter(ben, place, "ben", roomPath(house));
  await enter(ada, place, "ada", settingsPath(house, "rooms"));
  const rooms = ben.getByRole("navigation", { name: "Rooms" });
  await ada.getByRole("button", { name: "New category" }).click();
  await ada.getByLabel("Category name").fill("Desk");
  await ada.keyboard.press("Enter");
  await expect(rooms.getByRole("button", { name: "Desk" })).toBeVisible();

  await ada.getByRole("button", { name: "New room in Desk" }).click();
  const name = ada.getByLabel("Room name");
  await expect(name).toBeFocused();
  await ada.keyboard.press("Enter");
  await expect(name).toHaveAccessibleDescription("Give it a name.");
  await name.fill("x".repeat(65));
  await ada.keyboard.press("Enter");
  await expect(name).toHaveAccessibleDescription("1 letter too many. Shorten it.");
  await looksRight(ada, "new-room");
  await ada.route("**/channels", (route) => (route.request().method() === "POST" ? route.fulfill({ status: 409, json: { error: "limit_reached", message: "" } }) : route.continue()));
  await name.fill("print-run");
  await ada.keyboard.press("Enter");
  await expect(ada.getByRole("dialog").getByRole("alert")).toHaveText("There is no room for one more. Remove another first.");
  await ada.unroute("**/channels");
  await ada.keyboard.press("Enter");
  await expect(rooms.getByRole("link", { name: "print-run" })).toBeVisible();
  await ada.getByRole("button", { name: "New room in Desk" }).click();
  await name.fill("night-shift");
  await ada.keyboard.press("Enter");
  await expect(rooms.getByRole("link", { name: "night-shift" })).toBeVisible();
  await looksRight(ada, "rooms");

  await ada.getByRole("button", { name: "Move night-shift" }).focus();
  await ada.keyboard.press("ArrowUp");
  await expect(ada.getByText("night-shift is number 1 of 2 in Desk.")).toBeAttached();
  await expect(ada.getByRole("button", { name: "Move night-shift" })).toBeFocused();
  await expect.poll(() => rooms.locator(".side-body a.ch").allInnerTexts()).toEqual(["general", "Lounge", "night-shift", "print-run"]);
  await ada.mouse.move(0, 0);
  await ada.getByRole("button", { name: "More for night-shift" }).click();
  await ada.getByRole("menuitem", { name: "Category" }).press("ArrowRight");
  await ada.getByRole("menuitem", { name: "Move to Channels" }).press("Enter");
  // As in the settings: rooms to write and rooms to talk stand where somebody put them.
  await expect.poll(() => rooms.locator(".side-body a.ch").allInnerTexts()).toEqual(["general", "Lounge", "night-shift", "print-run"]);
  await expect(ada.getByText("night-shift is number 3 of 3 in Channels.")).toBeAttached();

  await ada.getByRole("link", { name: "print-run" }).click();
  await ada.getByLabel("Room name").fill("press-room");
  await ada.getByLabel("Topic").fill("Plates, ink and paper");
  await ada.getByLabel("Slow mode").selectOption("60");
  await looksRight(ada, "room-overview");
  await ada.getByRole("button", { name: "Save" }).click();
  await expect(notice(ada)).toContainText("press-room is saved.");
  await rooms.getByRole("link", { name: "press-room" }).click();
  await expect(ben.getByText("Plates, ink and paper").first()).toBeVisible();
  await composer(ben).fill("one at a time");
  await ben.keyboard.press("Enter");
  await expect(ben.getByText(/Slow mode: you can write again in/)).toBeVisible();
  await looksRight(ben, "slow-mode");
  await ada.getByRole("button", { name: "Delete" }).click();
  await looksRight(ada, "delete-room");
  await ada.getByRole("alertdialog").getByRole("button", { name: "Delete room" }).click();
  await expect(ben.getByText("This room is not there")).toBeVisible();
  await looksRight(ben, "room-gone");
  await ada.getByRole("button", { name: "More for Desk" }).click();
  await ada.getByRole("menuitem", { name: "Delete" }).click();
  await ada.getByRole("alertdialog").getByRole("button", { name: "Delete category" }).click();
  await expect(rooms.getByRole("button", { name: "Desk" })).toHaveCount(0);
});

test("an exception denies, inherits and allows by arrow keys, says what happens and why, and bites at once", async ({ browse, place }) => {
  const house = await furnished(place);
  const ben = await joined(house, "ben", "Ben Okafor");
  const role = await house.ada.ask<{ id: string }>("POST", `/spaces/${house.space}/roles`, { name: "Writers" });
  await house.ada.ask("PUT", `/spaces/${house.space}/members/${ben.id}/roles/${role.id}`);
  const [ada, other] = [await browse(), await browse()];
  await enter(other, place, "ben", roomPath(house));
  await enter(ada, place, "ada", settingsPath(house, `rooms/${house.general}/permissions`));
  const write = ada.getByRole("radiogroup", { name: /^Write messages:/ });
  await write.getByRole("radio", { name: "As inherited" }).focus();
  await ada.keyboard.press("ArrowLeft");
  await expect(write.getByRole("radio", { name: "Deny" })).toBeChecked();
  await expect(ada.getByRole("radiogroup", { name: "Write messages: Denied here" })).toBeVisible();
  await looksRight(ada, "exceptions");
  await ada.keyboard.press("Control+s");
  await expect(notice(ada)).toContainText("Permissions of general are saved.");
  await expect(other.getByText("You can read here. Ask for a role that writes.")).toBeVisible();
  await looksRight(other, "read-only");

  await ada.getByRole("button", { name: "Add a role or person" }).click();
  await looksRight(ada, "add-target");
  await ada.getByRole("dialog").getByRole("button", { name: "Writers" }).click();
  await write.getByRole("radio", { name: "Allow" }).check({ force: true });
  await ada.getByRole("button", { name: "Save" }).click();
  await expect(composer(other)).toBeVisible();

  await ada.getByRole("button", { name: "Everyone" }).click();
  const see = ada.getByRole("radiogroup", { name: /^See this room:/ });
  await see.getByRole("radio", { name: "Deny" }).check({ force: true });
  await ada.getByRole("button", { name: "Save" }).click();
  await expect(other.getByText("This room is not there")).toBeVisible();
  await expect(other.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: "general" })).toHaveCount(0);
  await see.getByRole("radio", { name: "As inherited" }).check({ force: true });
  await ada.getByRole("button", { name: "Save" }).click();
  await expect(other.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: "general" })).toBeVisible();
});
