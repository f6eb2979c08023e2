/** A draft follows its source where nothing was touched, and keeps what was. */

import { createRoot, createSignal } from "solid-js";
import { describe, expect, it } from "vitest";
import { createDraft } from "./draft";

const started = () => {
  const [source, setSource] = createSignal({ name: "Press", tags: ["a"], note: null as string | null });
  return createRoot(() => ({ draft: createDraft(source), setSource, source }));
};

describe("a draft", () => {
  it("counts what differs and forgets it on undo", () => {
    const { draft } = started();
    draft.set("name", "Foxglove");
    draft.set("tags", ["a", "b"]);
    expect([draft.count(), draft.get("name")]).toEqual([2, "Foxglove"]);
    expect(draft.changes()).toEqual({ name: "Foxglove", tags: ["a", "b"] });
    draft.undo();
    expect([draft.count(), draft.get("name")]).toEqual([0, "Press"]);
  });
  it("counts nothing when a value goes back", () => {
    const { draft } = started();
    draft.set("tags", ["b"]);
    draft.set("tags", ["a"]);
    expect(draft.count()).toBe(0);
  });
  it("follows the source where nothing was touched", () => {
    const { draft, setSource, source } = started();
    draft.set("name", "Mine");
    setSource({ ...source(), note: "theirs" });
    expect([draft.get("name"), draft.get("note"), draft.count()]).toEqual(["Mine", "theirs", 1]);
    setSource({ ...source(), name: "Mine" });
    expect(draft.count()).toBe(0);
  });
});
