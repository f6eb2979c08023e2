/** Pages join in order, a new key starts anew, and a late answer of the old key is dropped. */

import { createRoot, createSignal } from "solid-js";
import { describe, expect, it, vi } from "vitest";
import { createPaged } from "./paged";

const page = (items: string[], nextCursor: string | null) => ({ items: items.map((id) => ({ id, n: 0 })), next_cursor: nextCursor });

describe("a paged list", () => {
  it("adds page to page until the end", async () => {
    const fetchPage = vi.fn(async (_: string, cursor: string | null) =>
      cursor === null ? page(["a"], "2") : page(["b"], null),
    );
    const list = createRoot(() => createPaged(() => "k", fetchPage));
    await vi.waitFor(() => expect(list.loading()).toBe(false));
    expect(list.hasMore()).toBe(true);
    await list.more();
    expect([list.items.map((item) => item.id), list.hasMore()]).toEqual([["a", "b"], false]);
    expect(list.update((item) => item.id === "b", { n: 1 })).toBe(true);
    list.remove((item) => item.id === "a");
    list.prepend({ id: "z", n: 0 });
    expect(list.items).toEqual([{ id: "z", n: 0 }, { id: "b", n: 1 }]);
  });
  it("forgets the answer of a key that is no longer asked", async () => {
    const [key, setKey] = createSignal("slow");
    const doors: Record<string, (value: ReturnType<typeof page>) => void> = {};
    const list = createRoot(() => createPaged(key, (k) => new Promise<ReturnType<typeof page>>((open) => (doors[k] = open))));
    await vi.waitFor(() => expect(doors.slow).toBeDefined());
    setKey("fast");
    doors.fast?.(page(["fast"], null));
    doors.slow?.(page(["slow"], null));
    await vi.waitFor(() => expect(list.items.map((item) => item.id)).toEqual(["fast"]));
  });
  it("says what failed and can try again", async () => {
    let fails = true;
    const list = createRoot(() =>
      createPaged(() => "k", () => (fails ? Promise.reject<ReturnType<typeof page>>(new Error("down")) : Promise.resolve(page(["a"], null)))),
    );
    await vi.waitFor(() => expect(list.error()).toBeInstanceOf(Error));
    fails = false;
    await list.reload();
    expect([list.error(), list.items.length]).toEqual([null, 1]);
  });
});
