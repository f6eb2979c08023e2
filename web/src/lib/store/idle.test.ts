/** Idle is when no tab was used for ten minutes, and it ends with the first touch of any. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { IDLE_MS, watchIdle, type Tabs } from "./idle";

/** Tabs that hear each other, as those of one browser do. */
function tabs(): () => Tabs {
  const all: Tabs[] = [];
  return () => {
    const one: Tabs = {
      postMessage: (message) => all.filter((other) => other !== one).forEach((other) => other.onmessage?.({ data: message })),
      onmessage: null,
      close: () => undefined,
    };
    all.push(one);
    return one;
  };
}

function watched(tabsOf: Tabs | null) {
  const [page, told] = [new EventTarget(), [] as boolean[]];
  const stop = watchIdle({ page, tabs: tabsOf, nowMs: Date.now, tell: (isIdle) => void told.push(isIdle) });
  return { told, stop, touch: () => page.dispatchEvent(new Event("keydown")) };
}

describe("idle", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is told once after the time, and its end at once", () => {
    const tab = watched(null);
    vi.advanceTimersByTime(IDLE_MS - 1000);
    tab.touch();
    vi.advanceTimersByTime(IDLE_MS - 1);
    expect(tab.told).toEqual([]);
    vi.advanceTimersByTime(3 * IDLE_MS);
    expect(tab.told).toEqual([true]);
    tab.touch();
    expect(tab.told).toEqual([true, false]);
    vi.advanceTimersByTime(IDLE_MS);
    expect(tab.told).toEqual([true, false, true]);
  });
  it("does not come while another tab is used, and ends in all tabs", () => {
    const make = tabs();
    const [one, two] = [watched(make()), watched(make())];
    for (let minute = 0; minute < 20; minute++) {
      vi.advanceTimersByTime(60_000);
      two.touch();
    }
    expect(one.told).toEqual([]);
    vi.advanceTimersByTime(IDLE_MS);
    two.touch();
    expect([one.told, two.told]).toEqual([[true, false], [true, false]]);
  });
  it("ends with its page", () => {
    const tab = watched(null);
    tab.stop();
    vi.advanceTimersByTime(2 * IDLE_MS);
    tab.touch();
    expect(tab.told).toEqual([]);
  });
});
