/** Says in the reader's words why something did not work. */
import { troubleOf } from "~/lib/api";
import type { Text } from "./scene";

export function explain(t: Text, thrown: unknown): string {
  const { code } = troubleOf(thrown);
  if (code === "forbidden" || code === "cannot_message") return t("act.forbidden");
  if (code === "limit_reached") return t("act.limit");
  return t("act.failed");
}
