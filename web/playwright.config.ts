/**
 * Browser tests: `stories` against the real program named by SNUG_BIN, `mocked` against the built pages with made-up
 * answers.
 */
import { defineConfig, devices } from "@playwright/test";
import { execFileSync } from "node:child_process";

/** A free port, found once: the workers read the configuration again and must find the same. */
function previewPort(): string {
  const found = process.env["SNUG_PREVIEW_PORT"];
  if (found) return found;
  const ask = "const server = require('node:net').createServer().listen(0, '127.0.0.1', () => { console.log(server.address().port); server.close(); })";
  return (process.env["SNUG_PREVIEW_PORT"] = execFileSync(process.execPath, ["-e", ask], { encoding: "utf8" }).trim());
}

const PORT = previewPort();
const PREVIEW = `http://127.0.0.1:${PORT}`;

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  timeout: 90_000,
  expect: { timeout: 20_000 },
  fullyParallel: true,
  workers: 2,
  // A machine under load can starve a story; such a one is named as flaky.
  retries: process.env["CI"] ? 1 : 0,
  forbidOnly: Boolean(process.env["CI"]),
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    channel: undefined,
    locale: "en-GB",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env["SNUG_CHROMIUM"] ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
      ],
    },
  },
  projects: [
    { name: "mocked", testDir: "e2e/mocked", use: { baseURL: PREVIEW, contextOptions: { reducedMotion: "reduce" } } },
    ...(process.env["SNUG_BIN"] ? [{ name: "stories", testDir: "e2e/stories" }] : []),
  ],
  webServer: {
    command: `npx vite preview --host 127.0.0.1 --port ${PORT} --strictPort`,
    url: PREVIEW,
    reuseExistingServer: false,
  },
});
