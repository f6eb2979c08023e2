/** Keeps the keyboard in an open layer and hands it back: Kobalte does neither for a dialog that has no trigger of its own. */
import { type Accessor, createComputed, createEffect, createSignal, on, onCleanup } from "solid-js";

const LAYERS = '[role="dialog"], [role="alertdialog"]';

/** True when no control has the focus. */
function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** What has the focus; for an entry of a menu, which is about to go, the button that opened the menu. */
function opener(): HTMLElement | null {
  const focused = document.activeElement;
  const menu = focused?.closest('[role="menu"]')?.getAttribute("aria-labelledby");
  const found = menu ? document.getElementById(menu) : focused;
  return found instanceof HTMLElement && found !== document.body ? found : null;
}

/**
 * Answers the `ref` for the layer. When the control that has the focus vanishes, the layer itself takes it, so that
 * Esc and Tab still reach it; when the layer closes, what was focused before it opened gets the focus again.
 */
export function createFocusKeeper(isOpen: Accessor<boolean>): (layer: HTMLElement) => void {
  const [layer, setLayer] = createSignal<HTMLElement>();
  let before: HTMLElement | null = null;
  // Before anything is drawn: afterwards the layer has the focus.
  createComputed(on(isOpen, (is) => {
    if (is) before = opener();
    // Behind Kobalte, which lets go of the focus in a task of its own.
    else if (before) setTimeout(() => setTimeout(() => isLost() && before?.isConnected && before.focus()));
  }));
  createEffect(() => {
    const element = layer();
    if (!element || !isOpen()) return;
    const watch = new MutationObserver(() => {
      const isTop = [...document.querySelectorAll(LAYERS)].at(-1) === element;
      if (isTop && isLost()) element.focus({ preventScroll: true });
    });
    watch.observe(element, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled", "hidden", "inert"] });
    onCleanup(() => watch.disconnect());
  });
  return setLayer;
}
