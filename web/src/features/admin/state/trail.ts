/** What a line of the trail says of a value, without words of its own. */

import type { InstanceRole } from "~/lib/api/wire";
import { ROLES } from "./ranks";

export type Said =
  | { kind: "nothing" }
  | { kind: "truth"; is: boolean }
  | { kind: "time"; at: string }
  | { kind: "rank"; role: InstanceRole }
  | { kind: "text"; text: string };

/** Longest value that is shown; the rest is cut. */
const TEXT_MAX = 120;
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/u;

export function saidOf(key: string, value: unknown): Said {
  if (value === null || value === undefined || value === "") return { kind: "nothing" };
  if (typeof value === "boolean") return { kind: "truth", is: value };
  if (key === "instance_role") {
    const role = ROLES.find((one) => one === value);
    if (role) return { kind: "rank", role };
  }
  if (typeof value === "string" && TIME.test(value)) return { kind: "time", at: value };
  return { kind: "text", text: [...(typeof value === "string" ? value : JSON.stringify(value))].slice(0, TEXT_MAX).join("") };
}
