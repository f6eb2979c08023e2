/** Seconds that are left until something may be done again. */
import { type Accessor, createSignal, getOwner, onCleanup } from "solid-js";

export interface Countdown {
  /** 0 when the wait is over. */
  seconds: Accessor<number>;
  /** Waits so long from now. */
  start: (ms: number) => void;
}

export function createCountdown(nowMs: () => number = Date.now): Countdown {
  const [seconds, setSeconds] = createSignal(0);
  let untilMs = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const look = () => {
    const left = Math.max(0, Math.ceil((untilMs - nowMs()) / 1000));
    if (left === 0) clearInterval(timer);
    setSeconds(left);
  };
  // Begun by a click it has no owner; then it ends by itself.
  if (getOwner()) onCleanup(() => clearInterval(timer));
  return {
    seconds,
    start: (ms) => {
      clearInterval(timer);
      untilMs = nowMs() + ms;
      timer = setInterval(look, 250);
      look();
    },
  };
}
