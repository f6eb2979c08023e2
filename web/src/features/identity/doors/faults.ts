/** What can be wrong at a door, as keys of words; and what the server's refusals mean there. */
import type { Problem } from "~/lib/api";
import type { I18n, Key } from "~/lib/i18n";

export type DoorKey = Key & `doors.${string}`;

/** The text's key; a wait carries its minutes. */
export type Fault = { key: Exclude<DoorKey, "doors.too_often" | "doors.join_members" | "doors.mail_again_in" | "doors.mail_sent">; minutes?: undefined } | { key: "doors.too_often"; minutes: number };

export const fault = (key: Exclude<Fault["key"], "doors.too_often">): Fault => ({ key });

const USERNAME = /^[a-z0-9][a-z0-9_]{2,31}$/;
const PASSWORD_MIN = 10;
const PASSWORD_MAX = 256;

/** Names are small letters: what people type in capitals is meant so. */
export const usernameOf = (typed: string) => typed.trim().toLowerCase();

export function usernameFault(typed: string): Fault | undefined {
  const name = usernameOf(typed);
  if (name === "") return fault("doors.name_missing");
  return USERNAME.test(name) ? undefined : fault("doors.name_wrong");
}

export function newPasswordFault(password: string): Fault | undefined {
  const length = [...password].length;
  if (length === 0) return fault("doors.password_missing");
  if (length < PASSWORD_MIN) return fault("doors.password_short");
  return length > PASSWORD_MAX ? fault("doors.password_long") : undefined;
}

/** A dot is no rule of the server: places of one house have addresses without. */
const EMAIL = /^[^\s@]+@[^\s@]+$/;
const EMAIL_MAX = 254;

export const isEmail = (typed: string): boolean => EMAIL.test(typed) && typed.length <= EMAIL_MAX;

export function emailFault(typed: string): Fault | undefined {
  const email = typed.trim();
  if (email === "") return fault("doors.email_missing");
  return isEmail(email) ? undefined : fault("doors.email_wrong");
}

/** Six digits of an app or of a mail. */
export function digitsFault(code: string): Fault | undefined {
  return /^\d{6}$/.test(code) ? undefined : fault("doors.second_missing");
}

/** Refusals of an address that a code is asked for. */
export function emailRefused(problem: Problem): { field?: "email"; fault: Fault } {
  if (problem.code === "invalid") return { field: "email", fault: fault("doors.email_wrong") };
  if (problem.code === "unavailable") return { fault: fault("doors.mail_off") };
  return { fault: commonFault(problem) };
}

/** Refusals that mean the same at every door. */
export function commonFault(problem: Problem): Fault {
  if (problem.isNetwork) return fault("doors.offline");
  if (problem.code === "rate_limited") return { key: "doors.too_often", minutes: Math.max(1, Math.ceil((problem.retryAfterMs ?? 0) / 60_000)) };
  if (problem.code === "unavailable") return fault("doors.busy");
  return fault("doors.failed");
}

/** Refusals of a new name or password. */
export function newAccountFault(problem: Problem): { field?: "username" | "password"; fault: Fault } {
  if (problem.code === "taken") return { field: "username", fault: fault("doors.name_taken") };
  if (problem.code === "invalid" && problem.field === "username") return { field: "username", fault: fault("doors.name_reserved") };
  if (problem.code === "invalid" && problem.field === "password") return { field: "password", fault: fault("doors.password_common") };
  if (problem.code === "registration_closed") return { fault: fault("doors.register_closed") };
  if (problem.code === "invite_required") return { fault: fault("doors.register_invite") };
  if (problem.code === "expired") return { fault: fault("doors.join_expired") };
  return { fault: commonFault(problem) };
}

/** The fault in words. */
export function say(i18n: I18n, wrong: Fault | null | undefined): string | null {
  if (!wrong) return null;
  return wrong.key === "doors.too_often" ? i18n.t("doors.too_often", { n: wrong.minutes }) : i18n.t(wrong.key as "doors.failed");
}
