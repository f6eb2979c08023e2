/** What the connection says about itself, and what each close code asks of a client. */

export type Connection =
  /** A socket is being opened or is saying who it is. */
  | { kind: "connecting" }
  | { kind: "live" }
  /** Nothing until `at_ms`; then the next attempt. */
  | { kind: "waiting"; atMs: number }
  /** The device has no network. */
  | { kind: "offline" }
  | { kind: "signed_out" }
  | { kind: "suspended" }
  /** The place wants a second step of the account first. */
  | { kind: "factor" }
  /** The server speaks another version of the protocol. */
  | { kind: "outdated" };

export type AfterClose =
  /** Go on with the stream. */
  | { do: "resume"; waitMs?: number }
  /** Begin a new stream. */
  | { do: "identify"; refresh?: boolean; waitMs?: number }
  | { do: "stop"; kind: "signed_out" | "suspended" | "factor" | "outdated" };

/** Reads the table of close codes (talk.md 20.3); unknown codes are a broken line. */
export function afterClose(code: number): AfterClose {
  switch (code) {
    case 4001:
    case 4006:
    case 4007:
    case 1009:
      return { do: "identify" };
    case 4003:
      return { do: "identify", refresh: true };
    case 4004:
      return { do: "stop", kind: "signed_out" };
    case 4005:
      return { do: "stop", kind: "suspended" };
    case 4009:
      return { do: "resume", waitMs: 60_000 };
    case 4010:
      return { do: "identify", waitMs: 30_000 };
    case 4011:
      return { do: "stop", kind: "outdated" };
    default:
      return { do: "resume" };
  }
}

export const BACKOFF_FIRST_MS = 500;
export const BACKOFF_LAST_MS = 30_000;

/** Full jitter: anything up to a bound that doubles with each failure. */
export function backoffMs(failures: number, random: number): number {
  const bound = Math.min(BACKOFF_LAST_MS, BACKOFF_FIRST_MS * 2 ** Math.min(failures, 16));
  return Math.round(random * bound);
}
