/** Browser tests: `stories` against the real program named by SNUG_BIN, `mocked` against the built pages with made-up answers. */
import { defineConfig, devices } from "@playwright/test";

const PREVIEW = "http://127.0.0.1:4173";

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  timeout: 90_000,
  expect: { timeout: 20_000 },
  fullyParallel: true,
  workers: 1,
  retries: process.env["CI"] ? 2 : 0,
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
    { name: "mocked", testDir: "e2e/mocked", use: { baseURL: PREVIEW } },
    ...(process.env["SNUG_BIN"] ? [{ name: "stories", testDir: "e2e/stories" }] : []),
  ],
  webServer: {
    command: "npx vite preview --host 127.0.0.1 --port 4173 --strictPort",
    url: PREVIEW,
    reuseExistingServer: !process.env["CI"],
  },
});
