/** A row of a list: something at the start, name and detail, something at the end. Lists group rows on a card. */
import { type JSX, type ParentProps } from "solid-js";
import { cx } from "./cx";
import { Icon, type IconShape } from "./Icon";
import { Part, Show } from "../lib/flow";
import "./ListRow.css";

/** A card around rows, with hairlines between them. */
export function List(props: ParentProps<{ label?: string }>) {
  return (
    <ul class="list" aria-label={props.label}>
      {props.children}
    </ul>
  );
}

export interface ListRowProps {
  /** An icon in a tile; or `start` for an avatar. */
  icon?: IconShape;
  iconKind?: "plain" | "ok";
  start?: JSX.Element;
  title: JSX.Element;
  /** Tags beside the title. */
  tags?: JSX.Element;
  detail?: JSX.Element;
  /** Acts at the end. */
  end?: JSX.Element;
  /** The whole row goes there. */
  href?: string;
}

export function ListRow(props: ListRowProps) {
  return (
    <li class={cx("list__row", props.href && "list__row--link")}>
      <Show when={props.icon} fallback={props.start}>
        {(icon) => (
          <span class={cx("list__icon", props.iconKind === "ok" && "list__icon--ok")}>
            <Icon of={icon()} />
          </span>
        )}
      </Show>
      <div class="list__text">
        <div class="list__title">
          <Show when={props.href} fallback={<span class="list__name">{props.title}</span>}>
            {(href) => (
              <a class="list__name list__cover" href={href()}>
                {props.title}
              </a>
            )}
          </Show>
          {props.tags}
        </div>
        <Part of={props.detail}>{(detail) => <div class="list__detail">{detail()}</div>}</Part>
      </div>
      <Part of={props.end}>{(end) => <div class="list__end">{end()}</div>}</Part>
    </li>
  );
}
