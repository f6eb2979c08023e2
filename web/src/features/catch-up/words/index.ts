/** The words of the catch-up page, loaded with it. */

import { createWords } from "~/lib/words";
import type en from "./en";

const words = createWords<typeof en>({
  en: () => import("./en"),
  es: () => import("./es"),
  ar: () => import("./ar"),
});

export const CatchUpWords = words.WordsProvider;
export const useCatchUpWords = words.useWords;
