/** What this device remembers of how the app looks: language, theme, density, size of text. Checked on every load. */
import { type Accessor, createSignal } from "solid-js";
import { type Locale, isLocale } from "./i18n";

export const THEMES = ["system", "light", "dark"] as const;
export const DENSITIES = ["cosy", "compact"] as const;
/** In percent of what the browser says. */
export const TEXT_SIZES = [90, 100, 110, 125, 150, 175, 200] as const;

export interface Prefs {
  /** Null follows the account, then the browser. */
  locale: Locale | null;
  theme: (typeof THEMES)[number];
  density: (typeof DENSITIES)[number];
  text: (typeof TEXT_SIZES)[number];
}

export interface PrefsStore {
  prefs: Accessor<Prefs>;
  change: (part: Partial<Prefs>) => void;
}

const KEY = "snug.prefs";
const DEFAULTS: Prefs = { locale: null, theme: "system", density: "cosy", text: 100 };

const oneOf = <T extends string>(values: readonly T[], value: unknown, otherwise: T): T => values.find((one) => one === value) ?? otherwise;

/** Reads what was kept; whatever does not fit becomes the default. */
export function readPrefs(text: string | null): Prefs {
  let kept: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(text ?? "{}");
    if (typeof parsed === "object" && parsed !== null) kept = parsed as Record<string, unknown>;
  } catch {
    // Kept by something else, or cut short: start from the defaults.
  }
  return {
    locale: isLocale(kept["locale"]) ? kept["locale"] : null,
    theme: oneOf(THEMES, kept["theme"], DEFAULTS.theme),
    density: oneOf(DENSITIES, kept["density"], DEFAULTS.density),
    text: TEXT_SIZES.find((one) => one === kept["text"]) ?? DEFAULTS.text,
  };
}

/** `storage` is null where the browser forbids it; then nothing outlives the page. */
export function createPrefs(storage: Pick<Storage, "getItem" | "setItem"> | null): PrefsStore {
  const [prefs, setPrefs] = createSignal(readPrefs(storage?.getItem(KEY) ?? null));
  return {
    prefs,
    change: (part) => {
      const next = setPrefs((now) => ({ ...now, ...part }));
      try {
        storage?.setItem(KEY, JSON.stringify(next));
      } catch {
        // Full or forbidden: the choice holds for this page.
      }
    },
  };
}
