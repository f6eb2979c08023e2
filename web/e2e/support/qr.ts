/** A camera: takes a picture of a QR code as it is on the page, and reads it. */
import type { Locator } from "@playwright/test";
import decodeQR from "qr/decode.js";

export async function scan(code: Locator): Promise<string> {
  const png = (await code.screenshot()).toString("base64");
  const picture = await code.page().evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d");
    context?.drawImage(bitmap, 0, 0);
    const { width, height, data } = context?.getImageData(0, 0, bitmap.width, bitmap.height) ?? { width: 0, height: 0, data: [] };
    return { width, height, data: Array.from(data) };
  }, png);
  return decodeQR({ width: picture.width, height: picture.height, data: Uint8ClampedArray.from(picture.data) });
}
