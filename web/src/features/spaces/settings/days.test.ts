/** A day holds itself whole, in the clock of who reads. */
import { expect, it } from "vitest";
import { endOf, startOf } from "./days";

it("begins and ends with the day of this clock", () => {
  const [start, end] = [new Date(startOf("2026-03-05")), new Date(endOf("2026-03-05"))];
  expect([start.getDate(), start.getHours(), end.getDate(), end.getHours(), end.getMinutes()]).toEqual([5, 0, 5, 23, 59]);
  expect(end.getTime() - start.getTime()).toBe(86_400_000 - 1);
});

it("says nothing of no day", () => expect([startOf(""), endOf("")]).toEqual(["", ""]));
