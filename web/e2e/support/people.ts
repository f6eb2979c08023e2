/** The people of a story: browsers that are watched, and accounts that come by the API when the story is not about the door. */
import type { BrowserContext, BrowserContextOptions, Page } from "@playwright/test";
import { CODE, PASSWORD, type Place, expect, test as base } from "./place";

export { CODE, PASSWORD, expect };
export type { Place };

export type Ask = <T = unknown>(method: string, path: string, body?: unknown) => Promise<T>;

export interface Person {
  name: string;
  id: string;
  token: string;
  ask: Ask;
}

export type Browse = (options?: BrowserContextOptions) => Promise<Page>;

const DESK: BrowserContextOptions = { viewport: { width: 1389, height: 868 }, locale: "en-GB", timezoneId: "Europe/Berlin", reducedMotion: "reduce" };
export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/**
 * What the browser prints by itself when the place refuses, is away or is cut off, as stories make it; only of its interface:
 * a page, script or picture that fails is a fault.
 */
const OF_THE_API = [
  /^Failed to load resource: (?:the server responded with a status of 4\d\d|net::ERR_(?:FAILED|INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE)\b).* http:\/\/localhost:\d+\/api\/v1\//,
  /^WebSocket connection to 'ws:\/\/localhost:\d+\/api\/v1\/gateway' failed: /,
];

export const test = base.extend<{ browse: Browse }>({
  /** Opens a browser of its own for somebody. */
  browse: async ({ browser, place, faults }, use) => {
    faults.expect(...OF_THE_API);
    const open: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ ...DESK, ...options, baseURL: place.url });
      open.push(context);
      return context.newPage();
    });
    for (const context of open) await context.close();
  },
});

/** Asks the API as a program does. */
export async function call<T = unknown>(place: Place, method: string, path: string, body?: unknown, token?: string): Promise<T> {
  const isForm = body instanceof FormData;
  const headers: Record<string, string> = isForm ? {} : { "content-type": "application/json" };
  if (token) headers["authorization"] = `Bearer ${token}`;
  const url = `${place.url.replace("localhost", "127.0.0.1")}/api/v1${path}`;
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }) });
  const text = await answer.text();
  expect(answer.ok, `${method} ${path}: ${String(answer.status)} ${text}`).toBe(true);
  return (text === "" ? null : JSON.parse(text)) as T;
}

interface SignedIn {
  access_token: string;
  user: { id: string };
}

const person = (place: Place, name: string, signed: SignedIn): Person => ({
  name,
  id: signed.user.id,
  token: signed.access_token,
  ask: (method, path, body) => call(place, method, path, body, signed.access_token),
});

export async function signedIn(place: Place, login: string): Promise<Person> {
  return person(place, login, await call<SignedIn>(place, "POST", "/auth/sign-in", { login, password: PASSWORD, session: "token" }));
}

/** A place that is set up: Ada owns it and its space, with one room to write. */
export interface House {
  place: Place;
  ada: Person;
  space: string;
  /** The room that the space began with. */
  general: string;
}

interface ChannelLike {
  id: string;
  kind: string;
  name: string;
}

export async function furnished(place: Place, name = "Foxglove Press"): Promise<House> {
  await call(place, "POST", "/setup", { setup_code: CODE, username: "ada", display_name: "Ada Lindqvist", password: PASSWORD, locale: "en" });
  const ada = await signedIn(place, "ada");
  const space = await ada.ask<{ id: string }>("POST", "/spaces", { name });
  const channels = await ada.ask<ChannelLike[]>("GET", `/spaces/${space.id}/channels`);
  const general = channels.find((one) => one.kind === "text")?.id ?? "";
  return { place, ada, space: space.id, general };
}

export async function inviteOf(house: House, more: object = {}): Promise<string> {
  return (await house.ada.ask<{ code: string }>("POST", `/spaces/${house.space}/invites`, more)).code;
}

/** Comes in by an invitation, of its own unless one is given. */
export async function joined(house: House, username: string, displayName?: string, code?: string): Promise<Person> {
  const invite = code ?? (await inviteOf(house));
  const body = { username, display_name: displayName ?? null, password: PASSWORD, invite, session: "token", locale: "en" };
  return person(house.place, username, await call<SignedIn>(house.place, "POST", "/auth/register", body));
}

/** Signs a browser in without the door, by the cookie that the door would leave, and opens an address. */
export async function enter(page: Page, place: Place, login: string, path = "/"): Promise<void> {
  const answer = await page.context().request.post(`${place.url}/api/v1/auth/sign-in`, {
    headers: { origin: place.url },
    data: { login, password: PASSWORD },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  await page.goto(path);
}

/** Chooses a language for this browser, whatever its owner's account says; before the first page. */
export async function speak(page: Page, locale: string): Promise<void> {
  await page.addInitScript((prefs) => {
    if (!localStorage.getItem("snug.prefs")) localStorage.setItem("snug.prefs", prefs);
  }, JSON.stringify({ locale }));
}

export const roomPath = (house: House, room = house.general): string => `/spaces/${house.space}/${room}`;
export const settingsPath = (house: House, page: string): string => `/spaces/${house.space}/settings/${page}`;
