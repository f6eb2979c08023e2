/** Rooms stand where the server put them, and the keys walk them as they are shown. */
import { describe, expect, it } from "vitest";
import type { Channel } from "~/lib/api/wire";
import { emptyWorld } from "~/lib/store/world";
import { firstRoom, neighbour, roomsInOrder, sectionsOf } from "./state";

const channel = (id: string, position: number, more: Partial<Channel> = {}): Channel => ({
  id, kind: "text", space_id: "s", parent_id: null, name: id, topic: null, position, overrides: [], slow_mode_seconds: 0, encryption: "off", last_seq: 0,
  last_message_at: null, user_limit: 0, bitrate: null, nsfw: false, created_at: "", permissions: [], conversation: null, ...more,
});
const world = () => {
  const that = emptyWorld();
  for (const one of [
    channel("cat", 0, { kind: "category" }), channel("v", 0, { kind: "voice", parent_id: "cat" }), channel("b", 2, { parent_id: "cat" }),
    channel("a", 1, { parent_id: "cat" }), channel("top", 5), channel("lost", 6, { parent_id: "hidden" }), channel("other", 0, { space_id: "x" }),
  ]) that.channels[one.id] = one;
  return that;
};

describe("rooms", () => {
  it("stand where the server put them, with hidden sections at the top", () => {
    expect(sectionsOf(world(), "s").map((one) => one.rooms.map((room) => room.id))).toEqual([["top", "lost"], ["v", "a", "b"]]);
  });
  it("are walked in a ring, also only the marked ones", () => {
    const rooms = roomsInOrder(world(), "s");
    const isMarked = (id: string) => id === "b";
    expect(neighbour(rooms, "b", 1)?.id).toBe("top");
    expect(neighbour(rooms, "top", -1)?.id).toBe("b");
    expect(neighbour(rooms, "top", 1, isMarked)?.id).toBe("b");
    expect(neighbour(rooms, "b", 1, isMarked)).toBeUndefined();
  });
  it("are entered at the nearer end by who stands in none of them", () => {
    const rooms = roomsInOrder(world(), "s");
    expect([neighbour(rooms, undefined, 1)?.id, neighbour(rooms, undefined, -1)?.id]).toEqual(["top", "b"]);
    expect(neighbour([], undefined, 1)).toBeUndefined();
  });
  it("open with the last visited one, else the first to write in", () => {
    expect(firstRoom(world(), "s", "b")?.id).toBe("b");
    expect(firstRoom(world(), "s", "gone")?.id).toBe("top");
    expect(roomsInOrder(world(), "x")).toHaveLength(1);
  });
});
