/** Draws the blurred picture that stands in until the real one is here. */
import { thumbHashToRGBA } from "thumbhash";

const LONGEST = 28;

/** Paints a ThumbHash into a canvas; false when the text is none. */
export function paintPlaceholder(canvas: HTMLCanvasElement, base64: string): boolean {
  try {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    if (bytes.length < 5 || bytes.length > LONGEST) return false;
    const { w, h, rgba } = thumbHashToRGBA(bytes);
    canvas.width = w;
    canvas.height = h;
    canvas.getContext("2d")?.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0);
    return true;
  } catch {
    return false;
  }
}

/** Size on screen of a lone picture: whole, at most 400 by 300. */
export function fit(width: number | null, height: number | null): { width: number; height: number } {
  if (!width || !height) return { width: 400, height: 300 };
  const scale = Math.min(1, 400 / width, 300 / height);
  return { width: Math.max(48, Math.round(width * scale)), height: Math.max(48, Math.round(height * scale)) };
}
