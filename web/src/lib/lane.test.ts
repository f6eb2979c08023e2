/** So many at once, in order, and whoever waits can leave. */
import { describe, expect, it } from "vitest";
import { createLane } from "./lane";

/** Work that ends when it is told to. */
function worker() {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const work = (name: number) => () => {
    begun.push(name);
    return new Promise<number>((resolve) => (ends[name] = () => resolve(name)));
  };
  return { begun, work, end: (name: number) => ends[name]?.() };
}

const settled = () => new Promise((done) => setTimeout(done));

describe("a lane", () => {
  it("lets so many in, and the next in the order they came", async () => {
    const { begun, work, end } = worker();
    const lane = createLane(2);
    const all = [0, 1, 2, 3].map((name) => lane(work(name)));
    await settled();
    expect(begun).toEqual([0, 1]);
    end(1);
    await settled();
    expect(begun).toEqual([0, 1, 2]);
    [0, 2].forEach(end);
    await settled();
    end(3);
    expect(await Promise.all(all)).toEqual([0, 1, 2, 3]);
  });

  it("goes on after a failure", async () => {
    const lane = createLane(1);
    const failed = lane(() => Promise.reject(new Error("torn")));
    const next = lane(() => Promise.resolve("here"));
    await expect(failed).rejects.toThrow("torn");
    expect(await next).toBe("here");
  });

  it("forgets who left while waiting, and keeps the place of the others", async () => {
    const { begun, work, end } = worker();
    const lane = createLane(1);
    const stop = new AbortController();
    const all = [lane(work(0)), lane(work(1), stop.signal), lane(work(2))];
    const left = expect(all[1]).rejects.toMatchObject({ code: "aborted" });
    stop.abort();
    await left;
    await settled();
    end(0);
    await settled();
    expect(begun).toEqual([0, 2]);
    end(2);
    const gone = new AbortController();
    gone.abort();
    await expect(lane(work(3), gone.signal)).rejects.toMatchObject({ code: "aborted" });
    expect(await lane(() => Promise.resolve("free"))).toBe("free");
  });
});
