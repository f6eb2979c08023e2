/** What is drawn is what was meant: read back square by square, and by a reader of QR codes. */
import encodeQR from "qr";
import decodeQR from "qr/decode.js";
import { expect, it } from "vitest";
import { qrPath } from "./qrPath";

it("draws one run for neighbours", () => {
  expect(qrPath([[true, true, false, true], [false, false, false, false], [false, true, true, true], [true, false, false, false]])).toEqual({
    size: 4,
    path: "M0 0h2v1h-2zM3 0h1v1h-1zM1 2h3v1h-3zM0 3h1v1h-1z",
  });
});

it("is read back by a camera", () => {
  const text = "otpauth://totp/Foxglove:ada?secret=JBSWY3DPEHPK3PXP&issuer=Foxglove&algorithm=SHA1&digits=6&period=30";
  const { size, path } = qrPath(encodeQR(text, "raw", { ecc: "medium", border: 4 }));
  const scale = 4;
  const side = size * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
      const from = (row * side + Number(x) * scale) * 4;
      data.fill(0, from, from + Number(length) * scale * 4);
    }
  }
  for (let at = 3; at < data.length; at += 4) data[at] = 255;
  expect(decodeQR({ width: side, height: side, data })).toBe(text);
});
