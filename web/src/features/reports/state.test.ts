/** What is sent, and what a refusal is called. */
import { expect, it } from "vitest";
import { Problem } from "~/lib/api";
import { newReport, refusalOf } from "./state";

it("names exactly one target, and a note only where something is said", () => {
  expect(newReport({ kind: "message", id: "m" }, "spam", "  \n ")).toEqual({ message_id: "m", category: "spam" });
  expect(newReport({ kind: "user", id: "u" }, "hate", " why \n so ")).toEqual({ user_id: "u", category: "hate", note: "why \n so" });
  expect(newReport({ kind: "space", id: "s" }, "other", "")).toEqual({ space_id: "s", category: "other" });
});

it("tells the one who reports again, too often or too late which it was", () => {
  const of = (code: string, status: number) => refusalOf(new Problem(code, status, ""));
  expect([of("conflict", 409), of("rate_limited", 429), of("not_found", 404), of("forbidden", 403), of("internal", 500)])
    .toEqual(["report.already", "report.often", "report.gone", "act.forbidden", "act.failed"]);
});
