/** Turns message source into a tree of blocks; never throws, work grows with the length of the text. */
import { readInline } from "./inline";
import { DEPTH_MAX, type Block, type Meter } from "./tree";

export { plainInline, type Block, type Found, type Inline, type Meter } from "./tree";

const FENCE = /^ {0,3}(`{3,})[ \t]*([\p{L}\p{N}+#._-]{0,32})$/u;
const HEADING = /^(#{1,3})[ \t]+(\S.*)$/u;
const QUOTE = /^>(?: |$)/u;
const ITEM = /^( {0,12})(?:([-*+])|(\d{1,9})[.)])[ \t]+(?=\S)/u;

/** Reads a message. */
export function parse(source: string, meter: Meter = { steps: 0 }): Block[] {
  const text = source.replace(/\r\n?/g, "\n").replaceAll("\0", "\ufffd");
  return readBlocks(text.split("\n"), 0, meter);
}

function readBlocks(lines: string[], depth: number, meter: Meter): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    meter.steps += line.length + 1;
    if (!line.trim()) {
      at++;
      continue;
    }
    const [block, next] = readBlock(lines, at, depth, meter);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

function readBlock(lines: string[], at: number, depth: number, meter: Meter): [Block, number] {
  const line = lines[at] ?? "";
  const fence = FENCE.exec(line.trimEnd());
  if (fence?.[1]) return readFence(lines, at, fence[1].length, fence[2] ?? "", meter);
  const heading = HEADING.exec(line);
  if (heading?.[1] && heading[2]) {
    const level = heading[1].length as 1 | 2 | 3;
    return [{ type: "heading", level, children: readInline(heading[2], depth + 1, meter) }, at + 1];
  }
  if (depth < DEPTH_MAX - 1) {
    if (QUOTE.test(line)) return readQuote(lines, at, depth, meter);
    if (ITEM.test(line)) return readList(lines, at, depth, meter);
  }
  return readParagraph(lines, at, depth, meter);
}

function readFence(lines: string[], at: number, ticks: number, language: string, meter: Meter): [Block, number] {
  const inside: string[] = [];
  let next = at + 1;
  for (; next < lines.length; next++) {
    const line = lines[next] ?? "";
    meter.steps += line.length + 1;
    const close = /^ {0,3}(`{3,})$/u.exec(line.trimEnd());
    if (close?.[1] && close[1].length >= ticks) break;
    inside.push(line);
  }
  return [{ type: "fence", language, text: inside.join("\n") }, next + 1];
}

function readQuote(lines: string[], at: number, depth: number, meter: Meter): [Block, number] {
  const inside: string[] = [];
  let next = at;
  for (; next < lines.length && QUOTE.test(lines[next] ?? ""); next++) {
    meter.steps++;
    inside.push((lines[next] ?? "").slice(2));
  }
  return [{ type: "quote", children: readBlocks(inside, depth + 1, meter) }, next];
}

function readList(lines: string[], at: number, depth: number, meter: Meter): [Block, number] {
  const first = ITEM.exec(lines[at] ?? "");
  const ordered = first?.[3] !== undefined;
  const indent = first?.[1]?.length ?? 0;
  const items: string[][] = [];
  let next = at;
  for (; next < lines.length; next++) {
    const line = lines[next] ?? "";
    meter.steps += line.length + 1;
    const item = ITEM.exec(line);
    const width = item?.[1]?.length ?? 0;
    if (item && width <= indent + 1) {
      if ((item[3] !== undefined) !== ordered || width < indent) break;
      items.push([line.slice(item[0].length)]);
    } else if (/^ {2,}\S/u.test(line)) {
      items.at(-1)?.push(line.slice(Math.min(indent + 2, line.search(/\S/u))));
    } else break;
  }
  const start = Number(first?.[3] ?? 1);
  return [{ type: "list", ordered, start, items: items.map((item) => readBlocks(item, depth + 1, meter)) }, next];
}

function startsBlock(line: string, depth: number): boolean {
  return FENCE.test(line.trimEnd()) || HEADING.test(line) || (depth < DEPTH_MAX - 1 && (QUOTE.test(line) || ITEM.test(line)));
}

function readParagraph(lines: string[], at: number, depth: number, meter: Meter): [Block, number] {
  let next = at + 1;
  for (; next < lines.length; next++) {
    const line = lines[next] ?? "";
    meter.steps += line.length + 1;
    if (!line.trim() || startsBlock(line, depth)) break;
  }
  const text = lines.slice(at, next).join("\n");
  return [{ type: "paragraph", children: readInline(text, depth, meter) }, next];
}
