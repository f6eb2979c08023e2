/** One Tab stop for a list: arrows, Home and End move inside it. */
export function roving(event: KeyboardEvent & { currentTarget: HTMLElement }, selector: string): void {
  const to = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)].filter((one) => one.offsetParent !== null);
  const at = stops.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  event.preventDefault();
  const next = stops[Math.max(0, Math.min(stops.length - 1, at + to))];
  for (const stop of stops) stop.tabIndex = stop === next ? 0 : -1;
  next?.focus();
}
