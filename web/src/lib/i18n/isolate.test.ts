/** What people wrote keeps its direction to itself, whatever it is made of. */
import { createRoot } from "solid-js";
import { describe, expect, it } from "vitest";
import { hostile } from "../markdown/hostile";
import { createI18n } from ".";
import ar from "./ar";
import en from "./en";
import { isolated } from "./isolate";

/** How many isolates stay open, and whether one that was not begun was ended. */
function balance(text: string): { open: number; isBroken: boolean } {
  let open = 0;
  let isBroken = false;
  for (const char of text) {
    if (/[\u2066-\u2068]/u.test(char)) open += 1;
    else if (char === "\u2069") isBroken ||= (open -= 1) < 0;
  }
  return { open, isBroken };
}

describe("names", () => {
  it("are isolated only against the direction of the page", () => {
    expect(isolated("Lena", "ltr")).toBe("Lena");
    expect(isolated("نور", "ltr")).toBe("\u2068نور\u2069");
    expect(isolated("Lena", "rtl")).toBe("\u2068Lena\u2069");
    expect(isolated("نور الهدى", "rtl")).toBe("نور الهدى");
  });

  it("are isolated when they hold a mark of direction or only signs that take the direction of the page", () => {
    expect(isolated("user\u202etxt.exe", "ltr")).toBe("\u2068user\u202etxt.exe\u2069");
    expect(isolated("\u200fabc", "ltr")).toBe("\u2068\u200fabc\u2069");
    expect(isolated("(-0)", "rtl")).toBe("\u2068(-0)\u2069");
    expect(isolated("𞤀𞤁", "ltr")).toBe("\u2068𞤀𞤁\u2069");
  });

  it("neither end the isolate they stand in nor leave one open", () => {
    expect(isolated("x\u2069\u2069\u202ey", "ltr")).toBe("\u2068x\u202ey\u2069");
    expect(isolated("\u2067\u2067x", "ltr")).toBe("\u2068\u2067\u2067x\u2069\u2069\u2069");
    // control: canis-54
    for (const dir of ["ltr", "rtl"] as const) {
      for (const payload of hostile) expect(balance(isolated(payload, dir)), payload).toEqual({ open: 0, isBroken: false });
    }
  });

  it("are isolated in every sentence", () => {
    const speak = (locale: "en" | "ar") => createRoot(() => createI18n(() => locale, () => (locale === "en" ? en : ar)));
    expect(speak("en").t("space.left", { name: "مطبعة" })).toBe("You left \u2068مطبعة\u2069.");
    expect(speak("ar").t("space.left", { name: "Foxglove" })).toContain("\u2068Foxglove\u2069");
  });
});
