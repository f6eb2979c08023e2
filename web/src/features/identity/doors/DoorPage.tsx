/** The frame of every door: mark, form, language, and the lamp beside it (a strip above it on phones). */
import ChevronDown from "lucide-solid/icons/chevron-down";
import Languages from "lucide-solid/icons/languages";
import { For, type JSX, createEffect } from "solid-js";
import { Show } from "~/lib/flow";
import { LOCALES, LOCALE_NAMES, isLocale, useI18n } from "~/lib/i18n";
import { usePrefs } from "~/lib/prefs-provider";
import { Icon } from "~/ui";
import { LampScene } from "~/ui/art/LampScene";
import { Wordmark } from "~/ui/art/Mark";
import "./doors.css";

export interface DoorPageProps {
  title: string;
  lead?: JSX.Element;
  children: JSX.Element;
  /** Stands at the foot, across from the language. */
  foot?: JSX.Element;
}

export function DoorPage(props: DoorPageProps) {
  const { t } = useI18n();
  createEffect(() => (document.title = `${props.title} · Snug`));
  return (
    <div class="door">
      <main class="door__form">
        <Wordmark />
        <div class="door__inner">
          <header>
            <h1 class="door__title" tabindex="-1">
              {props.title}
            </h1>
            <Show when={props.lead}>
              <p class="door__lead">{props.lead}</p>
            </Show>
          </header>
          {props.children}
        </div>
        <footer class="door__foot">
          <div class="door__foot-note">{props.foot}</div>
          <LanguageChoice />
        </footer>
      </main>
      <div class="door__art">
        <LampScene label={t("doors.scene")} />
      </div>
    </div>
  );
}

function LanguageChoice() {
  const { t, locale } = useI18n();
  const prefs = usePrefs();
  const choose = (value: string) => {
    if (isLocale(value)) prefs.change({ locale: value });
  };
  return (
    <label class="door__language">
      <Icon of={Languages} size="sm" />
      <span class="visually-hidden">{t("doors.language")}</span>
      <select onChange={(event) => choose(event.currentTarget.value)}>
        <For each={LOCALES}>
          {(one) => (
            <option value={one} lang={one} selected={one === locale()}>
              {LOCALE_NAMES[one]}
            </option>
          )}
        </For>
      </select>
      <Icon of={ChevronDown} size="sm" />
    </label>
  );
}
