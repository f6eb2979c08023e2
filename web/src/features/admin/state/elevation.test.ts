/** Admin mode as the pages see it: raised, running out, asked for again by an act, left. */
import { createRoot } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Ask, Problem } from "~/lib/api";
import type { AdminStatus } from "~/lib/api/wire";
import { Declined } from "~/lib/reauth";
import { createElevation } from "./elevation";

const NOW = Date.parse("2026-11-22T10:00:00.000Z");
const at = (ms: number) => new Date(NOW + ms).toISOString();

function begin(status: AdminStatus, answers: Record<string, () => unknown> = {}) {
  const asked: string[] = [];
  const ask = (async (method: string, path: string) => {
    asked.push(`${method} ${path}`);
    if (path === "/admin/status") return status;
    return answers[`${method} ${path}`]?.();
  }) as Ask;
  let dispose: () => void = () => undefined;
  const elevation = createRoot((end) => {
    dispose = end;
    return createElevation({ ask, serverMs: () => Date.now() + 60_000 });
  });
  return { elevation, asked, dispose: () => dispose() };
}
const BELOW: AdminStatus = { role: "admin", elevated_until: null, second_factor: true };
const PROOF = { password: "a lamp on the table", code: "123456" };

beforeEach(() => {
  vi.useFakeTimers();
  // The server's clock is a minute ahead of ours.
  vi.setSystemTime(NOW - 60_000);
});
afterEach(() => void vi.useRealTimers());

describe("admin mode", () => {
  it("counts by the clock of the server, tells of its last minute, and leaves the page when it is over", async () => {
    const { elevation, dispose } = begin({ ...BELOW, elevated_until: at(120_000) });
    await elevation.load();
    expect([elevation.isInside(), elevation.leftMs(), elevation.isLast()]).toEqual([true, 120_000, false]);
    vi.advanceTimersByTime(60_000);
    expect([elevation.leftMs(), elevation.isLast(), elevation.isOver()]).toEqual([60_000, true, false]);
    vi.advanceTimersByTime(60_000);
    expect([elevation.isOver(), elevation.isLast(), elevation.isInside()]).toEqual([true, false, true]);
    dispose();
  });

  it("is asked for by an act that needs it, and the act runs again", async () => {
    const { elevation, dispose } = begin(BELOW, { "POST /admin/elevation": () => ({ expires_at: at(900_000) }) });
    await elevation.load();
    expect(elevation.isInside()).toBe(false);
    let tries = 0;
    const act = elevation.run(async () => {
      if (++tries === 1) throw new Problem("elevation_required", 403, "");
      return "done";
    });
    await vi.waitFor(() => expect(elevation.asking()).toBe(true));
    await elevation.elevate(PROOF);
    await expect(act).resolves.toBe("done");
    expect([tries, elevation.asking(), elevation.isInside()]).toEqual([2, false, true]);
    // Waiting for the question took some of the minute by which the two clocks differ.
    expect(elevation.leftMs()).toBe(900_000 - (Date.now() + 60_000 - NOW));
    dispose();
  });

  it("stays as it is when the proof is not given before its end, and is left when it is not given after", async () => {
    const { elevation, dispose } = begin({ ...BELOW, elevated_until: at(30_000) });
    await elevation.load();
    elevation.stay();
    await vi.waitFor(() => expect(elevation.asking()).toBe(true));
    elevation.decline();
    expect([elevation.asking(), elevation.isInside()]).toEqual([false, true]);
    vi.advanceTimersByTime(30_000);
    const act = elevation.run(() => Promise.reject(new Problem("elevation_required", 403, "")));
    await vi.waitFor(() => expect(elevation.asking()).toBe(true));
    elevation.decline();
    await expect(act).rejects.toBeInstanceOf(Declined);
    expect(elevation.isInside()).toBe(false);
    dispose();
  });

  it("leads to the set-up when the account has no second step any more", async () => {
    const { elevation, dispose } = begin({ ...BELOW, elevated_until: at(30_000) });
    await elevation.load();
    await expect(elevation.run(() => Promise.reject(new Problem("second_factor_setup", 403, "")))).rejects.toBeInstanceOf(Problem);
    expect([elevation.status()?.second_factor, elevation.isInside()]).toEqual([false, false]);
    dispose();
  });

  it("is left at once on demand", async () => {
    const { elevation, asked, dispose } = begin({ ...BELOW, elevated_until: at(600_000) });
    await elevation.load();
    await elevation.leave();
    expect(asked.at(-1)).toBe("DELETE /admin/elevation");
    expect([elevation.isInside(), elevation.isOver()]).toEqual([false, true]);
    dispose();
  });
});
