/** Listens to what no page should ever do: break, complain, break its policy, ask a stranger, or open a dialog of the browser. */
import { type Browser, type BrowserContext, type ConsoleMessage, expect } from "@playwright/test";

export interface Faults {
  /** Errors that this story brings about, as by cutting the network; matched against text and address. */
  expect(...lines: RegExp[]): void;
}

/** Who has no session asks once whether there is one, and browsers print every refusal. */
const NO_SESSION = /status of 401 .*\/auth\/refresh$/;

const told = (message: ConsoleMessage) => `${message.text()} ${message.location().url}`;

/** Hears every page of every context from its birth, whoever opens it; browsers print what a policy refuses as an error. */
function hear(context: BrowserContext, home: string, found: string[]): void {
  const { origin } = new URL(home);
  const ours = [origin, origin.replace("http", "ws"), "null"];
  context.on("weberror", (event) => found.push(`thrown: ${event.error().stack ?? event.error().message}`));
  context.on("console", (message) => message.type() === "error" && found.push(told(message)));
  context.on("request", (request) => {
    const asked = new URL(request.url());
    if (!["blob:", "data:"].includes(asked.protocol) && !ours.includes(asked.origin)) found.push(`asked a stranger: ${request.url()}`);
  });
  context.on("dialog", (dialog) => {
    // A page that is left with something unsaved asks through the browser; that is no fault.
    if (dialog.type() !== "beforeunload") found.push(`dialog: ${dialog.message()}`);
    void dialog.accept();
  });
}

/** Watches a whole test: it fails when a page did what it should not and the story did not bring about. */
export async function watched(browser: Browser, home: string, use: (faults: Faults) => Promise<void>): Promise<void> {
  const found: string[] = [];
  const expected = [NO_SESSION];
  const watch = (context: BrowserContext) => hear(context, home, found);
  browser.on("context", watch);
  await use({ expect: (...lines) => void expected.push(...lines) });
  browser.off("context", watch);
  expect(found.filter((line) => !expected.some((one) => one.test(line)))).toEqual([]);
}
