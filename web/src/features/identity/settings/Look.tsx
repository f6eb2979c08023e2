/** How the app looks on this device, and its language. */

import Monitor from "lucide-solid/icons/monitor";
import Moon from "lucide-solid/icons/moon";
import Sun from "lucide-solid/icons/sun";
import type { Me } from "~/lib/api/wire";
import { LOCALES, LOCALE_NAMES, type Locale } from "~/lib/i18n";
import { TEXT_SIZES } from "~/lib/prefs";
import { usePrefs } from "~/lib/prefs-provider";
import { useSession } from "~/lib/session-provider";
import { useLive } from "~/lib/store";
import { Avatar, Button, PageSection, Segments, Select } from "~/ui";
import { createAct } from "./act";
import { Column } from "./Frame";
import { useSettingsWire } from "./wire";
import { useSettingsWords } from "./words";

export function Look() {
  const { t, formats, locale } = useSettingsWords();
  const { prefs, change } = usePrefs();
  const session = useSession();
  const live = useLive();
  const wire = useSettingsWire();
  const act = createAct();
  const speak = (next: Locale) => {
    change({ locale: next });
    void act.run(
      async () => {
        const me = await wire.ask<Me>("PATCH", "/me", { locale: next });
        session.update(me);
        live.apply({ t: "me_update", d: me });
      },
      { loud: true },
    );
  };
  return (
    <Column title={t("look.title")} lead={t("look.onDevice")}>
      <PageSection title={t("look.theme")}>
        <Segments
          label={t("look.theme")}
          value={prefs().theme}
          onChange={(theme) => change({ theme })}
          options={[
            { value: "system", label: t("look.themeSystem"), icon: Monitor },
            { value: "light", label: t("look.themeLight"), icon: Sun },
            { value: "dark", label: t("look.themeDark"), icon: Moon },
          ]}
        />
      </PageSection>
      <PageSection title={t("look.density")} lead={t("look.densityHint")}>
        <Segments
          label={t("look.density")}
          value={prefs().density}
          onChange={(density) => change({ density })}
          options={[
            { value: "cosy", label: t("look.densityCosy") },
            { value: "compact", label: t("look.densityCompact") },
          ]}
        />
        <div class="set-card look-sample">
          <Avatar id="sample" name={t("look.sampleName")} size={40} />
          <div>
            <b>{t("look.sampleName")}</b> <span class="set-soft">{formats().time(new Date(2026, 0, 1, 10, 31))}</span>
            <p class="look-text">{t("look.sample")}</p>
          </div>
        </div>
      </PageSection>
      <PageSection title={t("look.text")} lead={t("look.textHint")}>
        <div class="look-size">
          <input
            class="look-range"
            type="range"
            min={0}
            max={TEXT_SIZES.length - 1}
            step={1}
            aria-label={t("look.text")}
            aria-valuetext={t("look.textOf", { percent: formats().percent(prefs().text / 100) })}
            value={TEXT_SIZES.indexOf(prefs().text)}
            onInput={(event) => change({ text: TEXT_SIZES[event.currentTarget.valueAsNumber] ?? 100 })}
          />
          <span class="num">{t("look.textOf", { percent: formats().percent(prefs().text / 100) })}</span>
          <Button size="sm" kind="quiet" disabled={prefs().text === 100} onClick={() => change({ text: 100 })}>
            {t("look.textReset")}
          </Button>
        </div>
      </PageSection>
      <PageSection title={t("look.language")}>
        <Select
          label={t("look.language")}
          hideLabel
          hint={t("look.languageHint")}
          value={locale()}
          onChange={speak}
          options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
        />
      </PageSection>
    </Column>
  );
}
