/** What is typed finds what is meant: folded, by words in any order, the beginnings first. */
import { describe, expect, it, vi } from "vitest";
import { askedOf, createIndex, find, pieces, type Findable } from "./match";
import { createRecent, RECENT_MOST } from "./recent";

const named = (name: string, ...also: string[]): Findable => ({ name, also });
const none = () => 0;
const names = (text: string, items: Findable[], bonus: (item: Findable) => number = none) =>
  find(createIndex(items), askedOf(text), bonus).map((found) => found.item.name);

describe("what is typed", () => {
  it.each([
    ["jose", "José"], ["JOSÉ", "José"], ["tomas rey", "Tomás Rey"], ["احمد", "أحمد"], ["مكتبه", "المكتبة"], ["مكتبة", "المكتبة"],
    ["الكتاب", "الكتّاب"], ["front desk", "front-desk"], ["desk fr", "front-desk"], ["fd", "front-desk"], ["🔥", "🔥🔥 hot"], ["ｗｉｄｅ", "wide"],
  ])("%s finds %s", (text, name) => expect(names(text, [named("something else"), named(name)])).toEqual([name]));
  it("must be met word by word", () => expect(names("front nowhere", [named("front-desk", "Foxglove Press")])).toEqual([]));
  it("may be met by other words", () => expect(names("front fox", [named("front-desk", "Foxglove Press")])).toEqual(["front-desk"]));
  it("lists the name itself, then beginnings, then beginnings of words, then what is inside", () =>
    expect(names("pro", [named("approve"), named("the proof"), named("programme"), named("pro"), named("else", "profile")]))
      .toEqual(["pro", "programme", "the proof", "else", "approve"]));
  it("lets a recent one win among its like, and never over the name itself", () => {
    const items = [named("proof"), named("programme"), named("approve")];
    expect(names("pro", items, (item) => (item.name === "programme" ? 4 : 0))).toEqual(["programme", "proof", "approve"]);
    expect(names("proof", [named("proofs"), named("proof")], (item) => (item.name === "proofs" ? 7 : 0))[0]).toBe("proof");
    expect(names("", items, (item) => (item.name === "approve" ? 2 : 0))[0]).toBe("approve");
  });
  it("is shown in the name as it is written", () => {
    expect(pieces("Tomás Rey", askedOf("tomas r"))).toEqual([{ text: "Tomás", isMet: true }, { text: " ", isMet: false }, { text: "R", isMet: true }, { text: "ey", isMet: false }]);
    expect(pieces("the other", askedOf("o"))).toEqual([{ text: "the ", isMet: false }, { text: "o", isMet: true }, { text: "ther", isMet: false }]);
    expect(pieces("الكتّاب", askedOf("كتاب"))).toEqual([{ text: "ال", isMet: false }, { text: "كتّاب", isMet: true }]);
  });
});

/** A made-up chance that is the same on every run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}
const LETTERS = [..."abeéñoöıßΣзжاأإىيةهلكتــّ日本🔥-_ .'"];
function word(roll: (below: number) => number, most: number): string {
  return Array.from({ length: 1 + roll(most) }, () => LETTERS[roll(LETTERS.length)] ?? "a").join("");
}

describe("for any names", () => {
  const roll = dice(42);
  const rounds = Array.from({ length: 200 }, () => ({
    items: Array.from({ length: 30 }, () => named(word(roll, 12), word(roll, 8))),
    text: word(roll, 6),
  }));
  it("a letter more never finds more", () => {
    for (const { items, text } of rounds) {
      const index = createIndex(items);
      const before = new Set(find(index, askedOf(text.slice(0, -1)), none).map((found) => found.item));
      for (const { item } of find(index, askedOf(text), none)) expect([text, item.name, before.has(item)]).toEqual([text, item.name, true]);
    }
  });
  it("the order of the words changes the order of the found only", () => {
    for (const { items, text } of rounds) {
      const index = createIndex(items);
      const asked = askedOf(`${text} a`);
      const turned = { whole: "", words: asked.words.toReversed() };
      expect(new Set(find(index, turned, none).map((found) => found.item))).toEqual(new Set(find(index, asked, none).map((found) => found.item)));
    }
  });
  it("each is found by its own name, and nothing stands before it that is called otherwise", () => {
    for (const { items } of rounds) {
      const [first] = items;
      if (!first || askedOf(first.name).words.length === 0) continue;
      const best = find(createIndex(items), askedOf(first.name), none)[0]?.item.name ?? "";
      expect(askedOf(best).whole).toBe(askedOf(first.name).whole);
    }
  });
  it("a bonus never lowers anything", () => {
    for (const { items, text } of rounds) {
      const index = createIndex(items);
      const plain = find(index, askedOf(text), none).map((found) => found.item);
      const lucky = plain.at(-1);
      const lifted = find(index, askedOf(text), (item) => (item === lucky ? 3 : 0)).map((found) => found.item);
      if (lucky) expect(lifted.indexOf(lucky)).toBeLessThanOrEqual(plain.length - 1);
      expect(lifted.filter((item) => item !== lucky)).toEqual(plain.filter((item) => item !== lucky));
    }
  });
  it("the pieces of a name put together are the name", () => {
    for (const { items, text } of rounds) {
      for (const { name } of items) expect(pieces(name, askedOf(text)).map((piece) => piece.text).join("")).toBe(name);
    }
  });
});

it("five thousand names are folded once, and each question folds itself only", () => {
  const folds = vi.spyOn(String.prototype, "normalize");
  const index = createIndex(Array.from({ length: 5000 }, (_, at) => named(`Room ${String(at)}`, "Foxglove Press")));
  expect(folds).toHaveBeenCalledTimes(10_000);
  folds.mockClear();
  expect(find(index, askedOf("room 49"), none)).not.toHaveLength(0);
  expect(folds).toHaveBeenCalledTimes(1);
  folds.mockRestore();
});

describe("what was opened last", () => {
  it("is remembered, the newest first, and only so many", () => {
    const shelf = new Map<string, string>();
    const storage = { getItem: (key: string) => shelf.get(key) ?? null, setItem: (key: string, value: string) => void shelf.set(key, value) };
    const recent = createRecent(storage, "r");
    for (let at = 0; at <= RECENT_MOST; at++) recent.add(`room:${String(at)}`);
    recent.add("room:5");
    expect([recent.share("room:5"), recent.share("room:0")]).toEqual([1, 0]);
    expect(recent.share(`room:${String(RECENT_MOST)}`)).toBeLessThan(1);
    expect(createRecent(storage, "r").share("room:5")).toBe(1);
  });
  it("survives what somebody else left there", () => {
    for (const text of ["{", "7", "[1,2]", "null"]) expect(createRecent({ getItem: () => text, setItem: () => undefined }, "r").share("1")).toBe(0);
  });
});
