/** Requests to `/api/v1`: the access token goes along, and is renewed once when the server finds it too old. */
import { Problem, problemOf, troubleOf } from "./problem";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface AskOptions {
  signal?: AbortSignal;
  /** Why, for the audit log. */
  reason?: string | undefined;
  timeoutMs?: number;
}

/** Sends one request and reads its answer; refusals are thrown as `Problem`. Paths start behind `/api/v1`. */
export type Ask = <T>(method: Method, path: string, body?: unknown, options?: AskOptions) => Promise<T>;

export interface ApiParts {
  fetch: typeof fetch;
  /** The access token; null when signed out. `fresh` demands a new one. */
  token: (fresh: boolean) => Promise<string | null>;
}

export const API = "/api/v1";
const TIMEOUT_MS = 20_000;

/** Sends without a token, for the ways in. */
export function createPublicAsk(parts: Pick<ApiParts, "fetch">): Ask {
  return (method, path, body, options) => send(parts.fetch, null, method, path, body, options);
}

/** Sends as the person who is signed in. */
export function createAsk(parts: ApiParts): Ask {
  return async <T>(method: Method, path: string, body?: unknown, options?: AskOptions) => {
    const token = await parts.token(false);
    try {
      return await send<T>(parts.fetch, token, method, path, body, options);
    } catch (thrown) {
      if (!(thrown instanceof Problem) || thrown.code !== "unauthenticated" || token === null) throw thrown;
      const renewed = await parts.token(true);
      if (renewed === null) throw thrown;
      return send<T>(parts.fetch, renewed, method, path, body, options);
    }
  };
}

async function send<T>(
  fetch: ApiParts["fetch"],
  token: string | null,
  method: Method,
  path: string,
  body: unknown,
  options: AskOptions = {},
): Promise<T> {
  const headers = new Headers({ Accept: "application/json" });
  if (token !== null) headers.set("Authorization", `Bearer ${token}`);
  if (body !== undefined) headers.set("Content-Type", "application/json");
  if (options.reason) headers.set("X-Audit-Reason", encodeURIComponent(options.reason));
  const limit = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  try {
    const answer = await fetch(`${API}${path}`, {
      method,
      headers,
      credentials: "same-origin",
      cache: "no-store",
      signal: options.signal ? AbortSignal.any([options.signal, limit]) : limit,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw await problemOf(answer);
    const text = await answer.text();
    return (text === "" ? undefined : JSON.parse(text)) as T;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) throw new Problem("unreadable", 200, "The server sent an answer that is not JSON.");
    throw troubleOf(thrown);
  }
}
