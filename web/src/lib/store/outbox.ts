/** Messages on their way: shown at once, sent in order, kept over a reload until they arrive or are discarded. */
import type { Id, ReplyTo, Upload } from "../api/wire";

export type Failure =
  /** The network was away; goes again by itself. */
  | "offline"
  /** The server was busy; goes again by itself. */
  | "busy"
  /** Never goes again by itself. */
  | "refused";

export interface Parcel {
  nonce: string;
  channelId: Id;
  content: string;
  replyTo: ReplyTo | null;
  uploads: { upload: Upload; description: string | null }[];
  createdMs: number;
  state: "sending" | "failed";
  failure: Failure | null;
  /** Error code of the server, when it refused. */
  code: string | null;
}

export const NONCE_LIFE_MS = 24 * 60 * 60 * 1000;

/** A mark of its own for each message, so that a repeat is known as one. */
export function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Reads what was kept; anything that is not exactly a parcel is dropped. What was on its way counts as not sent. */
export function restore(text: string | null): Parcel[] {
  if (!text) return [];
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value)) return [];
    return value.slice(0, 200).filter(isParcel).map((parcel) => ({
      ...parcel,
      state: "failed",
      failure: parcel.failure ?? "offline",
    }));
  } catch {
    return [];
  }
}

export function keep(parcels: Parcel[]): string {
  return JSON.stringify(parcels);
}

function isParcel(value: unknown): value is Parcel {
  if (typeof value !== "object" || value === null) return false;
  const one = value as Record<string, unknown>;
  return (
    typeof one["nonce"] === "string" && /^[A-Za-z0-9_-]{1,64}$/.test(one["nonce"]) &&
    typeof one["channelId"] === "string" && typeof one["content"] === "string" && one["content"].length <= 16_000 &&
    typeof one["createdMs"] === "number" && (one["state"] === "sending" || one["state"] === "failed") &&
    (one["failure"] === null || one["failure"] === "offline" || one["failure"] === "busy" || one["failure"] === "refused") &&
    (one["code"] === null || typeof one["code"] === "string") && isReply(one["replyTo"]) &&
    Array.isArray(one["uploads"]) && one["uploads"].length <= 10 && one["uploads"].every(isUpload)
  );
}

function isReply(value: unknown): boolean {
  if (value === null) return true;
  const one = value as Record<string, unknown> | undefined;
  return typeof one === "object" && typeof one["id"] === "string" && typeof one["excerpt"] === "string";
}

function isUpload(value: unknown): boolean {
  const one = (value as { upload?: Record<string, unknown> } | null)?.upload;
  return typeof one === "object" && typeof one["id"] === "string" && typeof one["name"] === "string";
}

/** True when a parcel may be sent again without being asked. */
export function goesAgain(parcel: Parcel, nowMs: number): boolean {
  return parcel.state === "failed" && parcel.failure !== "refused" && nowMs - parcel.createdMs < NONCE_LIFE_MS;
}
