/** A wait counts down by the clock and ends at nothing. */
import { createRoot } from "solid-js";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createCountdown } from "./countdown";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("follows the clock, not its own ticks, and can begin again", async () => {
  const { wait, dispose } = createRoot((end) => ({ wait: createCountdown(), dispose: end }));
  wait.start(2_500);
  expect(wait.seconds()).toBe(3);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(wait.seconds()).toBe(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(wait.seconds()).toBe(0);
  wait.start(1_000);
  expect(wait.seconds()).toBe(1);
  dispose();
});
