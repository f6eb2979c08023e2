/** Looks into a page for everything that text must never become, and for what it must not do to the words around it. */
import type { BrowserContext, Page } from "@playwright/test";
import { type Block, type Inline, parse } from "../../src/lib/markdown";

interface Walk {
  texts: Record<string, string>;
  faults: string[];
}

declare global {
  interface Window {
    /** Set by whatever ran. */
    hostileRan?: string;
    faultsOfPage: () => string[];
    walkStream: (isNarrow: boolean) => Promise<Walk>;
  }
}

/** Runs in the page before anything else. */
function install(): void {
  for (const name of ["alert", "confirm", "prompt", "print"] as const) Object.defineProperty(window, name, { value: () => (window.hostileRan = name) });

  const NEVER = ["iframe", "frame", "frameset", "object", "embed", "applet", "base", "math", "foreignobject", "audio", "video", "source", "track", "marquee", "portal", "animate", "set", "template", "dialog", "details", "table", "font"];
  const IN_TEXT = ["p", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "br", "span", "button", "bdi"];
  const ON_TEXT = ["class", "dir", "href", "target", "rel", "title", "type", "role", "start", "tabindex", "inert", "aria-label", "aria-hidden", "aria-level"];
  const ADDRESSES = ["src", "action", "formaction", "poster", "data", "ping", "srcset", "background", "xlink:href", "manifest"];

  const outline = (element: Element) => `<${element.localName} ${[...element.attributes].map((one) => `${one.name}=${one.value}`).join(" ").slice(0, 200)}> ${(element.textContent ?? "").slice(0, 80)}`;

  function elementFaults(root: ParentNode): string[] {
    const faults: string[] = [];
    for (const element of root.querySelectorAll<HTMLElement>("*")) {
      const name = element.localName.toLowerCase();
      const outer = () => outline(element);
      const isOwnArt = name === "use" && element.getAttribute("href")?.startsWith("#");
      if (NEVER.includes(name) || (name === "use" && !isOwnArt) || (["script", "style"].includes(name) && !element.nonce)) faults.push(`element: ${outer()}`);
      for (const { name: key, value } of element.attributes) {
        if (/^on/i.test(key) || (key === "style" && /url\(|expression|@import/i.test(value))) faults.push(`attribute ${key}: ${outer()}`);
        if (ADDRESSES.includes(key) && value !== "" && !["blob:", "data:"].includes(new URL(value, location.href).protocol) && new URL(value, location.href).origin !== location.origin) faults.push(`address: ${outer()}`);
        if (key === "href" && !/^(?:https?:\/\/|mailto:|\/|#)/.test(value)) faults.push(`link: ${outer()}`);
      }
      if (name === "a" && new URL(element.getAttribute("href") ?? "", location.href).origin !== location.origin && !/noopener/.test(element.getAttribute("rel") ?? "")) faults.push(`open link: ${outer()}`);
    }
    for (const element of root.querySelectorAll(".text *, bdi *, .topic *, .person-bio *, .file-name *")) {
      if (!IN_TEXT.includes(element.localName)) faults.push(`in text: ${outline(element)}`);
      for (const { name } of element.attributes) if (!ON_TEXT.includes(name)) faults.push(`on text: ${name} ${outline(element)}`);
    }
    return faults;
  }

  /** Words of the interface that are not written in the order of the page, because a text beside them turned them round. */
  function turnedWords(root: Node): string[] {
    const isLtr = document.documentElement.dir !== "rtl";
    const pattern = isLtr ? /\p{Script=Latin}{2,}/gu : /\p{Script=Arabic}{2,}/gu;
    const faults: string[] = [];
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const boxOf = (node: Node, at: number) => {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect();
    };
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      if (node.parentElement?.closest("bdi, [dir], .text, textarea, option, script, style, .visually-hidden")) continue;
      // What is isolated inside of a sentence belongs to somebody.
      let depth = 0;
      const own = [...(node.textContent ?? "")].map((char) => {
        if (/[\u2066-\u2068]/u.test(char)) depth += 1;
        const shown = depth === 0 ? char : " ".repeat(char.length);
        if (char === "\u2069") depth -= 1;
        return shown;
      }).join("");
      let before: DOMRect | null = null;
      for (const word of own.matchAll(pattern)) {
        const [first, last] = [boxOf(node, word.index), boxOf(node, word.index + word[0].length - 1)];
        if (first.width === 0 || Math.abs(first.top - last.top) > 2) continue;
        const isInside = isLtr ? first.left < last.left : first.right > last.right;
        const isAfter = !before || Math.abs(before.top - first.top) > 2 || (isLtr ? before.left < first.left : before.right > first.right);
        if (!isInside || !isAfter) faults.push(`turned: ${word[0]} in ${JSON.stringify(node.textContent?.slice(0, 160))}`);
        before = first;
      }
    }
    return faults;
  }

  /** What stands out furthest, and is not cut by something inside. */
  const furthest = (root: Element) => {
    const out = (one: Element) => Math.max(one.getBoundingClientRect().right - root.getBoundingClientRect().right, root.getBoundingClientRect().left - one.getBoundingClientRect().left);
    return [...root.querySelectorAll("*")].reduce((most, one) => (out(one) > out(most) ? one : most), root);
  };

  const sideways = () => {
    const all = [document.documentElement, ...document.querySelectorAll(".stream, .set-main, .side-body, .aside, .members")];
    return all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => `sideways: ${one.className || one.localName} by ${outline(furthest(one))}`);
  };

  window.faultsOfPage = () => [...(window.hostileRan ? [`ran: ${window.hostileRan}`] : []), ...elementFaults(document), ...turnedWords(document.body), ...sideways()];

  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

  /** From the newest to the first message of a room, and everything on the way. */
  window.walkStream = async (isNarrow) => {
    const texts: Record<string, string> = {};
    const faults = new Set<string>();
    const stream = document.querySelector<HTMLElement>(".stream");
    if (!stream) return { texts, faults: ["no stream"] };
    const wordsOf = (text: Element) => {
      const copy = text.cloneNode(true) as Element;
      copy.querySelector(".edited")?.remove();
      return copy.textContent ?? "";
    };
    for (let stuck = 0; stuck < 60;) {
      await frame();
      await frame();
      for (const row of stream.querySelectorAll<HTMLElement>("article")) {
        const text = row.querySelector(".text");
        if (text && row.dataset["key"]) texts[row.dataset["key"]] = wordsOf(text);
        for (const [at, one] of [...row.querySelectorAll(".re .cut, .file-name bdi, .by bdi")].entries()) texts[`${row.dataset["key"] ?? ""}#${String(at)}`] = one.textContent ?? "";
      }
      for (const fault of [...sideways(), ...(isNarrow ? [] : [...elementFaults(stream), ...turnedWords(stream)])]) faults.add(fault);
      const isFirst = stream.querySelector(".beginning") !== null;
      if (stream.scrollTop <= 1 && isFirst) break;
      const before = stream.scrollTop;
      stream.scrollTop -= stream.clientHeight * 0.8;
      stuck = stream.scrollTop === before ? stuck + 1 : 0;
      if (stuck > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return { texts, faults: [...faults, ...window.faultsOfPage()] };
  };
}

export const watchText = async (context: BrowserContext): Promise<void> => void (await context.addInitScript(install));

export const faultsOf = (page: Page): Promise<string[]> => page.evaluate(() => window.faultsOfPage());
export const walkStream = (page: Page, isNarrow = false): Promise<Walk> => page.evaluate((narrow) => window.walkStream(narrow), isNarrow);

/** Stands for a name that only the page knows. */
const SOMEBODY = "\ue000";

function inlineText(nodes: Inline[]): string {
  return nodes.map((node) => {
    if (node.type === "text" || node.type === "code") return node.text;
    if (node.type === "break") return "";
    if (node.type === "link") return inlineText(node.children) + (node.deceptive ? ` (${node.host})` : "");
    return "children" in node ? inlineText(node.children) : SOMEBODY;
  }).join("");
}

function blockText(blocks: Block[]): string {
  return blocks.map((block) => {
    if (block.type === "fence") return block.text;
    if (block.type === "quote") return blockText(block.children);
    if (block.type === "list") return block.items.map(blockText).join("");
    return inlineText(block.children);
  }).join("");
}

/** Whether a message stands there as it was written, but for the marks that style it. */
export function standsFor(source: string, shown: string | undefined): boolean {
  const pattern = blockText(parse(source)).split(SOMEBODY).map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&")).join(".+?");
  return shown !== undefined && new RegExp(`^${pattern}$`, "su").test(shown);
}
