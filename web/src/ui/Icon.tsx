/** One icon of the set, in the colour of the text around it; always silent to screen readers. */
import type { LucideProps } from "lucide-solid";
import type { Component } from "solid-js";
import { Dynamic } from "solid-js/web";
import { cx } from "./cx";
import "./Icon.css";

/** A Lucide icon, imported one by one: `lucide-solid/icons/hash`. */
export type IconShape = Component<LucideProps>;

export function Icon(props: {
  of: IconShape;
  /** 16 in text and tags, 18 by default, 20 in docks and tiles. */
  size?: "sm" | "md" | "lg";
  /** Turns with the reading direction: arrows, reply, send, sign out. */
  mirrored?: boolean;
  class?: string;
}) {
  return (
    <Dynamic
      component={props.of}
      class={cx("icon", `icon--${props.size ?? "md"}`, props.mirrored && "icon--mirrored", props.class)}
      strokeWidth={1.75}
      aria-hidden="true"
    />
  );
}
