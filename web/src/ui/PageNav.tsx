/** A full page of settings: navigation beside a column; on phones the navigation is a page of its own. */
import ArrowLeft from "lucide-solid/icons/arrow-left";
import X from "lucide-solid/icons/x";
import { For, type JSX } from "solid-js";
import { Part, Show } from "../lib/flow";
import { useI18n } from "../lib/i18n";
import { cx } from "./cx";
import { Icon, type IconShape } from "./Icon";
import { IconButton } from "./IconButton";
import "./PageNav.css";

export interface PageNavGroup {
  label?: string;
  items: readonly { href: string; label: string; icon?: IconShape; current: boolean; danger?: boolean }[];
}

export interface PageNavProps {
  /** Names the navigation: "Settings". */
  label: string;
  groups: readonly PageNavGroup[];
  /** Stands above the groups: who or what this is about. */
  head?: JSX.Element;
  /** Stands below them. */
  foot?: JSX.Element;
  /** Title of the open page; null shows only the navigation on phones. */
  title: string | null;
  /** Esc and the cross: back to where one was. */
  onClose: () => void;
  /** On phones, from a page back to the navigation. */
  onBack: () => void;
  /** The open page. */
  children: JSX.Element;
  /** A third pane that explains. */
  aside?: JSX.Element;
}

export function PageNav(props: PageNavProps) {
  const { t } = useI18n();
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    props.onClose();
  };
  return (
    <div class={cx("page-nav", props.title !== null && "page-nav--open", props.aside !== undefined && "page-nav--aside")} onKeyDown={leave}>
      <nav class="page-nav__nav" aria-label={props.label}>
        <div class="page-nav__top">
          <strong class="page-nav__name">{props.label}</strong>
          <IconButton class="page-nav__close-nav" icon={X} label={t("ui.close")} onClick={() => props.onClose()} />
        </div>
        {props.head}
        <For each={props.groups}>
          {(group) => (
            <section class="page-nav__group">
              <Show when={group.label}>
                <h2 class="page-nav__label">{group.label}</h2>
              </Show>
              <ul>
                <For each={group.items}>
                  {(item) => (
                    <li>
                      <a class={cx("page-nav__item", item.danger && "page-nav__item--danger")} href={item.href} aria-current={item.current ? "page" : undefined}>
                        <Show when={item.icon}>{(icon) => <Icon of={icon()} />}</Show>
                        <span class="cut">{item.label}</span>
                      </a>
                    </li>
                  )}
                </For>
              </ul>
            </section>
          )}
        </For>
        {props.foot}
      </nav>
      <main class="page-nav__main">
        <div class="page-nav__column">
          <header class="page-nav__head">
            <IconButton class="page-nav__back" icon={ArrowLeft} mirrored label={t("ui.back")} onClick={() => props.onBack()} />
            <h1 class="page-nav__title" tabindex="-1">
              {props.title}
            </h1>
            <IconButton class="page-nav__close" icon={X} label={t("ui.close")} shortcut="Esc" onClick={() => props.onClose()} />
          </header>
          {props.children}
        </div>
      </main>
      <Part of={props.aside}>{(aside) => <aside class="page-nav__aside">{aside()}</aside>}</Part>
    </div>
  );
}

/** A titled part of a settings page. */
export function PageSection(props: { title?: string; lead?: JSX.Element; children: JSX.Element }) {
  return (
    <section class="page-section">
      <Show when={props.title}>
        <h2>{props.title}</h2>
      </Show>
      <Part of={props.lead}>{(lead) => <p class="page-section__lead">{lead()}</p>}</Part>
      <div class="page-section__body">{props.children}</div>
    </section>
  );
}
