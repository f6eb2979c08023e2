/** The tiles of a composer keep their order, say honestly how they stand, and let go at any time. */
import { createRoot } from "solid-js";
import { describe, expect, it, vi } from "vitest";
import { Problem } from "~/lib/api";
import type { Upload } from "~/lib/api/wire";
import type { FileOrder } from "~/lib/upload";
import { createUploads } from "./uploads";

function composer() {
  const orders: (FileOrder & { come: () => void; fail: (code: string) => void })[] = [];
  const dropped: string[] = [];
  const sendFile = (order: FileOrder) =>
    new Promise<Upload>((resolve, reject) =>
      orders.push({ ...order, come: () => resolve({ id: `u:${order.file.name}` } as Upload), fail: (code) => reject(new Problem(code, 400, "")) }));
  const uploads = createRoot(() => createUploads("c", { sendFile, limitBytes: () => 5, drop: (upload) => void dropped.push(upload.id) }));
  const files = (...names: string[]) => names.map((name) => new File(["x"], name));
  const states = () => uploads.tiles.map((tile) => tile.state);
  return { uploads, orders, dropped, files, states };
}

const settled = () => new Promise((done) => setTimeout(done));

describe("the files of a message", () => {
  it("wait, travel and arrive; the message has them in the order they were added", async () => {
    const { uploads, orders, files, states } = composer();
    uploads.add(files("a", "b", "c"));
    expect(states()).toEqual(["waiting", "waiting", "waiting"]);
    orders[1]?.onProgress(0.5);
    expect([states(), uploads.tiles[1]?.progress]).toEqual([["waiting", "uploading", "waiting"], 0.5]);
    for (const at of [2, 0]) orders[at]?.come();
    await settled();
    expect([states(), uploads.isBusy()]).toEqual([["done", "uploading", "done"], true]);
    orders[1]?.come();
    await settled();
    uploads.describe(uploads.tiles[0]?.key ?? "", " a door ");
    expect(uploads.take()).toMatchObject([{ upload: { id: "u:a" }, description: "a door" }, { upload: { id: "u:b" }, description: null }, { upload: { id: "u:c" } }]);
    expect(uploads.tiles).toHaveLength(0);
  });

  it("are taken back while they wait, and dropped when they arrive all the same", async () => {
    const { uploads, orders, dropped, files } = composer();
    uploads.add(files("a", "b"));
    uploads.remove(uploads.tiles[0]?.key ?? "");
    expect([orders[0]?.signal?.aborted, orders[1]?.signal?.aborted]).toEqual([true, false]);
    orders[0]?.come();
    await settled();
    expect([dropped, uploads.tiles.length]).toEqual([["u:a"], 1]);
    orders[1]?.come();
    await settled();
    uploads.clear();
    expect([dropped, uploads.tiles.length]).toEqual([["u:a", "u:b"], 0]);
  });

  it("stay with their reason when they fail, go again when asked, and never leave with another message", async () => {
    const { uploads, orders, files, states } = composer();
    uploads.add([...files("a", "b"), new File(["too large"], "c")]);
    orders[0]?.fail("network");
    orders[1]?.come();
    await settled();
    expect([states(), uploads.tiles[2]?.code]).toEqual([["failed", "done", "failed"], "too_large"]);
    expect(uploads.take()).toHaveLength(1);
    expect(states()).toEqual(["failed", "failed"]);
    for (const tile of [...uploads.tiles]) uploads.retry(tile.key);
    expect([states(), orders.length]).toEqual([["waiting", "failed"], 3]);
    orders[2]?.come();
    await vi.waitFor(() => expect(states()).toEqual(["done", "failed"]));
  });

  it("hold their message until all have arrived, and once more for each that has failed", async () => {
    const { uploads, orders, files } = composer();
    uploads.add(files("a", "b"));
    expect([uploads.mayGo(), uploads.isHeld()]).toEqual(["later", false]);
    orders[0]?.fail("network");
    orders[1]?.come();
    await settled();
    expect([uploads.mayGo(), uploads.isHeld()]).toEqual(["held", true]);
    uploads.retry(uploads.tiles[0]?.key ?? "");
    expect([uploads.mayGo(), uploads.isHeld()]).toEqual(["later", false]);
    orders[2]?.fail("network");
    await settled();
    expect([uploads.mayGo(), uploads.mayGo(), uploads.isHeld()]).toEqual(["held", "now", false]);
    expect(uploads.take()).toHaveLength(1);
    expect([uploads.mayGo(), uploads.isHeld()]).toEqual(["held", true]);
    uploads.remove(uploads.tiles[0]?.key ?? "");
    expect([uploads.isHeld(), uploads.mayGo()]).toEqual([false, "now"]);
  });

  it("are ten at most", () => {
    const { uploads, files } = composer();
    expect(uploads.add(files(..."abcdefgh"))).toBeNull();
    expect(uploads.add(files(..."ijk"))).toBe("too_many");
    expect(uploads.tiles.map((tile) => tile.file.name).join("")).toBe("abcdefghij");
  });
});
