/** The letter of a key press: as it is written, and on layouts that write no Latin letters by its place. */
export function latinOf(event: Pick<KeyboardEvent, "key" | "code">): string {
  if (/^[a-z]$/iu.test(event.key)) return event.key.toLowerCase();
  return /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase() ?? "";
}
