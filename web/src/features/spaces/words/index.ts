/** The words of the space settings, loaded with them. */

import { createWords } from "~/lib/words";
import type en from "./en";

const words = createWords<typeof en>({
  en: () => import("./en"),
  es: () => import("./es"),
  ar: () => import("./ar"),
});

export const SpaceWords = words.WordsProvider;
export const useSpaceWords = words.useWords;
