/** Says in the reader's words why something did not work. */
import { trouble_of } from "~/lib/store";
import type { Text } from "./scene";

export function explain(t: Text, thrown: unknown): string {
  const { code } = trouble_of(thrown);
  if (code === "forbidden" || code === "cannot_message") return t("act.forbidden");
  if (code === "limit_reached") return t("act.limit");
  return t("act.failed");
}
