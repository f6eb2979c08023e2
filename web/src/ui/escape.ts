/** Esc closes a layer at once, also while the name of a button hangs over it: Kobalte would give the first Esc to the name. */

export function escapeTo(close: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || !document.querySelector('[role="tooltip"]')) return;
    event.preventDefault();
    close();
  };
}
