/** Toasts come one after another and leave by themselves, errors only when closed. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createToaster } from "./toaster";

describe("the toaster", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("shows one at a time, the next after a breath", () => {
    const toaster = createToaster();
    toaster.show({ text: "one" });
    toaster.show({ text: "two" });
    expect(toaster.current()?.text).toBe("one");
    vi.advanceTimersByTime(6000);
    expect(toaster.current()).toBeNull();
    vi.advanceTimersByTime(200);
    expect(toaster.current()?.text).toBe("two");
  });

  it("waits while hovered", () => {
    const toaster = createToaster();
    toaster.show({ text: "one" });
    toaster.pause();
    vi.advanceTimersByTime(60_000);
    expect(toaster.current()?.text).toBe("one");
    toaster.resume();
    vi.advanceTimersByTime(6000);
    expect(toaster.current()).toBeNull();
  });

  it("keeps an error until it is closed", () => {
    const toaster = createToaster();
    toaster.show({ text: "bad", kind: "error" });
    vi.advanceTimersByTime(60_000);
    expect(toaster.current()?.text).toBe("bad");
    toaster.close();
    expect(toaster.current()).toBeNull();
  });
});
