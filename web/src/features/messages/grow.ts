/** Lets a text field grow with its text, as far as its style allows. */
export function grow(field: HTMLTextAreaElement): void {
  field.style.blockSize = "auto";
  field.style.blockSize = `${String(field.scrollHeight)}px`;
}
