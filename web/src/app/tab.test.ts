/** The tab names the page, with what calls before it. */
import { expect, it } from "vitest";
import { titleOf } from "./tab";

it.each([
  [0, false, "general", "general · Snug"],
  [0, true, "general", "• general · Snug"],
  [2, true, "general", "(2) general · Snug"],
  [1, false, null, "(1) Snug"],
] as const)("%i mentions, dot %s, on %s: %s", (mentions, dot, name, title) => expect(titleOf({ mentions, dot }, name)).toBe(title));
