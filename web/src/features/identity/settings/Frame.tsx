/** The page around every setting: navigation at the start, the page beside it, Esc and Back to where one was. */

import ArrowLeft from "lucide-solid/icons/arrow-left";
import { A, useLocation, useNavigate } from "@solidjs/router";
import { For, type JSX, type ParentProps, createEffect, onCleanup, onMount } from "solid-js";
import { useTitle } from "~/app/tab";
import { Part, Show } from "~/lib/flow";
import { Badge, Icon, type IconShape, IconButton, Kbd } from "~/ui";
import { useSettingsWords } from "./words";
import "./settings.css";

export interface FrameLink {
  href: string;
  label: string;
  icon: IconShape;
  /** What waits there. */
  waiting?: { count: number; label: string };
}

export interface FrameGroup {
  label: string;
  links: readonly FrameLink[];
}

export function Frame(
  props: ParentProps<{
    /** Names the navigation. */
    title: string;
    /** The list of pages; on phones it is a page of its own. */
    root: string;
    /** Where Back and Esc lead. */
    leaveTo: string;
    backLabel?: string;
    who: JSX.Element;
    groups: readonly FrameGroup[];
    foot?: JSX.Element;
    narrow?: boolean;
  }>,
) {
  const { t } = useSettingsWords();
  const location = useLocation();
  const navigate = useNavigate();
  const at = () => location.pathname.replace(/\/$/, "");
  const isRoot = () => at() === props.root;
  const links = () => props.groups.flatMap((group) => group.links);
  const isHere = (link: FrameLink) => at() === link.href || at().startsWith(`${link.href}/`);
  const current = () => links().find(isHere);
  const wide = window.matchMedia("(min-width: 640px)");
  useTitle(() => current()?.label ?? props.title);

  createEffect(() => {
    const first = links()[0];
    if (isRoot() && wide.matches && first) navigate(first.href, { replace: true });
  });
  onMount(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"], .toast:focus-within')) return;
      navigate(props.leaveTo);
    };
    document.addEventListener("keydown", leave);
    onCleanup(() => document.removeEventListener("keydown", leave));
  });

  return (
    <div class="set" data-narrow={props.narrow ? "" : undefined} data-root={isRoot() ? "" : undefined}>
      <nav class="set-nav" aria-label={props.title}>
        <A class="set-link set-back" href={props.leaveTo}>
          <Icon of={ArrowLeft} mirrored />
          <span>{props.backLabel ?? t("nav.back")}</span>
          <Kbd keys="Esc" />
        </A>
        <div class="set-who">{props.who}</div>
        <For each={props.groups}>
          {(group) => (
            <section class="set-group">
              <h2>{group.label}</h2>
              <For each={group.links}>
                {(link) => (
                  <A class="set-link" href={link.href} aria-current={isHere(link) ? "page" : undefined}>
                    <Icon of={link.icon} />
                    <span>{link.label}</span>
                    <Show when={link.waiting}>{(waiting) => <span class="set-waiting"><Badge count={waiting().count} label={waiting().label} calm /></span>}</Show>
                  </A>
                )}
              </For>
            </section>
          )}
        </For>
        <Part of={props.foot}>{(foot) => <div class="set-foot">{foot()}</div>}</Part>
      </nav>
      <main class="set-main" id="main" tabindex="-1">
        <div class="set-phone">
          <IconButton icon={ArrowLeft} mirrored label={t("nav.back")} onClick={() => navigate(props.root)} />
          <b>{current()?.label ?? props.title}</b>
        </div>
        {props.children}
      </main>
    </div>
  );
}

/** The 680 px column of a plain page, with its scroll. */
export function Column(
  props: ParentProps<{
    title: string;
    lead?: JSX.Element;
    act?: JSX.Element;
    bar?: JSX.Element;
    /** A page to read, without a control that the keyboard could scroll by: the scroll itself takes the focus. */
    isText?: boolean;
  }>,
) {
  return (
    <>
      <div class="set-scroll" tabindex={props.isText ? 0 : undefined} role={props.isText ? "region" : undefined} aria-label={props.isText ? props.title : undefined}>
        <div class="set-col">
          <div class="set-title">
            <div>
              <h1>{props.title}</h1>
              <Part of={props.lead}>{(lead) => <p class="set-lead">{lead()}</p>}</Part>
            </div>
            {props.act}
          </div>
          {props.children}
        </div>
      </div>
      {props.bar}
    </>
  );
}
