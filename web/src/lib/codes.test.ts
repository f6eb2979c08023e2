/** What was typed is read as the server reads it, and secrets are shown in groups. */
import { expect, it } from "vitest";
import { bareCode, inGroups, isLongCode } from "./codes";

it("takes a code with dashes, spaces and small letters as the same", () => {
  expect(bareCode(" abcde-fghij ")).toBe("ABCDEFGHIJ");
  expect(isLongCode("abcde fghij")).toBe(true);
  expect(isLongCode("abcde-fghi")).toBe(false);
  expect(isLongCode("412905")).toBe(false);
});

it("shows a secret in groups of four", () => {
  expect(inGroups("JBSWY3DPEHPK3PXP")).toBe("JBSW Y3DP EHPK 3PXP");
  expect(inGroups("JBSWY")).toBe("JBSW Y");
  expect(inGroups("")).toBe("");
});
