/** What went wrong with a request, as one error that programs can decide by. */
import type { Problem as Body } from "./wire";

/** Codes made here, for answers that never came or were not ours. */
export type OwnCode = "network" | "timeout" | "aborted" | "unreadable";

export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    /** The server's stable code, or one of `OwnCode`. */
    readonly code: string,
    /** 0 without an answer. */
    readonly status: number,
    message: string,
    /** Path of the field at fault. */
    readonly field: string | null = null,
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
  }

  /** No answer came: trying again can help, nothing is known about what happened. */
  get isNetwork(): boolean {
    return this.status === 0 && this.code !== "aborted";
  }
}

/** True for a problem with one of these codes. */
export function isProblem(thrown: unknown, ...codes: string[]): thrown is Problem {
  return thrown instanceof Problem && (codes.length === 0 || codes.includes(thrown.code));
}

function isBody(value: unknown): value is Body {
  const body = value as Partial<Body> | null;
  return typeof body === "object" && body !== null && typeof body.error === "string" && typeof body.message === "string";
}

/** Reads a refusal; an answer that is not in our form, as from a proxy, becomes `unreadable`. */
export async function problemOf(answer: Response): Promise<Problem> {
  const body: unknown = await answer.json().catch(() => null);
  if (!isBody(body)) return new Problem("unreadable", answer.status, `The server answered ${answer.status} without saying why.`);
  return new Problem(body.error, answer.status, body.message, body.field ?? null, body.retry_after_ms ?? null);
}

/** Reads what `fetch` throws. */
export function troubleOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const name = thrown instanceof DOMException ? thrown.name : "";
  if (name === "TimeoutError") return new Problem("timeout", 0, "The server did not answer in time.");
  if (name === "AbortError") return new Problem("aborted", 0, "The request was taken back.");
  return new Problem("network", 0, "The server could not be reached.");
}
