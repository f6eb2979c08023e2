/** Files that people hand over, and the three ways of doing so. */
import type { Locator, Page } from "@playwright/test";

/** Sixteen pixels square. */
export const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAABlklEQVR42g3LQQEAIQgAQSMYwQhGMAIRiMBzn0YwghGIQAQiEMEId/Of1hq9MRqzsRrS0IY1duM0bsMb0chGNV6jtU7vjM7srI50tGOd3Tmd2/FOdLJTndf/MOiDMZiDNZCBDmywB2dwBz6IQQ5q8MYfJn0yJnOyJjLRiU325EzuxCcxyUlN3vzDoi/GYi7WQha6sMVenMVd+CIWuajFW38QujCEKSxBBBVM2MIRruBCCCmU8OQPSleGMpWliKKKKVs5ylVcCSWVUp7+wejGMKaxDDHUMGMbx7iGG2GkUcazP2z6ZmzmZm1koxvb7M3Z3I1vYpOb2rz9h0M/jMM8rIMc9GCHfTiHe/BDHPJQh3f+cOmXcZmXdZGLXuyyL+dyL36JS17q8u4fnO4MZzrLEUcdc7ZznOu4E0465Tz/Q9CDEcxgBRJoYMEOTnADDyLIoIIXf0h6MpKZrEQSTSzZyUlu4kkkmVTy8g9FL0Yxi1VIoYUVuzjFLbyIIosqXv3h0R/jMR/rIQ992GM/zuM+/BGPfNTjPT5PTmgQ3NHrsgAAAABJRU5ErkJggg==",
  "base64",
);

export const png = (name: string) => ({ name, mimeType: "image/png", buffer: PICTURE });

export const pick = (page: Page, ...files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> =>
  page.locator('.composer input[type="file"]').setInputFiles(files);

/** A file of the browser: a picture, or as many bytes as named. */
export interface Handed {
  name: string;
  bytes?: number;
}

/** Drops or pastes files onto a part of the page, as the browser would. */
async function hand(target: Locator, files: Handed[], how: "drop" | "paste"): Promise<void> {
  await target.evaluate(
    (element, { picture, list, kind }) => {
      const data = new DataTransfer();
      const bytesOf = (file: { bytes?: number }) => (file.bytes === undefined ? Uint8Array.from(atob(picture), (char) => char.charCodeAt(0)) : new Uint8Array(file.bytes));
      for (const file of list) data.items.add(new File([bytesOf(file)], file.name, { type: "image/png" }));
      const more = { bubbles: true, cancelable: true };
      if (kind === "paste") return void element.dispatchEvent(new ClipboardEvent("paste", { ...more, clipboardData: data }));
      for (const type of ["dragenter", "dragover", "drop"]) element.dispatchEvent(new DragEvent(type, { ...more, dataTransfer: data }));
    },
    { picture: PICTURE.toString("base64"), list: files, kind: how },
  );
}

export const dropAll = (target: Locator, files: Handed[]): Promise<void> => hand(target, files, "drop");
export const drop = (target: Locator, name: string): Promise<void> => hand(target, [{ name }], "drop");
export const paste = (target: Locator, name: string): Promise<void> => hand(target, [{ name }], "paste");
