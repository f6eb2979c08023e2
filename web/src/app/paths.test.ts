/** Addresses are built safely, and only our own are gone to after signing in. */
import { describe, expect, it } from "vitest";
import { isDoor, nextOf, paths } from "./paths";

describe("addresses", () => {
  it("keep what they carry in one piece", () => {
    expect(paths.join("a/b?c")).toBe("/join/a%2Fb%3Fc");
    expect(paths.signIn("/spaces/1/2?m=3")).toBe("/sign-in?next=%2Fspaces%2F1%2F2%3Fm%3D3");
    expect(paths.signIn("/")).toBe("/sign-in");
    expect([paths.friends(), paths.friends("requests")]).toEqual(["/friends", "/friends/requests"]);
    expect([paths.room({ id: "r", space_id: "a b" }), paths.room({ id: "c", space_id: null })]).toEqual(["/spaces/a%20b/r", "/conversations/c"]);
    expect(paths.settings("look")).toBe("/settings/look");
    expect([paths.search(), paths.search({ space: "a b" }), paths.search({ room: "r", space: "s" })]).toEqual(["/search", "/search?space=a%20b", "/search?in=r"]);
  });

  it.each([
    ["/spaces/1/2?m=3", "/spaces/1/2?m=3"],
    ["https://evil.example", "/"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["javascript:alert(1)", "/"],
    ["/sign-in?next=/x", "/"],
    ["/forgot", "/"],
    [undefined, "/"],
    [["/a", "/b"], "/"],
  ])("after signing in, %o leads to %o", (wanted, path) => {
    expect(nextOf(wanted)).toBe(path);
  });

  it("know the doors", () => {
    expect(["/setup", "/sign-in", "/register", "/forgot", "/join/x"].every(isDoor)).toBe(true);
    expect(["/", "/settings", "/join/x/y"].some(isDoor)).toBe(false);
  });
});
