/** The tree that message text becomes: nothing in it can turn into markup on its own. */

/** Stretches of a text to show as found: from, and behind the last, in UTF-16 units. */
export type Found = readonly (readonly [from: number, to: number])[];

export type Inline =
  | { type: "text"; text: string; found?: Found }
  | { type: "break" }
  | { type: "bold"; children: Inline[] }
  | { type: "italic"; children: Inline[] }
  | { type: "strike"; children: Inline[] }
  | { type: "spoiler"; children: Inline[] }
  | { type: "code"; text: string; found?: Found }
  | { type: "link"; href: string; host: string; deceptive: boolean; children: Inline[] }
  | { type: "user"; id: string }
  | { type: "role"; id: string }
  | { type: "channel"; id: string }
  | { type: "everyone"; word: "everyone" | "here" };

export type Block =
  | { type: "paragraph"; children: Inline[] }
  | { type: "heading"; level: 1 | 2 | 3; children: Inline[] }
  | { type: "fence"; language: string; text: string; found?: Found }
  | { type: "quote"; children: Block[] }
  | { type: "list"; ordered: boolean; start: number; items: Block[][] };

/** Deepest nesting of blocks and inline parts together. */
export const DEPTH_MAX = 8;

/** Counts the work of one parse, so that tests can hold it to a line. */
export interface Meter {
  steps: number;
}

/** Reads the words of a tree, without any of its marks. */
export function plainInline(nodes: Inline[]): string {
  return nodes
    .map((node) => {
      switch (node.type) {
        case "text":
        case "code":
          return node.text;
        case "break":
          return "\n";
        case "everyone":
          return `@${node.word}`;
        case "user":
        case "role":
        case "channel":
          return "";
        default:
          return plainInline(node.children);
      }
    })
    .join("");
}
