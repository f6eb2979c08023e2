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
    const it = scene((name, kept) => {
      const view = way(name, kept)();
      return () => view;
    });
    expect(it.read()).toBe("somebody");
    it.setName("ben");
    expect(it.seen).toHaveLength(1);
    expect(it.seen[0]?.()).toBe("ben");
    it.setName(null);
    expect(it.read()).toBe("nobody");
    expect(it.seen[0]?.()).toBe("ben");
    it.setName("eve");
    expect(it.read()).toBe("somebody");
    expect(it.seen[1]?.()).toBe("eve");
    it.dispose();
  });
});
