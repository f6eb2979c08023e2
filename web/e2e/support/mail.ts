/** The mails of a place that runs for development: files in its data folder. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Place, expect } from "./place";

const folder = (place: Place) => join(place.data, "mail");

/** What was sent to somebody, oldest first. */
export function mailsTo(place: Place, address: string): string[] {
  if (!existsSync(folder(place))) return [];
  const names = readdirSync(folder(place)).filter((name) => name.endsWith(".eml")).sort();
  return names.map((name) => readFileSync(join(folder(place), name), "utf8")).filter((mail) => mail.includes(`To: ${address}`));
}

const CODE = /^\s*([A-Z0-9]{5}-[A-Z0-9]{5}|\d{3}-?\d{3})\s*$/m;
const codesIn = (mails: string[]) => mails.map((mail) => CODE.exec(mail)?.[1]).filter((code) => code !== undefined);

/** Waits for the code of the nth mail with one. */
export async function codeTo(place: Place, address: string, nth: number): Promise<string> {
  await expect.poll(() => codesIn(mailsTo(place, address)).length, { message: `${String(nth)} codes for ${address}` }).toBe(nth);
  return codesIn(mailsTo(place, address)).at(-1) ?? "";
}
