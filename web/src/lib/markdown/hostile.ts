/** Payloads that tried to become markup somewhere in the world; the tests of the parser and of the views share them. */
import groups from "./hostile.json" with { type: "json" };

/** Every payload. */
export const hostile: string[] = Object.values(groups).flat();
