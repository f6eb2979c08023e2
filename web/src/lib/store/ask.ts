/** How the store asks the server, and what kind of trouble an answer was. */

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type Ask = <T>(method: Method, path: string, body?: unknown) => Promise<T>;

/** The part of a refusal that programs decide by. */
export interface Trouble {
  /** `network`: no answer came; else the code of the server. */
  code: string;
  /** 0 without an answer. */
  status: number;
  retry_after_ms: number | null;
  field: string | null;
}

/** Reads whatever was thrown. */
export function trouble_of(thrown: unknown): Trouble {
  const one = (typeof thrown === "object" && thrown !== null ? thrown : {}) as Record<string, unknown>;
  const problem = (typeof one["problem"] === "object" && one["problem"] !== null ? one["problem"] : one) as Record<string, unknown>;
  const code = problem["error"] ?? problem["code"];
  const status = one["status"] ?? problem["status"];
  const retry = problem["retry_after_ms"];
  const field = problem["field"];
  return {
    code: typeof code === "string" ? code : "network",
    status: typeof status === "number" ? status : 0,
    retry_after_ms: typeof retry === "number" ? retry : null,
    field: typeof field === "string" ? field : null,
  };
}
