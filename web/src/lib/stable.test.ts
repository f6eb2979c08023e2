/** What the client is built from: stable releases only, in exact versions. */
import { describe, expect, it } from "vitest";
import manifest from "../../package.json";
import lock from "../../package-lock.json";

const packages = Object.entries(lock.packages as Record<string, { version?: string }>).filter(([path]) => path !== "");
const STABLE = /^\d+\.\d+\.\d+(?:\+[\w.-]+)?$/;

/** Parts of tools that never had, or do not yet have, a stable release; nothing of them is in the built client. */
const NEVER_SHIPPED = ["node_modules/gensync", "node_modules/@emnapi/core", "node_modules/@emnapi/runtime"];

describe("packages", () => {
  it("are named in exact versions", () => {
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) expect([name, version]).toEqual([name, expect.stringMatching(STABLE)]);
  });
  it("are what the lock file holds", () => {
    const held = lock.packages as Record<string, { version?: string }>;
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) expect([name, held[`node_modules/${name}`]?.version]).toEqual([name, version]);
  });
  it("have no pre-release among them, in the client or in its framework and bundler", () => {
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.filter(([path, { version }]) => !STABLE.test(version ?? "") && !NEVER_SHIPPED.includes(path)).map(([path, { version }]) => `${path} ${String(version)}`)).toEqual([]);
  });
});
