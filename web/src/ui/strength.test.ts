/** What the strength bar says of typical passwords. */
import { describe, expect, it } from "vitest";
import { strengthOf } from "./strength";

describe("the strength of a password", () => {
  it.each(["", "short", "aaaaaaaaaaaaaaaa", "1234567890", "abcdefghijklmnop"])("%o is weak", (password) => {
    expect(strengthOf(password).word).toBe("weak");
  });
  it("is weak with the person's own name in it", () => {
    expect(strengthOf("ada and her long sentence", ["ada"]).word).toBe("weak");
  });
  it("is fair with some length", () => {
    expect(strengthOf("blue kettle").word).toBe("fair");
  });
  it.each(["correct horse battery staple", "كتاب على الطاولة الصغيرة", "vK3!mQ9#zL2pX7"])("%o is strong", (password) => {
    expect(strengthOf(password).word).toBe("strong");
  });
  it("fills the bar as the word says", () => {
    expect(strengthOf("short").share).toBeLessThan(0.34);
    expect(strengthOf("correct horse battery staple").share).toBeGreaterThan(0.66);
  });
});
