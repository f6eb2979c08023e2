/** What was found is shown where it stands, in any script, and nothing of it can become markup. */
import { describe, expect, it } from "vitest";
import type { Highlight } from "~/lib/api/wire";
import { parse, type Block, type Inline } from "~/lib/markdown";
import { hostile } from "~/lib/markdown/hostile";
import { placed } from "./marks";

const ID = "0198f1c2-7a3b-7c4d-8e5f-0123456789ab";

/** The ranges of every occurrence of a word, counted as the server does. */
function rangesOf(source: string, word: string): Highlight[] {
  const points = [...source];
  const wanted = [...word];
  return points.flatMap((_, start) => (wanted.every((char, at) => points[start + at] === char) ? [{ start, end: start + wanted.length }] : []));
}

function* leaves(nodes: Inline[]): Generator<Extract<Inline, { text: string }>> {
  for (const node of nodes) {
    if ("text" in node) yield node;
    else if ("children" in node) yield* leaves(node.children);
  }
}
function* texts(blocks: Block[]): Generator<{ text: string; found?: readonly (readonly [number, number])[] }> {
  for (const block of blocks) {
    if (block.type === "fence") yield block;
    else if (block.type === "quote") yield* texts(block.children);
    else if (block.type === "list") for (const item of block.items) yield* texts(item);
    else yield* leaves(block.children);
  }
}
/** The marked text with brackets around what was found. */
function shown(source: string, ranges: Highlight[]): string {
  return [...texts(placed(parse(source), source, ranges))].map(({ text, found = [] }) => {
    const pieces = found.toReversed().reduce((left, [from, to]) => `${left.slice(0, from)}⟦${left.slice(from, to)}⟧${left.slice(to)}`, text);
    return pieces;
  }).join("");
}
const find = (source: string, word: string) => shown(source, rangesOf(source, word));

describe("marks", () => {
  it.each([
    ["a plain proof", "proof", "a plain ⟦proof⟧"],
    ["🎉🎉 proof 👩‍👩‍👧 proof", "proof", "🎉🎉 ⟦proof⟧ 👩‍👩‍👧 ⟦proof⟧"],
    ["𝔘𝔫 😀proof", "proof", "𝔘𝔫 😀⟦proof⟧"],
    ["هذا كِتَابٌ جديد", "كِتَابٌ", "هذا ⟦كِتَابٌ⟧ جديد"],
    ["كتاب **كِتَابٌ** كتاب", "كِتَابٌ", "كتاب ⟦كِتَابٌ⟧ كتاب"],
    ["東京都に行く", "京都", "東⟦京都⟧に行く"],
    ["a **green** tea", "green** tea", "a ⟦green⟧⟦ tea⟧"],
    ["\\*proof\\* of \\_it\\_", "proof", "*⟦proof⟧* of _it_"],
    ["a \\*b\\* c", "\\*b\\*", "a ⟦*b*⟧ c"],
    ["`proof` and ``a ` proof``", "proof", "⟦proof⟧ and a ` ⟦proof⟧"],
    ["```proof\nproof\n```\nproof", "proof", "⟦proof⟧⟦proof⟧"],
    ["> proof\n> ```\n> let proof\n> ```", "proof", "⟦proof⟧let ⟦proof⟧"],
    ["1. 1 proof\n2. 2", "2", "1 proof⟦2⟧"],
    ["- proof\n  - inner proof", "proof", "⟦proof⟧inner ⟦proof⟧"],
    ["# proof", "proof", "⟦proof⟧"],
    ["||proof|| ~~proof~~", "proof", "⟦proof⟧ ⟦proof⟧"],
    ["[label](https://proof.example/proof) proof", "proof", "label ⟦proof⟧"],
    ["[label](https://proof.example/a_(b))**proof**", "proof", "label⟦proof⟧"],
    ["https://proof.example", "proof", "https://⟦proof⟧.example"],
    ["@here here", "here", " ⟦here⟧"],
  ])("%j, %j", (source, word, expected) => expect(find(source, word)).toBe(expected));

  it("go past whom a message calls", () => {
    const source = `<@${ID}>0198 and <#${ID}>**0123**`;
    expect(shown(source, [{ start: 39, end: 43 }])).toBe("⟦0198⟧ and 0123");
    const last = [...source].length - 6;
    expect(shown(source, [{ start: last, end: last + 4 }])).toBe("0198 and ⟦0123⟧");
  });
  it("leave a tree alone when nothing was found, or out of sight", () => {
    const blocks = parse("a proof");
    expect(placed(blocks, "a proof", [])).toBe(blocks);
    expect(shown("a proof", [{ start: 90, end: 99 }])).toBe("a proof");
  });
  it.each(hostile)("change nothing but what is found: %j", (payload) => {
    const source = `proof ${payload} proof`;
    const blocks = parse(source);
    const marked = placed(blocks, source, [{ start: 0, end: [...source].length }]);
    expect(JSON.parse(JSON.stringify(marked, (key, value: unknown) => (key === "found" ? undefined : value)))).toEqual(JSON.parse(JSON.stringify(blocks)));
    for (const { text, found = [] } of texts(marked)) for (const [from, to] of found) expect(from < to && to <= text.length).toBe(true);
  });
  it("end on texts that were made to be slow", () => {
    for (const source of [`${"a".repeat(3999)}b`, "a`".repeat(2000), "[a](".repeat(1000)]) {
      expect(placed(parse(source), source, [{ start: 0, end: 4000 }]).length).toBeGreaterThan(0);
    }
  });
});
