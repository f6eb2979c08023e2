/** A copy of the real program for each test: its own folder, its own port, gone afterwards. */
import { type BrowserContext, type ConsoleMessage, type Page, test as base, expect } from "@playwright/test";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const CODE = "STORYSTORYSTORYSTORY";
export const PASSWORD = "a lamp on the table";

export interface Place {
  url: string;
  stop(): Promise<void>;
  start(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}

async function until(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not become ready`);
}

async function open(): Promise<Place & { end(): Promise<void> }> {
  const data = mkdtempSync(join(tmpdir(), "snug-story-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  let child: ChildProcess | null = null;
  const start = async () => {
    const env = { PATH: process.env["PATH"] ?? "", SNUG_SETUP_CODE: CODE, SNUG_RATE_FACTOR: "100", SNUG_LOG: "error" };
    child = spawn(process.env["SNUG_BIN"] ?? "../target/debug/snug", ["serve", "--data", data, "--listen", `127.0.0.1:${port}`], {
      env,
      stdio: "inherit",
    });
    await until(`http://127.0.0.1:${port}/readyz`);
  };
  const stop = () =>
    new Promise<void>((resolve) => {
      const running = child;
      child = null;
      if (!running) return resolve();
      running.once("exit", () => resolve());
      running.kill("SIGTERM");
    });
  await start();
  const end = async () => {
    await stop();
    rmSync(data, { recursive: true, force: true });
  };
  return { url, start, stop, end };
}

export interface Faults {
  /** Errors that this story brings about, as by cutting the network; matched against text and address. */
  expect(...lines: RegExp[]): void;
}

/** Who has no session asks once whether there is one, and browsers print every refusal. */
const NO_SESSION = /status of 401 .*\/auth\/refresh$/;

const told = (message: ConsoleMessage) => `${message.text()} ${message.location().url}`;

export const test = base.extend<{ place: Place; faults: Faults }>({
  // Every page of every person: nothing thrown, and nothing in the console that the story did not bring about.
  faults: [
    async ({ browser }, use) => {
      const found: string[] = [];
      const expected = [NO_SESSION];
      const hear = (page: Page) => {
        page.on("pageerror", (error) => found.push(`thrown: ${error.stack ?? error.message}`));
        page.on("console", (message) => message.type() === "error" && found.push(told(message)));
      };
      const watch = (context: BrowserContext) => void context.on("page", hear);
      browser.on("context", watch);
      await use({ expect: (...lines) => void expected.push(...lines) });
      browser.off("context", watch);
      expect(found.filter((line) => !expected.some((one) => one.test(line)))).toEqual([]);
    },
    { auto: true },
  ],
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from the pattern
  place: async ({}, use) => {
    const place = await open();
    await use(place);
    await place.end();
  },
});

export { expect };
