/** A remark in its place: icon, bold claim, one sentence, up to two small acts. A banner is one across a pane. */
import CircleAlert from "lucide-solid/icons/circle-alert";
import CircleCheck from "lucide-solid/icons/circle-check";
import Info from "lucide-solid/icons/info";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import type { JSX } from "solid-js";
import { cx } from "./cx";
import { Icon, type IconShape } from "./Icon";
import { Part, Show } from "../lib/flow";
import "./Note.css";

export type NoteKind = "info" | "ok" | "warn" | "bad";

const ICONS: Record<NoteKind, IconShape> = { info: Info, ok: CircleCheck, warn: TriangleAlert, bad: CircleAlert };

export interface NoteProps {
  kind?: NoteKind;
  title?: JSX.Element;
  children?: JSX.Element;
  acts?: JSX.Element;
  icon?: IconShape;
  /** Read out when it appears: `status` politely, `alert` at once. */
  role?: "status" | "alert";
}

export function Note(props: NoteProps) {
  return <Remark {...props} class="note" />;
}

/** Across the top of a pane; of several only the worst is shown. */
export function Banner(props: NoteProps) {
  return <Remark {...props} class="note note--banner" />;
}

function Remark(props: NoteProps & { class: string }) {
  const kind = () => props.kind ?? "info";
  return (
    <div class={cx(props.class, `note--${kind()}`)} role={props.role}>
      <Icon of={props.icon ?? ICONS[kind()]} />
      <div class="note__text">
        <Show when={props.title}>
          <strong>{props.title}</strong>{" "}
        </Show>
        {props.children}
      </div>
      <Part of={props.acts}>{(acts) => <div class="note__acts">{acts()}</div>}</Part>
    </div>
  );
}
