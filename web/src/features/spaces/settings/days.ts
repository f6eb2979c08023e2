/** Days of this place on earth as moments; empty for no day. */

import type { Timestamp } from "~/lib/api/wire";

/** The first moment of a day, "2026-11-22". */
export function startOf(day: string): Timestamp {
  return day === "" ? "" : new Date(`${day}T00:00:00`).toISOString();
}

/** The last moment of a day. */
export function endOf(day: string): Timestamp {
  return day === "" ? "" : new Date(`${day}T23:59:59.999`).toISOString();
}
