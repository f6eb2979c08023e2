/** A narrow way: so many at once, the others wait in the order they came, and can be called back. */
import { Problem } from "./api";

export type Lane = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/** Makes a way that is `width` wide. */
export function createLane(width: number): Lane {
  const waiting: (() => void)[] = [];
  let free = width;

  const turn = (signal: AbortSignal | undefined) =>
    new Promise<void>((resolve, reject) => {
      if (signal?.aborted) return reject(takenBack());
      if (free > 0) {
        free -= 1;
        return resolve();
      }
      const go = () => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(go), 1);
        reject(takenBack());
      };
      waiting.push(go);
      signal?.addEventListener("abort", leave, { once: true });
    });

  return async (work, signal) => {
    await turn(signal);
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

const takenBack = () => new Problem("aborted", 0, "It was taken back while it waited.");
