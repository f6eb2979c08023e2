/** Listens to what a page should never do beside breaking: break its policy, ask a stranger, or open a dialog of the browser. */
import type { BrowserContext } from "@playwright/test";

/** Collects from now on; every entry is a fault of the page. */
export async function watch(context: BrowserContext, home: string): Promise<string[]> {
  const faults: string[] = [];
  const origin = new URL(home).origin;
  await context.exposeBinding("tellOfViolation", (_source, text: string) => void faults.push(`policy: ${text}`));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const tell = (window as unknown as { tellOfViolation: (text: string) => void }).tellOfViolation;
      tell(`${event.effectiveDirective} refused ${event.blockedURI} at ${event.sourceFile}:${String(event.lineNumber)} ${event.sample}`);
    });
  });
  context.on("request", (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    const isOurs = asked === origin || asked === origin.replace("http", "ws") || protocol === "blob:" || protocol === "data:";
    if (!isOurs) faults.push(`asked a stranger: ${request.url()}`);
  });
  context.on("dialog", (dialog) => {
    // A page that is left with something unsaved asks through the browser; that is no fault.
    if (dialog.type() !== "beforeunload") faults.push(`dialog: ${dialog.message()}`);
    void dialog.accept();
  });
  return faults;
}
