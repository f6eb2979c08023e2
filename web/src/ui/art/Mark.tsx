/** The mark: a doorway that is also a speech bubble, with one lamp lit inside. Never mirrored. */
import { cx } from "../cx";
import "./art.css";

export function Mark(props: { reversed?: boolean }) {
  return (
    <svg class={cx("mark", props.reversed && "mark--reversed")} viewBox="0 0 32 32" aria-hidden="true">
      <path
        class="mark__wall"
        d="M16 1.5c7 0 12.25 5.2 12.25 12.2v11.8a4 4 0 0 1-4 4H9.7l-4.1 2a1.3 1.3 0 0 1-1.85-1.2V13.7C3.75 6.7 9 1.5 16 1.5Z"
      />
      <path class="mark__lamp" d="M15.15 1.5h1.7v8.1a7.4 7.4 0 0 1 6.55 7.35H8.6a7.4 7.4 0 0 1 6.55-7.35Z" />
      <path class="mark__light" d="M12.2 19h7.6a3.8 3.8 0 0 1-7.6 0Z" />
    </svg>
  );
}

/** The mark with the name of the program. */
export function Wordmark() {
  return (
    <span class="wordmark" translate="no">
      <Mark />
      Snug
    </span>
  );
}
