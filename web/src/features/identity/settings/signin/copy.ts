/** Copies a text and says so, or says that the browser did not let us. */

import { useToaster } from "~/ui";
import { useSettingsWords } from "../words";

/** The answer is true when the text was copied. */
export function createCopy(): (text: string, done: string) => Promise<boolean> {
  const toaster = useToaster();
  const { t } = useSettingsWords();
  return async (text, done) => {
    try {
      await navigator.clipboard.writeText(text);
      toaster.show({ text: done });
      return true;
    } catch {
      toaster.show({ text: t("common.copyFailed"), kind: "error" });
      return false;
    }
  };
}
