// Builds once more into a folder of its own: the same sources and lock file make the same files.
// control: teamshots-I5
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const web = new URL("..", import.meta.url).pathname;

/** The sum of each file that was built, by its name; copies that are only packed are left out. */
const sums = (folder) =>
  new Map(
    readdirSync(folder, { recursive: true })
      .filter((name) => statSync(join(folder, name)).isFile() && !name.endsWith(".br"))
      .toSorted()
      .map((name) => [name, createHash("sha256").update(readFileSync(join(folder, name))).digest("hex")]),
  );

const again = mkdtempSync(join(tmpdir(), "snug-web-"));
try {
  execFileSync("npx", ["vite", "build", "--outDir", again, "--logLevel", "error"], { cwd: web, stdio: "inherit" });
  const [first, second] = [sums(join(web, "dist")), sums(again)];
  const differing = [...new Set([...first.keys(), ...second.keys()])].filter((name) => first.get(name) !== second.get(name));
  if (first.size === 0 || differing.length > 0) throw new Error(`a second build made other files:\n${differing.join("\n")}`);
  console.log(`${first.size} files are the same when built again`);
} finally {
  rmSync(again, { recursive: true, force: true });
}
