/** An authenticator app (RFC 6238): six digits of a secret, half a minute each. */
import { createHmac } from "node:crypto";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP_MS = 30_000;

function bytesOf(base32: string): Buffer {
  const bits = [...base32].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

export function digitsAt(secret: string, ms: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(ms / STEP_MS)));
  const mac = createHmac("sha1", bytesOf(secret)).update(counter).digest();
  const from = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(from) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}

/** Shows digits that were not used yet: of this half minute, or, once those are spent, of the next one. */
export class Authenticator {
  private last = 0;
  constructor(readonly secret: string) {}

  /** The server takes a code of the step after this one too, but each only once: ask at most twice in half a minute. */
  next(): string {
    const step = Math.max(Math.floor(Date.now() / STEP_MS), this.last + 1);
    this.last = step;
    return digitsAt(this.secret, step * STEP_MS);
  }

  /** The digits that were shown last. */
  shown(): string {
    return digitsAt(this.secret, this.last * STEP_MS);
  }
}
