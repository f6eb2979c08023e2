/** A page that is added needs a command: every address without a name in it is walked to from the palette. */
import { children, createRoot } from "solid-js";
import { expect, it } from "vitest";
import { PAGES } from "~/features/palette/commands";
import { isDoor, paths } from "./paths";
import { routeTree } from "./Routes";

interface Walked {
  path?: string;
  children?: unknown;
}

/** Addresses of all pages, those of a group behind the address of the group. */
function addresses(routes: unknown, base: string): string[] {
  return [routes].flat(Infinity).flatMap((one) => {
    const route = one as Walked | undefined;
    if (!route) return [];
    const path = `${base}/${route.path ?? ""}`.replace(/\/+/gu, "/");
    const below = addresses(route.children, path);
    return below.length > 0 ? below : [path];
  });
}

it("every page with an address of its own has a command", () => {
  const all = createRoot((dispose) => {
    const found = addresses(children(() => routeTree())(), "").map((path) => path.replace(/\/:\w+\?$/u, "").replace(/(.)\/$/u, "$1"));
    dispose();
    return found;
  });
  const pages = [...new Set(all.filter((path) => !/[:*]/u.test(path) && !isDoor(path) && path !== paths.factor()))];
  expect(pages).toEqual(expect.arrayContaining(["/", "/search", "/catch-up", "/friends", "/settings", "/settings/look"]));
  const commands = PAGES.map((page) => page.path);
  expect(pages.filter((page) => !commands.includes(page))).toEqual([]);
  // And none leads nowhere.
  expect(commands.filter((path) => !pages.includes(path.replace(/^\/friends\/.*/u, "/friends")))).toEqual([]);
});
