/** Puts the focus on the page that was opened, unless that page takes it itself. */

const HEADING = 'main h1[tabindex="-1"], main[tabindex="-1"]';

/** Waits until there is something to land on; `then` runs after. The answer gives up. */
export function land(then?: () => void): () => void {
  const seek = () => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    const heading = document.querySelector<HTMLElement>(HEADING);
    if (isLost && !heading) return;
    stop();
    if (isLost) heading?.focus({ preventScroll: true });
    then?.();
  };
  const watch = new MutationObserver(seek);
  // The page has a frame to take the focus first.
  const frame = requestAnimationFrame(() => {
    watch.observe(document.body, { childList: true, subtree: true });
    seek();
  });
  function stop(): void {
    cancelAnimationFrame(frame);
    watch.disconnect();
  }
  return stop;
}
