/** A QR code as one path, dark on white in both themes: cameras read nothing else as surely. */
import { createSignal, onMount } from "solid-js";
import { Show } from "../../lib/flow";
import { Spinner } from "../Spinner";
import { qrPath } from "./qrPath";
import "./art.css";

/** Squares of white around the code; readers need four. */
const QUIET = 4;

export function QrPicture(props: { text: string; label: string }) {
  const [drawn, setDrawn] = createSignal<ReturnType<typeof qrPath>>();
  onMount(() => void import("qr").then(({ default: encodeQR }) => setDrawn(qrPath(encodeQR(props.text, "raw", { ecc: "medium", border: QUIET })))));
  return (
    <div class="qr">
      <Show when={drawn()} fallback={<Spinner />}>
        {(it) => (
          <svg viewBox={`0 0 ${String(it().size)} ${String(it().size)}`} role="img" aria-label={props.label} shape-rendering="crispEdges">
            <path d={it().path} />
          </svg>
        )}
      </Show>
    </div>
  );
}
