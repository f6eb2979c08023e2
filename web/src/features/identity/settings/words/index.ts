/** The words of the own settings and of what all settings share, loaded with them. */

import { createWords } from "~/lib/words";
import type en from "./en";

const words = createWords<typeof en>({
  en: () => import("./en"),
  es: () => import("./es"),
  ar: () => import("./ar"),
});

export const SettingsWords = words.WordsProvider;
export const useSettingsWords = words.useWords;
