/**
 * Finds the places of a message's source again in the tree that it became, so that what was found can be shown.
 * The server counts code points of the source; the tree holds words without their marks. Leaves stand in the tree in
 * the order of the source, so each is looked for behind the one before it, past whatever address or name lies between.
 */
import type { Highlight } from "~/lib/api/wire";
import type { Block, Found, Inline } from "~/lib/markdown";
import { targetOf } from "~/lib/markdown/links";

/** Comparisons after which the rest of a message stays without marks: texts made to be slow. */
const STEPS_MAX = 200_000;
const ESCAPABLE = "\\`*_~|[]()<>#-+.!@:>{}";
const ADDRESS = /[*_~|`>\s]*\]\(/y;

/** True for every UTF-16 unit of the source that lies in a range. */
function litUnits(source: string, ranges: readonly Highlight[]): Uint8Array {
  const lit = new Uint8Array(source.length);
  let unit = 0;
  let point = 0;
  let next = 0;
  for (const char of source) {
    while ((ranges[next]?.end ?? Infinity) <= point) next++;
    const range = ranges[next];
    if (!range) break;
    if (point >= range.start) lit.fill(1, unit, unit + char.length);
    unit += char.length;
    point++;
  }
  return lit;
}

class Placing {
  private at = 0;
  private steps = 0;

  constructor(
    private readonly source: string,
    private readonly lit: Uint8Array,
  ) {}

  block(block: Block): Block {
    switch (block.type) {
      case "paragraph":
      case "heading":
        return { ...block, children: this.inlines(block.children) };
      case "quote":
        return { ...block, children: block.children.map((child) => this.block(child)) };
      case "list":
        return { ...block, items: block.items.map((item) => this.item(item, block.ordered)) };
      case "fence":
        return this.fence(block);
    }
  }

  private item(item: Block[], isNumbered: boolean): Block[] {
    if (isNumbered) this.pass(/\d{1,9}[.)]/gu);
    return item.map((child) => this.block(child));
  }

  /** Lines of a fence are found one by one: inside of quotes and lists each has its own beginning. */
  private fence(block: Extract<Block, { type: "fence" }>): Block {
    this.pass(/`{3,}[^\n]*\n?/gu);
    const found: [number, number][] = [];
    let from = 0;
    for (const line of block.text.split("\n")) {
      for (const [start, end] of this.leaf(line, true)) found.push([from + start, from + end]);
      from += line.length + 1;
    }
    return { ...block, ...(found.length > 0 ? { found } : {}) };
  }

  private inlines(nodes: Inline[]): Inline[] {
    return nodes.map((node) => this.inline(node));
  }

  private inline(node: Inline): Inline {
    switch (node.type) {
      case "text":
      case "code": {
        const found = this.leaf(node.text, node.type === "code");
        return found.length > 0 ? { ...node, found } : node;
      }
      case "break":
        return node;
      case "user":
      case "role":
      case "channel":
        this.passText(node.id);
        return node;
      case "everyone":
        this.passText(`@${node.word}`);
        return node;
      case "link": {
        const children = this.inlines(node.children);
        this.passAddress(node.href);
        return { ...node, children };
      }
      default:
        return { ...node, children: this.inlines(node.children) };
    }
  }

  /** Where a leaf is lit; nothing when it is not found. */
  private leaf(text: string, isRaw: boolean): Found {
    for (let start = this.at; text !== "" && start < this.source.length && this.steps < STEPS_MAX; start++) {
      const spots = this.spotsFrom(start, text, isRaw);
      if (!spots) continue;
      this.at = (spots.at(-1) ?? start) + 1;
      return this.stretches(spots);
    }
    return [];
  }

  /** The place of each unit of a leaf that begins here; null when another text does. */
  private spotsFrom(start: number, text: string, isRaw: boolean): number[] | null {
    const spots: number[] = [];
    let at = start;
    for (let unit = 0; unit < text.length; unit++) {
      this.steps++;
      const char = text.charAt(unit);
      if (!isRaw && this.source.charAt(at) === "\\" && this.source.charAt(at + 1) === char && ESCAPABLE.includes(char)) at++;
      const here = this.source.charAt(at);
      if (here !== char && !(isRaw && char === " " && here === "\n")) return null;
      spots.push(at++);
    }
    return spots;
  }

  private stretches(spots: readonly number[]): Found {
    const found: [number, number][] = [];
    spots.forEach((spot, unit) => {
      if (this.lit[spot] !== 1) return;
      const last = found.at(-1);
      if (last?.[1] === unit) last[1] = unit + 1;
      else found.push([unit, unit + 1]);
    });
    return found;
  }

  private pass(pattern: RegExp): void {
    pattern.lastIndex = this.at;
    if (pattern.test(this.source)) this.at = pattern.lastIndex;
  }

  private passText(text: string): void {
    const found = this.source.toLowerCase().indexOf(text, this.at);
    if (found >= 0) this.at = found + text.length;
  }

  /** A labelled link is followed by its address, which ends with the first bracket or the second. */
  private passAddress(href: string): void {
    ADDRESS.lastIndex = this.at;
    if (!ADDRESS.test(this.source)) return;
    const from = ADDRESS.lastIndex;
    let end = this.source.indexOf(")", from);
    for (let tries = 0; tries < 2 && end >= 0; tries++) {
      if (targetOf(this.source.slice(from, end))?.href === href) {
        this.at = end + 1;
        return;
      }
      end = this.source.indexOf(")", end + 1);
    }
  }
}

/** The tree of a source with its ranges marked: of each text what was found in it, never markup. */
export function placed(blocks: Block[], source: string, ranges: readonly Highlight[]): Block[] {
  if (ranges.length === 0) return blocks;
  const placing = new Placing(source, litUnits(source, ranges));
  return blocks.map((block) => placing.block(block));
}
