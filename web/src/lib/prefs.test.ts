/** Kept preferences are believed only as far as they make sense. */
import { describe, expect, it } from "vitest";
import { createPrefs, readPrefs } from "./prefs";

describe("preferences", () => {
  it.each([[null], ["not json"], ["[]"], ['"x"'], ['{"theme":"pink","locale":"xx","density":7}']])("from %o are the defaults", (text) => {
    expect(readPrefs(text)).toEqual({ locale: null, theme: "system", density: "cosy", text: 100 });
  });

  it("outlive the page", () => {
    const kept = new Map<string, string>();
    const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
    createPrefs(storage).change({ locale: "ar", theme: "dark" });
    expect(createPrefs(storage).prefs()).toEqual({ locale: "ar", theme: "dark", density: "cosy", text: 100 });
  });

  it("hold for the page when the browser keeps nothing", () => {
    const full = { getItem: () => null, setItem: () => { throw new Error("full"); } };
    const store = createPrefs(full);
    store.change({ theme: "dark" });
    expect(store.prefs().theme).toBe("dark");
  });
});
