/** Made-up answers of the server, for states that the real one shows only by chance. */
import { test as base, expect, type Page } from "@playwright/test";
import { type Faults, watched } from "./faults";

interface Answer {
  status?: number;
  body?: unknown;
  waitMs?: number;
}
export type Answers = Record<string, Answer>;

export const INSTANCE = {
  id: "01990000-0000-7000-8000-000000000000",
  name: "Foxglove Press",
  version: "0.1.0",
  registration: "invite",
  auth_methods: ["password"],
  languages: ["en", "es", "ar"],
  setup_needed: false,
  limits: { attachment_bytes: 50_000_000, avatar_bytes: 8_000_000, content_max: 4000 },
  features: { plain_conversations: false },
};

export const ADA = {
  id: "01990000-0000-7000-8000-000000000001",
  username: "ada",
  display_name: "Ada Lindqvist",
  avatar: null,
  bot: false,
  bio: null,
  pronouns: null,
  accent: null,
  instance_role: "owner",
  created_at: "2026-11-01T09:00:00.000Z",
  email: null,
  email_verified: false,
  state: "active",
  locale: "en",
  timezone: null,
  second_factor: false,
  presence: "online",
  custom: null,
};

export const SIGNED_IN = { status: "ok", access_token: "token", expires_in_seconds: 600, user: ADA, session_id: ADA.id, refresh_token: null };

export const refusal = (status: number, error: string, more = {}): Answer => ({ status, body: { error, message: error, ...more } });

/** Answers `METHOD /path` as told; every other request of the API is unknown. */
export async function answer(page: Page, answers: Answers): Promise<void> {
  const all: Answers = {
    "GET /instance": { body: INSTANCE },
    "POST /auth/refresh": refusal(401, "unauthenticated"),
    "GET /me": { body: ADA },
    ...answers,
  };
  await page.routeWebSocket("**/api/v1/gateway", () => undefined);
  await page.route("**/api/v1/**", async (route) => {
    const path = new URL(route.request().url()).pathname.replace("/api/v1", "");
    const found = all[`${route.request().method()} ${path}`] ?? refusal(404, "not_found");
    if (found.waitMs) await new Promise((resolve) => setTimeout(resolve, found.waitMs));
    const status = found.status ?? 200;
    await route.fulfill(status === 204 ? { status } : { status, json: found.body ?? null });
  });
}

/** Made-up refusals and cut connections, which browsers print. */
const REFUSED = /^Failed to load resource: (?:the server responded with a status of [45]\d\d|net::ERR_FAILED).* http:\/\/.*\/api\/v1\//;

/** A test that fails when a page does what it should not. */
export const test = base.extend<{ faults: Faults }>({
  faults: [
    async ({ browser, baseURL }, use) =>
      watched(browser, baseURL ?? "", (faults) => {
        faults.expect(REFUSED);
        return use(faults);
      }),
    { auto: true },
  ],
});
export { expect };
