/** The words of the administration, loaded with it. */

import { createWords } from "~/lib/words";
import type en from "./en";

const words = createWords<typeof en>({
  en: () => import("./en"),
  es: () => import("./es"),
  ar: () => import("./ar"),
});

export const AdminWords = words.WordsProvider;
export const useAdminWords = words.useWords;
