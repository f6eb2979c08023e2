/** A dialog keeps the keyboard when the control that had it vanishes, and hands it back when it closes. */
import { createSignal } from "solid-js";
import { render } from "solid-js/web";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Show } from "../lib/flow";
import { I18nProvider } from "../lib/i18n";
import { Dialog } from "./Dialog";

let end: (() => void) | undefined;
afterEach(() => {
  end?.();
  document.body.replaceChildren();
});

async function scene() {
  const [isMade, setIsMade] = createSignal(false);
  const [isOpen, setIsOpen] = createSignal(false);
  const acts: HTMLElement[] = [];
  const root = document.body.appendChild(document.createElement("div"));
  const view = () => (
    <I18nProvider locale="en">
      <button type="button" id="opener" onClick={() => setIsOpen(true)} />
      <Dialog open={isOpen()} onOpenChange={setIsOpen} title="Invite people" acts={<button type="button" ref={(act) => acts.push(act)} />}>
        <input id="name" />
        <Show when={!isMade()}>
          <button type="button" id="make" onClick={() => setIsMade(true)} />
        </Show>
      </Dialog>
    </I18nProvider>
  );
  end = render(view, root);
  const find = (selector: string) => vi.waitFor(() => document.querySelector<HTMLElement>(selector) ?? Promise.reject(new Error(selector)));
  const opener = await find("#opener");
  opener.focus();
  opener.click();
  const dialog = await find('[role="dialog"]');
  await vi.waitFor(() => expect(document.activeElement?.id).toBe("name"));
  const escape = () => document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
  return { opener, dialog, escape, find, isOpen, acts, make: await find("#make") };
}

describe("a dialog", () => {
  it("takes the focus of a control that vanished", async () => {
    const that = await scene();
    that.make.focus();
    that.make.click();
    expect(that.make.isConnected).toBe(false);
    await vi.waitFor(() => expect(document.activeElement).toBe(that.dialog));
    that.escape();
    expect(that.isOpen()).toBe(false);
  });

  it("makes its acts once, and closes with one Esc under the name of a button", async () => {
    const that = await scene();
    expect(that.acts).toHaveLength(1);
    const cross = await that.find(".dialog__head button");
    cross.focus();
    await that.find('[role="tooltip"]');
    that.escape();
    expect(that.isOpen()).toBe(false);
  });

  it("hands the focus back to what opened it", async () => {
    const that = await scene();
    that.escape();
    expect(that.isOpen()).toBe(false);
    await vi.waitFor(() => expect(document.activeElement).toBe(that.opener));
  });
});
