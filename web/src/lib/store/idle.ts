/** Whether anybody uses this client: told when no tab of it had input for a while, and when one has again. */

export const IDLE_MS = 10 * 60_000;
/** Other tabs hear of input no more often than this. */
const SHARE_MS = 10_000;
const INPUTS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/** The part of a `BroadcastChannel` that is used here. */
export interface Tabs {
  postMessage: (message: string) => void;
  onmessage: ((event: { data: unknown }) => void) | null;
  close: () => void;
}

export interface IdleParts {
  page: EventTarget;
  /** Null where tabs cannot speak to each other: each stands for itself. */
  tabs: Tabs | null;
  nowMs: () => number;
  tell: (isIdle: boolean) => void;
}

/** Watches until the answer is called. */
export function watchIdle({ page, tabs, nowMs, tell }: IdleParts): () => void {
  let [usedMs, sharedMs, isIdle] = [nowMs(), -Infinity, false];
  let timer: ReturnType<typeof setTimeout>;

  function wait(): void {
    timer = setTimeout(() => {
      if (nowMs() - usedMs < IDLE_MS) return wait();
      isIdle = true;
      tell(true);
    }, Math.max(1, usedMs + IDLE_MS - nowMs()));
  }
  function used(): void {
    usedMs = nowMs();
    if (!isIdle) return;
    isIdle = false;
    tell(false);
    wait();
  }
  const input = () => {
    const wasIdle = isIdle;
    used();
    if (!wasIdle && usedMs - sharedMs < SHARE_MS) return;
    sharedMs = usedMs;
    tabs?.postMessage("used");
  };
  wait();
  if (tabs) tabs.onmessage = used;
  for (const name of INPUTS) page.addEventListener(name, input, { passive: true, capture: true });
  return () => {
    clearTimeout(timer);
    for (const name of INPUTS) page.removeEventListener(name, input, { capture: true });
    tabs?.close();
  };
}
