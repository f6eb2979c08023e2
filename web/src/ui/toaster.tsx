/** The queue of toasts: one at a time, the next after a breath; errors stay until closed. */
import { type Accessor, type ParentProps, createContext, createSignal, onCleanup, useContext } from "solid-js";

export interface Toast {
  /** One sentence. */
  text: string;
  kind?: "info" | "error";
  act?: { label: string; run: () => void };
}

export interface Toaster {
  current: Accessor<Toast | null>;
  show: (toast: Toast) => void;
  close: () => void;
  /** Hover and focus stop the clock. */
  pause: () => void;
  resume: () => void;
}

const SHOWN_MS = 6000;
const BREATH_MS = 200;

export function createToaster(): Toaster {
  const [current, setCurrent] = createSignal<Toast | null>(null);
  const waiting: Toast[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isResting = false;

  const resume = () => {
    clearTimeout(timer);
    const toast = current();
    if (toast && toast.kind !== "error") timer = setTimeout(close, SHOWN_MS);
  };
  const next = () => {
    isResting = false;
    setCurrent(waiting.shift() ?? null);
    resume();
  };
  function close() {
    clearTimeout(timer);
    setCurrent(null);
    isResting = true;
    timer = setTimeout(next, BREATH_MS);
  }
  return {
    current,
    show: (toast) => {
      waiting.push(toast);
      if (!current() && !isResting) next();
    },
    close,
    pause: () => clearTimeout(timer),
    resume,
  };
}

const Context = createContext<Toaster>();

export function useToaster(): Toaster {
  const toaster = useContext(Context);
  if (!toaster) throw new Error("no ToasterProvider above");
  return toaster;
}

export function ToasterProvider(props: ParentProps) {
  const toaster = createToaster();
  onCleanup(() => toaster.pause());
  return <Context.Provider value={toaster}>{props.children}</Context.Provider>;
}
