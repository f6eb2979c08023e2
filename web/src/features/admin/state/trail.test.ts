/** Values of the trail are told by what they are, and never longer than a line. */
import { expect, it } from "vitest";
import { saidOf } from "./trail";

it("tells times, ranks, truths and texts apart", () => {
  expect(saidOf("until", "2026-11-22T10:00:00.000Z")).toEqual({ kind: "time", at: "2026-11-22T10:00:00.000Z" });
  expect(saidOf("instance_role", "admin")).toEqual({ kind: "rank", role: "admin" });
  expect(saidOf("name", "admin")).toEqual({ kind: "text", text: "admin" });
  expect(saidOf("second_factor", false)).toEqual({ kind: "truth", is: false });
  expect(saidOf("limits.spaces", 12)).toEqual({ kind: "text", text: "12" });
  for (const nothing of [null, undefined, ""]) expect(saidOf("reason", nothing)).toEqual({ kind: "nothing" });
});

it("cuts what is long between letters", () => {
  expect(saidOf("reason", "🦊".repeat(200))).toEqual({ kind: "text", text: "🦊".repeat(120) });
});
