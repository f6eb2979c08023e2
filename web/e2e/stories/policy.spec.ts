/** The policy of the page in a real browser: all of the client works under it, and what somebody slipped in does not run and is told. */
import type { Page } from "@playwright/test";
import { type Server, createServer, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import config from "../../playwright.config";
import { CODE, PASSWORD, type OwnPlace, expect, freePort, openPlace, test as base } from "../support/place";

/** Changes what the server says before the browser hears it, as a hole in the server would. */
type Tamper = (html: string) => string;

/** A place whose browsers come by a line that can be tampered with. */
interface Place extends OwnPlace {
  tamper: Tamper;
  /** What browsers reported, a line each. */
  reports(): string[];
}

const listening = (server: Server) =>
  new Promise<number>((resolve) => server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)));

/** A line that passes everything on but pages, which go through `tamper`. */
function line(tamper: Tamper, port: number): Server {
  const server = createServer((asked, answer) => {
    const headers = { ...asked.headers, "accept-encoding": "identity" };
    const onward = request({ host: "127.0.0.1", port, method: asked.method, path: asked.url, headers }, (got) => {
      if (!got.headers["content-type"]?.startsWith("text/html")) {
        answer.writeHead(got.statusCode ?? 502, got.headers);
        return void got.pipe(answer);
      }
      const parts: Buffer[] = [];
      got.on("data", (part: Buffer) => parts.push(part));
      got.on("end", () => {
        const { "content-length": _, ...kept } = got.headers;
        answer.writeHead(got.statusCode ?? 502, kept);
        answer.end(tamper(Buffer.concat(parts).toString()));
      });
    });
    onward.on("error", () => answer.destroy());
    asked.pipe(onward);
  });
  return server.on("upgrade", (asked, socket, head) => {
    const onward = connect(port, "127.0.0.1", () => {
      const headers = Object.entries(asked.headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
      onward.write(`GET ${asked.url ?? "/"} HTTP/1.1\r\n${headers.join("")}\r\n`);
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
}

const test = base.extend<{ place: Place; foreign: { url: string; asked: string[] } }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from the pattern
  place: async ({}, use) => {
    const port = await freePort();
    const between = line((html) => place.tamper(html), port);
    const own = await openPlace(port, `http://localhost:${String(await listening(between))}`);
    const place: Place = { ...own, tamper: (html) => html, reports: () => own.admin("policy-reports").split("\n").filter(Boolean) };
    await use(place);
    between.close();
    await own.end();
  },
  // eslint-disable-next-line no-empty-pattern -- as above
  foreign: async ({}, use) => {
    const asked: string[] = [];
    const server = createServer((question, answer) => {
      asked.push(question.url ?? "");
      answer.writeHead(200, { "content-type": "text/javascript", "access-control-allow-origin": "*" });
      answer.end("window.ran = [...(window.ran ?? []), 'foreign'];");
    });
    const port = await listening(server);
    await use({ url: `http://127.0.0.1:${String(port)}`, asked });
    server.close();
  },
});

// Reports that browsers collect come within a second instead of a minute.
test.use({
  launchOptions: { ...config.use?.launchOptions, args: [...(config.use?.launchOptions?.args ?? []), "--short-reporting-delay"] },
});

/** Counts what the page itself breaks. */
async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  await page.exposeFunction("tellOfViolation", (text: string) => void found.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const tell = (window as unknown as { tellOfViolation: (text: string) => void }).tellOfViolation;
      tell(`${event.effectiveDirective} refused ${event.blockedURI}`);
    });
  });
  return found;
}

/** The nonces of everything in the page that is or loads code or style. */
const nonces = (page: Page) =>
  page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>("script, style, link[rel=stylesheet], link[rel=modulepreload]");
    return [...all].map((element) => element.nonce);
  });

// control: teamshots-C2
test("all of the client works under its policy, what it loads later too, and no page has the nonce of another", async ({ page, place }) => {
  const broken = await violations(page);
  const answers: string[] = [];
  page.on("response", (answer) => {
    if (answer.request().isNavigationRequest()) answers.push(answer.headers()["content-security-policy"] ?? "");
  });
  await page.goto(`${place.url}/setup`);
  await page.getByLabel("Set-up code").fill(CODE);
  await page.getByLabel("Your name").fill("ada");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  const before = await nonces(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "No space here yet" })).toBeVisible();
  const own = /'nonce-([\w-]{22})'/.exec(answers[0] ?? "")?.[1];
  const after = await nonces(page);
  expect(after.length, "something was loaded later").toBeGreaterThan(before.length);
  expect(new Set(after)).toEqual(new Set([own]));
  await page.goto(`${place.url}/settings/profile`);
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  const next = /'nonce-([\w-]{22})'/.exec(answers[1] ?? "")?.[1];
  expect(new Set(await nonces(page))).toEqual(new Set([next]));
  expect(next).not.toBe(own);
  expect(broken).toEqual([]);
  expect(place.reports()).toEqual([]);
});

// control: teamshots-C2
test("what somebody slips into the page does not run, and each try is reported and kept", async ({ page, place, foreign, faults }) => {
  faults.expect(/Content Security Policy|TrustedScript/, /asked a stranger: .*\/evil\.js/);
  const broken = await violations(page);
  const ran = "window.ran = [...(window.ran ?? []), ";
  place.tamper = (html) =>
    html.replace(
      "<div id=\"root\">",
      `<script>${ran}'inline']</script>
       <script src="${foreign.url}/evil.js"></script>
       <button id="slipped-click" onclick="${ran}'click']">Click</button>
       <a id="slipped-link" href="javascript:void(${ran}'link'])">Link</a>
       <style>body { outline: 9px solid red }</style>
       <div id="root">`,
    );
  await page.goto(`${place.url}/setup`);
  await expect(page.getByLabel("Set-up code")).toBeVisible();
  await page.locator("#slipped-click").dispatchEvent("click");
  await page.locator("#slipped-link").dispatchEvent("click");
  // What a debugger runs is let through: the page has to do it by itself.
  await page.evaluate(() => {
    setTimeout(() => {
      try {
        (0, eval)("window.ran = ['eval']");
      } catch {
        // As it should be.
      }
    }, 0);
  });
  await expect.poll(() => broken.length).toBeGreaterThanOrEqual(6);
  expect(await page.evaluate(() => (window as unknown as { ran?: string[] }).ran ?? [])).toEqual([]);
  expect(await page.evaluate(() => getComputedStyle(document.body).outlineWidth)).not.toBe("9px");
  expect(foreign.asked).toEqual([]);
  for (const [rule, blocked] of [
    ["script-src-elem", "inline"],
    ["script-src-elem", foreign.url],
    ["script-src-attr", "inline"],
    ["style-src-elem", "inline"],
    ["(script-src|require-trusted-types-for)", "(eval|trusted-types-sink)"],
  ] as const) {
    const kept = new RegExp(` ${rule} refused ${blocked} on /setup`);
    await expect.poll(() => place.reports().filter((report) => kept.test(report)), { message: String(kept) }).not.toEqual([]);
  }
  // Kept without what could name a person.
  expect(place.reports().join("\n")).not.toContain("evil.js");
});
