/**
 * `Show` and `Match` whose value lasts: who still reads it while the view is taken down, as handlers do, gets the last one
 * instead of an error. `Part` draws around a part that may be missing.
 */
import { type Accessor, type JSX, Match as SolidMatch, Show as SolidShow, children, createMemo } from "solid-js";

interface Branch {
  when: unknown;
  keyed?: boolean;
  children: unknown;
}

/** Solid's own value throws "Stale read" as soon as the condition has gone; a click or an answer may come just then. */
function lasting(branch: Branch): unknown {
  const child = branch.children;
  if (branch.keyed || typeof child !== "function" || child.length === 0) return child;
  return (_strict: unknown): unknown => child(createMemo<unknown>((last) => branch.when || last));
}

const shown = SolidShow as (props: object) => never;
const matched = SolidMatch as (props: object) => never;

function laid(props: object, draw: (props: object) => never): never {
  const branch = props as Branch & { fallback?: unknown };
  return draw({
    get when() {
      return branch.when;
    },
    get keyed() {
      return branch.keyed;
    },
    get fallback() {
      return branch.fallback;
    },
    get children() {
      return lasting(branch);
    },
  });
}

const isSeen = (piece: unknown) => piece !== null && piece !== undefined && piece !== "" && typeof piece !== "boolean";

/** What stands around a part; without the part nothing. The part is made once, however often it is asked for. */
export function Part(props: { of: JSX.Element; children: (part: Accessor<JSX.Element>) => JSX.Element }): JSX.Element {
  const part = children(() => props.of);
  return <SolidShow when={part.toArray().some(isSeen)}>{props.children(part)}</SolidShow>;
}

export const Show = ((props: object) => laid(props, shown)) as typeof SolidShow;
export const Match = ((props: object) => laid(props, matched)) as typeof SolidMatch;
