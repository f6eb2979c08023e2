/** What is sent of a changed group. */
import { describe, expect, it } from "vitest";
import { changeOf } from "./deeds";

describe("a change of a group", () => {
  it.each<[string, string | null, string, string | null | undefined, object | null]>([
    ["nothing", "Proofs", " Proofs ", undefined, null],
    ["nothing, without a name", null, "  ", undefined, null],
    ["another name", "Proofs", "Plates ", undefined, { name: "Plates" }],
    ["no name any more", "Proofs", " ", undefined, { name: null }],
    ["a picture", "Proofs", "Proofs", "up", { icon: "up" }],
    ["no picture any more, and a name", null, "Proofs", null, { name: "Proofs", icon: null }],
  ])("%s", (_, known, typed, icon, sent) => {
    expect(changeOf({ name: known }, typed, icon)).toEqual(sent);
  });
});
