/** The words of the palette, loaded with it. */

import { createWords } from "~/lib/words";
import type en from "./en";

const words = createWords<typeof en>({
  en: () => import("./en"),
  es: () => import("./es"),
  ar: () => import("./ar"),
});

export const PaletteWords = words.WordsProvider;
export const usePaletteWords = words.useWords;
