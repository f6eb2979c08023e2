/** What a view was given stays readable after its condition has gone. */
import { type Accessor, Switch, createRoot, createSignal } from "solid-js";
import { describe, expect, it } from "vitest";
import { Match, Show } from "./flow";

function scene(draw: (name: Accessor<string | null>, kept: (name: Accessor<string>) => void) => () => unknown) {
  const [name, setName] = createSignal<string | null>("ada");
  const seen: Accessor<string>[] = [];
  const [view, dispose] = createRoot((end) => [draw(name, (one) => seen.push(one)), end] as const);
  const read = (): unknown => {
    let drawn: unknown = view();
    while (typeof drawn === "function") drawn = (drawn as () => unknown)();
    return drawn;
  };
  return { setName, seen, read, dispose };
}

const WAYS = {
  Show: (name: Accessor<string | null>, kept: (name: Accessor<string>) => void) => () => (
    <Show when={name()} fallback="nobody">
      {(one) => {
        kept(one);
        return "somebody";
      }}
    </Show>
  ),
  Match: (name: Accessor<string | null>, kept: (name: Accessor<string>) => void) => () => (
    <Switch fallback="nobody">
      <Match when={name()}>
        {(one) => {
          kept(one);
          return "somebody";
        }}
      </Match>
    </Switch>
  ),
};

describe.each(Object.entries(WAYS))("%s", (_, way) => {
  it("hands down a value that follows, and lasts", () => {
    const that = scene((name, kept) => {
      const view = way(name, kept)();
      return () => view;
    });
    expect(that.read()).toBe("somebody");
    that.setName("ben");
    expect(that.seen).toHaveLength(1);
    expect(that.seen[0]?.()).toBe("ben");
    that.setName(null);
    expect(that.read()).toBe("nobody");
    expect(that.seen[0]?.()).toBe("ben");
    that.setName("eve");
    expect(that.read()).toBe("somebody");
    expect(that.seen[1]?.()).toBe("eve");
    that.dispose();
  });
});
