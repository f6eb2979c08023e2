/** Letters and colours of people and spaces without a picture. */
import { describe, expect, it } from "vitest";
import { letterOf, lettersOf, tintOf } from "./tint";

describe("a person without a picture", () => {
  it("keeps one colour", () => {
    expect(tintOf("0192f0c1")).toBe(tintOf("0192f0c1"));
  });
  it.each([["ada", "A"], ["نور", "ن"], ["👩‍👩‍👧 fam", "👩‍👩‍👧"], [" ", "?"]])("%o shows %o", (name, letter) => {
    expect(letterOf(name)).toBe(letter);
  });
});

describe("a space without a picture", () => {
  it.each([["Foxglove Press", "FP"], ["Kettle", "Ke"], ["", "?"]])("%o shows %o", (name, letters) => {
    expect(lettersOf(name)).toBe(letters);
  });
});
