/** Reads one run of text into inline nodes in a single pass; anything that does not close stays text. */
import { isDeceptive, targetOf } from "./links";
import { DEPTH_MAX, plainInline, type Inline, type Meter } from "./tree";

type Mark = "bold" | "italic" | "strike" | "spoiler" | "link";
interface Open {
  mark: Mark;
  /** The characters that opened it, put back as text when it never closes. */
  source: string;
  children: Inline[];
}

const UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
const MENTION = new RegExp(`<(@&|@|#)(${UUID})>`, "y");
const EVERYONE = /@(everyone|here)(?![\p{L}\p{N}_])/uy;
const ESCAPABLE = "\\`*_~|[]()<>#-+.!@:>{}";
const WORD = /[\p{L}\p{N}]/u;
const SPACE = /\s/u;

/** Where each kind of thing next stands, found once from the end, so that no search runs twice. */
interface Ahead {
  /** Next character that ends an address in brackets. */
  stop: Int32Array;
  /** For the start of a run of backticks: the start of the next run of the same length, or -1. */
  ticks: Map<number, number>;
}

function lookAhead(text: string, meter: Meter): Ahead {
  const stop = new Int32Array(text.length + 1);
  stop[text.length] = text.length;
  for (let at = text.length - 1; at >= 0; at--) {
    meter.steps++;
    const char = text.charAt(at);
    stop[at] = char === ")" || char === "[" || char === "<" || SPACE.test(char) ? at : (stop[at + 1] ?? text.length);
  }
  const ticks = new Map<number, number>();
  const last = new Map<number, number>();
  let at = 0;
  while (at < text.length) {
    meter.steps++;
    if (text.charAt(at) !== "`") {
      at++;
      continue;
    }
    const length = runLength(text, at, "`", meter);
    const before = last.get(length);
    if (before !== undefined) ticks.set(before, at);
    last.set(length, at);
    at += length;
  }
  return { stop, ticks };
}

function runLength(text: string, at: number, char: string, meter: Meter): number {
  let length = 0;
  while (text.charAt(at + length) === char) {
    meter.steps++;
    length++;
  }
  return length;
}

class Reader {
  private at = 0;
  private buffer = "";
  private readonly root: Inline[] = [];
  private readonly open: Open[] = [];
  private readonly ahead: Ahead;

  constructor(
    private readonly text: string,
    private readonly depth: number,
    private readonly meter: Meter,
  ) {
    this.ahead = lookAhead(text, meter);
  }

  read(): Inline[] {
    while (this.at < this.text.length) {
      this.meter.steps++;
      if (!this.special()) this.buffer += this.text.charAt(this.at++);
    }
    this.flush();
    while (this.open.length > 0) this.giveUp();
    return this.root;
  }

  private special(): boolean {
    switch (this.text.charAt(this.at)) {
      case "\\":
        return this.escape();
      case "\n":
        this.push({ type: "break" }, 1);
        return true;
      case "`":
        return this.code();
      case "*":
      case "_":
        return this.emphasis();
      case "~":
        return this.pair("~~", "strike");
      case "|":
        return this.pair("||", "spoiler");
      case "[":
        return this.openMark("link", "[");
      case "]":
        return this.closeLink();
      case "<":
        return this.angle();
      case "@":
        return this.everyone();
      case "h":
      case "H":
      case "m":
      case "M":
        return this.bareUrl();
      default:
        return false;
    }
  }

  private get here(): Inline[] {
    return this.open.at(-1)?.children ?? this.root;
  }

  private flush(): void {
    if (!this.buffer) return;
    const last = this.here.at(-1);
    if (last?.type === "text") last.text += this.buffer;
    else this.here.push({ type: "text", text: this.buffer });
    this.buffer = "";
  }

  private push(node: Inline, length: number): void {
    this.flush();
    this.here.push(node);
    this.at += length;
  }

  /** Turns the innermost open mark back into text. */
  private giveUp(): void {
    this.flush();
    const lost = this.open.pop();
    if (!lost) return;
    this.buffer = lost.source;
    this.flush();
    for (const child of lost.children) {
      this.meter.steps++;
      const last = this.here.at(-1);
      if (child.type === "text" && last?.type === "text") last.text += child.text;
      else this.here.push(child);
    }
  }

  private openMark(mark: Mark, source: string): boolean {
    if (this.open.length + this.depth >= DEPTH_MAX) return false;
    this.flush();
    this.open.push({ mark, source, children: [] });
    this.at += source.length;
    return true;
  }

  /** Closes a mark that is open somewhere; what was opened inside it and not closed becomes text. */
  private closeMark(mark: Mark, length: number): boolean {
    if (!this.open.some((entry) => entry.mark === mark)) return false;
    this.flush();
    while (this.open.at(-1)?.mark !== mark) this.giveUp();
    const done = this.open.pop();
    if (!done || mark === "link") return false;
    this.push({ type: mark, children: done.children }, length);
    return true;
  }

  private escape(): boolean {
    const next = this.text.charAt(this.at + 1);
    if (!next || !ESCAPABLE.includes(next)) return false;
    this.buffer += next;
    this.at += 2;
    return true;
  }

  private code(): boolean {
    const length = runLength(this.text, this.at, "`", this.meter);
    const end = this.ahead.ticks.get(this.at);
    if (end === undefined) {
      this.buffer += this.text.slice(this.at, this.at + length);
      this.at += length;
      return true;
    }
    let inner = this.text.slice(this.at + length, end).replaceAll("\n", " ");
    this.meter.steps += inner.length;
    if (inner.startsWith(" ") && inner.endsWith(" ") && inner.trim()) inner = inner.slice(1, -1);
    this.push({ type: "code", text: inner }, end + length - this.at);
    return true;
  }

  private flanks(length: number): { opens: boolean; closes: boolean } {
    const before = this.text.charAt(this.at - 1);
    const after = this.text.charAt(this.at + length);
    return { opens: after !== "" && !SPACE.test(after), closes: before !== "" && !SPACE.test(before) };
  }

  private pair(source: string, mark: "strike" | "spoiler"): boolean {
    if (!this.text.startsWith(source, this.at)) return false;
    const top = this.open.at(-1);
    const isEmpty = top?.mark === mark && top.children.length + this.buffer.length === 0;
    return (!isEmpty && this.closeMark(mark, source.length)) || this.openMark(mark, source);
  }

  private emphasis(): boolean {
    const char = this.text.charAt(this.at);
    const run = runLength(this.text, this.at, char, this.meter);
    let { opens, closes } = this.flanks(run);
    if (char === "_") {
      const inside = WORD.test(this.text.charAt(this.at - 1)) && WORD.test(this.text.charAt(this.at + run));
      opens &&= !inside;
      closes &&= !inside;
    }
    let left = run;
    while (left > 0) {
      this.meter.steps++;
      const took = this.emphasisOnce(char, left, opens, closes);
      if (took === 0) break;
      left -= took;
    }
    this.buffer += char.repeat(left);
    this.at += left;
    return true;
  }

  private emphasisOnce(char: string, left: number, opens: boolean, closes: boolean): number {
    const isOpen = (mark: Mark, source: string) =>
      this.open.some((entry) => entry.mark === mark && entry.source === source);
    if (closes) {
      const top = this.open.at(-1)?.mark;
      if (top === "italic" && isOpen("italic", char) && left !== 2 && this.closeMark("italic", 1)) return 1;
      if (left >= 2 && isOpen("bold", char + char) && this.closeMark("bold", 2)) return 2;
      if (left !== 2 && isOpen("italic", char) && this.closeMark("italic", 1)) return 1;
    }
    if (!opens) return 0;
    if (left >= 2) return this.openMark("bold", char + char) ? 2 : 0;
    return this.openMark("italic", char) ? 1 : 0;
  }

  private closeLink(): boolean {
    const entry = this.open.findLast((mark) => mark.mark === "link");
    if (!entry) return false;
    this.flush();
    while (this.open.at(-1) !== entry) this.giveUp();
    const end = this.text.charAt(this.at + 1) === "(" ? this.addressEnd(this.at + 2) : -1;
    const found = end < 0 ? null : targetOf(this.text.slice(this.at + 2, end));
    if (!found || entry.children.length === 0) {
      this.giveUp();
      return false;
    }
    this.open.pop();
    const children = withoutLinks(entry.children, this.meter);
    const label = plainInline(children);
    if (!label.trim()) {
      this.open.push(entry);
      this.giveUp();
      return false;
    }
    this.push({ type: "link", ...found, deceptive: isDeceptive(label, found), children }, end + 1 - this.at);
    return true;
  }

  /** Finds the closing bracket of an address, allowing one pair of brackets inside it. */
  private addressEnd(from: number): number {
    const first = this.ahead.stop[from] ?? this.text.length;
    if (this.text.charAt(first) !== ")") return -1;
    this.meter.steps += first - from;
    const nested = this.text.slice(from, first).includes("(");
    const second = this.ahead.stop[first + 1] ?? this.text.length;
    return nested && this.text.charAt(second) === ")" ? second : first;
  }

  private angle(): boolean {
    MENTION.lastIndex = this.at;
    const found = MENTION.exec(this.text);
    if (found?.[1] && found[2]) {
      const type = found[1] === "@" ? "user" : found[1] === "@&" ? "role" : "channel";
      this.push({ type, id: found[2].toLowerCase() }, found[0].length);
      return true;
    }
    return false;
  }

  private everyone(): boolean {
    if (WORD.test(this.text.charAt(this.at - 1))) return false;
    EVERYONE.lastIndex = this.at;
    const found = EVERYONE.exec(this.text);
    if (!found) return false;
    this.push({ type: "everyone", word: found[1] === "here" ? "here" : "everyone" }, found[0].length);
    return true;
  }

  private bareUrl(): boolean {
    if (WORD.test(this.text.charAt(this.at - 1))) return false;
    const start = this.text.slice(this.at, this.at + 8).toLowerCase();
    if (!start.startsWith("http://") && !start.startsWith("https://") && !start.startsWith("mailto:")) return false;
    let end = this.at;
    while (end < this.text.length && !/[\s<>"`\\[\]{}^|]/u.test(this.text.charAt(end))) {
      this.meter.steps++;
      end++;
    }
    const whole = end;
    const hasBracket = this.text.slice(this.at, end).includes("(");
    while (end > this.at && /[.,:;!?'*_~)\u060c\u061b\u061f\u3002]/u.test(this.text.charAt(end - 1))) {
      this.meter.steps++;
      if (this.text.charAt(end - 1) === ")" && hasBracket) break;
      end--;
    }
    const raw = this.text.slice(this.at, end);
    const found = targetOf(raw);
    if (!found) {
      this.buffer += this.text.slice(this.at, whole);
      this.at = whole;
      return true;
    }
    const node: Inline = { type: "link", ...found, deceptive: false, children: [{ type: "text", text: raw }] };
    node.deceptive = /^https?:\/\/[^/]*@/i.test(raw);
    this.push(node, end - this.at);
    return true;
  }
}

/** A link holds no other link: inner ones leave their words behind. */
function withoutLinks(nodes: Inline[], meter: Meter): Inline[] {
  return nodes.flatMap((node): Inline[] => {
    meter.steps++;
    if (node.type === "link") return withoutLinks(node.children, meter);
    if ("children" in node) return [{ ...node, children: withoutLinks(node.children, meter) }];
    return [node];
  });
}

/** Reads inline text at a depth of surrounding blocks. */
export function readInline(text: string, depth: number, meter: Meter): Inline[] {
  return new Reader(text, depth, meter).read();
}
