/** The parser reads the whole subset, gives hostile text no way into markup, and stays linear. */
import { describe, expect, it } from "vitest";
import { parse, type Block, type Inline } from ".";
import { hostile } from "./hostile";

const ID = "0198f1c2-7a3b-7c4d-8e5f-0123456789ab";
const one = (source: string): Inline[] => {
  const [block] = parse(source);
  return block?.type === "paragraph" ? block.children : [];
};
const text = (value: string): Inline => ({ type: "text", text: value });

describe("what people write", () => {
  it("reads emphasis, strike, spoiler and code", () => {
    expect(one("**a** *b* _c_ ~~d~~ ||e|| `f`").map((node) => node.type)).toEqual([
      "bold", "text", "italic", "text", "italic", "text", "strike", "text", "spoiler", "text", "code",
    ]);
  });
  it("nests bold and italic of one run", () => {
    expect(one("***x***")).toEqual([{ type: "bold", children: [{ type: "italic", children: [text("x")] }] }]);
  });
  it("leaves lone marks, snake case and sums alone", () => {
    for (const plain of ["2 * 3 * 4", "snake_case_name", "a * b", "**open", "~~", "||", "`tick", "[label]", "a_b"]) {
      expect(one(plain), plain).toEqual([text(plain)]);
    }
  });
  it("puts back what closed around it", () => {
    expect(one("**a *b**")).toEqual([{ type: "bold", children: [text("a *b")] }]);
  });
  it("keeps escapes and breaks", () => {
    expect(one("\\*a\\*\nb")).toEqual([text("*a*"), { type: "break" }, text("b")]);
  });
  it("reads mentions outside code only", () => {
    expect(one(`<@${ID}> <@&${ID}> <#${ID}> @everyone @here`).filter((node) => node.type !== "text")).toEqual([
      { type: "user", id: ID }, { type: "role", id: ID }, { type: "channel", id: ID },
      { type: "everyone", word: "everyone" }, { type: "everyone", word: "here" },
    ]);
    expect(one("`@everyone`")).toEqual([{ type: "code", text: "@everyone" }]);
    expect(one("ada@everyone.org @everyones")).toEqual([text("ada@everyone.org @everyones")]);
  });
  it("links bare addresses without the full stop", () => {
    const [, link, rest] = one("see https://snug.example/a_(b)?q=1. Then");
    expect(link).toMatchObject({ type: "link", href: "https://snug.example/a_(b)?q=1", host: "snug.example" });
    expect(rest).toEqual(text(". Then"));
    expect(one("(https://snug.example)")[2]).toEqual(text(")"));
    expect(one("**https://snug.example**")[0]).toMatchObject({ type: "bold" });
  });
  it("links labels, and says when one pretends", () => {
    const link = (source: string) => one(source).find((node) => node.type === "link");
    expect(link("[the proofs](https://files.example/x)")).toMatchObject({ deceptive: false, host: "files.example" });
    expect(link("[files.example](https://files.example/x)")).toMatchObject({ deceptive: false });
    expect(link("[www.bank.example](https://evil.example)")).toMatchObject({ deceptive: true });
    expect(link("[https://bank.example/in](https://evil.example)")).toMatchObject({ deceptive: true });
    expect(link("[b\u200bank.example](https://evil.example)")).toMatchObject({ deceptive: true });
    expect(link("https://bank.example@evil.example")).toMatchObject({ deceptive: true, host: "evil.example" });
    expect(link("[mail](mailto:ada@place.example)")).toMatchObject({ host: "ada@place.example" });
  });
  it("reads blocks", () => {
    const source = "# Title\nwords\n> said\n> **loud**\n- one\n  - inner\n- two\n\n3. three\n4. four\n```rust\nlet a = 1;\n```";
    expect(parse(source).map((block) => block.type)).toEqual(["heading", "paragraph", "quote", "list", "list", "fence"]);
    const lists = parse(source).filter((block) => block.type === "list");
    expect(lists[0]).toMatchObject({ ordered: false });
    expect(lists[0]?.items).toHaveLength(2);
    expect(lists[1]).toMatchObject({ ordered: true, start: 3 });
    expect(parse("```\nopen **x**")).toEqual([{ type: "fence", language: "", text: "open **x**" }]);
  });
  it("needs a space to make a heading or quote", () => {
    expect(parse("#general").map((block) => block.type)).toEqual(["paragraph"]);
    expect(parse("#### four").map((block) => block.type)).toEqual(["paragraph"]);
    expect(parse(">_<").map((block) => block.type)).toEqual(["paragraph"]);
  });
});

function* inlines(nodes: Inline[], depth: number): Generator<[Inline, number]> {
  for (const node of nodes) {
    yield [node, depth];
    if ("children" in node) yield* inlines(node.children, depth + 1);
  }
}
function* all(blocks: Block[], depth = 0): Generator<[Inline, number]> {
  for (const block of blocks) {
    if (block.type === "quote") yield* all(block.children, depth + 1);
    else if (block.type === "list") for (const item of block.items) yield* all(item, depth + 1);
    else if (block.type !== "fence") yield* inlines(block.children, depth);
  }
}

function check(source: string): void {
  const meter = { steps: 0 };
  for (const [node, depth] of all(parse(source, meter))) {
    if (depth > 8) expect.fail(`nested ${String(depth)} deep: ${source}`);
    if (node.type === "link") {
      // An apostrophe is a letter of addresses, as of many lemmas of encyclopedias.
      expect(node.href).toMatch(/^(?:https?:\/\/|mailto:)[^\s"<>`]+$/);
      expect(["http:", "https:", "mailto:"]).toContain(new URL(node.href).protocol);
      expect(node.children.some((child) => child.type === "link")).toBe(false);
    }
  }
  expect(meter.steps, source.slice(0, 60)).toBeLessThan(60 * source.length + 200);
}

// control: canis-54
describe("hostile text", () => {
  it("has at least two hundred payloads", () => expect(new Set(hostile).size).toBeGreaterThanOrEqual(200));
  it.each(hostile)("stays text or becomes a harmless node: %j", (payload) => {
    check(payload);
    check(`**${payload}** ||${payload}||\n> ${payload}\n- ${payload}\n[${payload}](${payload})`);
  });
  it("stays linear on worst cases", () => {
    const worst = [
      "*", "**a", "_a ", "[", "](", "[a](x", "`", "``a`", "||", "~~", "> ", "- ", "  - a\n", "<@", "http://", "https://a)",
      "[a](https://a.b/(", "`".repeat(7) + " ", "*a **b ", ">>>> ", "\\", "a_b_", "@here", "```\n", "``` ", "[[[[", "]]]](", "\n",
      "1. a\n", "# ", "mailto:", "h", "<", "|| ||", "***", " ", "\t", "[a](http://b.c)", "[http://a.b](http://c.d)",
    ];
    for (const part of worst) {
      const small = { steps: 0 };
      const large = { steps: 0 };
      parse(part.repeat(Math.ceil(1000 / part.length)), small);
      parse(part.repeat(Math.ceil(4000 / part.length)), large);
      expect(large.steps, part).toBeLessThan(small.steps * 4.6 + 400);
    }
  });
  it("never throws on random text", { timeout: 60_000 }, () => {
    let seed = 20_260_131;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed % below;
    };
    const alphabet = [..."*_~|`[]()<>#-+.!@:> \n\t\\abcXYZ012/&é漢🙂\u202e\u200b\u0000", "https://", "javascript:", ID, "```", "<@", "**"];
    for (let round = 0; round < 1500; round++) {
      check(Array.from({ length: random(200) }, () => alphabet[random(alphabet.length)] ?? "").join(""));
    }
  });
});
