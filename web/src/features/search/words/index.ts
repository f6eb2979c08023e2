/** The words of searching, loaded with its page. */

import { createWords } from "~/lib/words";
import type en from "./en";

const words = createWords<typeof en>({
  en: () => import("./en"),
  es: () => import("./es"),
  ar: () => import("./ar"),
});

export const SearchWords = words.WordsProvider;
export const useSearchWords = words.useWords;
