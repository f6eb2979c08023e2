/** A copy of the real program for each test: its own folder, its own port, gone afterwards. */
import { test as base, expect } from "@playwright/test";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Faults, watched } from "./faults";

export const CODE = "STORYSTORYSTORYSTORY";
export const PASSWORD = "a lamp on the table";

const PROGRAM = process.env["SNUG_BIN"] ?? "../target/debug/snug";
const ENV = { PATH: process.env["PATH"] ?? "", SNUG_SETUP_CODE: CODE, SNUG_RATE_FACTOR: "100", SNUG_LOG: "error" };

export interface Place {
  url: string;
  /** Its data folder; mails are files there. */
  data: string;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** A place with its own folder, which goes with it. */
export interface OwnPlace extends Place {
  /** Runs a command of the administrator and answers what it prints. */
  admin(command: string): string;
  end(): Promise<void>;
}

export function freePort(): Promise<number> {
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

/** What the operator set, by the names of the environment. */
export type Settings = Readonly<Record<string, string>>;

/** Opens a place; with `publicUrl` people come by another address than the program listens on. */
export async function openPlace(port: number, publicUrl?: string, settings: Settings = {}): Promise<OwnPlace> {
  const data = mkdtempSync(join(tmpdir(), "snug-story-"));
  const url = publicUrl ?? `http://localhost:${port}`;
  const options = ["--data", data, "--listen", `127.0.0.1:${port}`];
  let child: ChildProcess | null = null;
  const start = async () => {
    const address = publicUrl ? ["--public-url", publicUrl] : [];
    child = spawn(PROGRAM, ["serve", ...address, ...options], { env: { ...ENV, ...settings }, stdio: "inherit" });
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
  const admin = (command: string) => execFileSync(PROGRAM, ["admin", command, ...options], { env: ENV, encoding: "utf8" });
  return { url, data, start, stop, admin, end };
}

export const test = base.extend<{ settings: Settings; place: Place; faults: Faults }>({
  settings: [{}, { option: true }],
  // control: teamshots-T6
  // Every page of every person, however it was opened.
  faults: [async ({ browser, place }, use) => watched(browser, place.url, use), { auto: true }],
  place: async ({ settings }, use) => {
    const place = await openPlace(await freePort(), undefined, settings);
    await use(place);
    const reports = place.admin("policy-reports");
    await place.end();
    expect(reports, "what browsers reported to the place").toBe("");
  },
});

export { expect };
