/** What the client is built from is named in exact stable versions; that the lock file holds no other is a check of its own. */
import { describe, expect, it } from "vitest";
import manifest from "../../package.json";
import lock from "../../package-lock.json";

const STABLE = /^\d+\.\d+\.\d+(?:\+[\w.-]+)?$/;

describe("packages", () => {
  it("are named in exact versions", () => {
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) expect([name, version]).toEqual([name, expect.stringMatching(STABLE)]);
  });
  it("are what the lock file holds", () => {
    const held = lock.packages as Record<string, { version?: string }>;
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) expect([name, held[`node_modules/${name}`]?.version]).toEqual([name, version]);
  });
});
