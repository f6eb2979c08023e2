/** Rooms keep their places when they are shown, moved and sent back. */

import { describe, expect, it } from "vitest";
import { applyPlaces, moveCategory, moveRoom, places, step, tree } from "./rooms";

const channel = (id: string, kind: "category" | "text" | "voice", parentId: string | null, position: number) => ({
  id,
  kind,
  parent_id: parentId,
  position,
});

const channels = [
  channel("desk", "category", null, 1),
  channel("welcome", "text", null, 0),
  channel("talk", "voice", "desk", 1),
  channel("front", "text", "desk", 0),
  channel("club", "category", null, 2),
];
const shape = (branches: ReturnType<typeof tree> | null) =>
  branches?.map((branch) => [branch.category?.id ?? "-", ...branch.rooms.map((room) => room.id)].join(" "));

describe("rooms", () => {
  it("are shown loose ones first, then by category", () => {
    expect(shape(tree(channels))).toEqual(["- welcome", "desk front talk", "club"]);
  });
  it("whose category is out of sight stand loose", () => {
    expect(shape(tree([channel("lost", "text", "hidden", 0)]))).toEqual(["- lost"]);
  });
  it("come back the same after they were numbered", () => {
    const again = applyPlaces(channels, places(tree(channels)));
    expect(shape(tree(again))).toEqual(shape(tree(channels)));
    expect(places(tree(channels))).toContainEqual({ id: "talk", parent_id: "desk", position: 1 });
  });
  it("step over the edge of a category", () => {
    expect(shape(step(tree(channels), "front", -1))).toEqual(["- welcome front", "desk talk", "club"]);
    expect(shape(step(tree(channels), "talk", 1))).toEqual(["- welcome", "desk front", "club talk"]);
    expect(step(tree(channels), "welcome", -1)).toBeNull();
  });
  it("move by a drop, and not at all to their own place", () => {
    expect(shape(moveRoom(tree(channels), "welcome", "desk", 1))).toEqual(["-", "desk front welcome talk", "club"]);
    expect(moveRoom(tree(channels), "front", "desk", 0)).toBeNull();
  });
  it("follow their category", () => {
    expect(shape(moveCategory(tree(channels), "club", 0))).toEqual(["- welcome", "club", "desk front talk"]);
    expect(step(tree(channels), "desk", -1)).toBeNull();
  });
});
