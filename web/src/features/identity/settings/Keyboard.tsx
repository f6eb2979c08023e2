/** Every shortcut there is, to read. */

import { For } from "solid-js";
import { Show } from "~/lib/flow";
import { Kbd, PageSection } from "~/ui";
import { Column } from "./Frame";
import { SHORTCUTS } from "./shortcuts";
import { useSettingsWords } from "./words";

export function Keyboard() {
  const { t } = useSettingsWords();
  return (
    <Column isText title={t("keyboard.title")} lead={t("keyboard.intro")}>
      <For each={SHORTCUTS}>
        {(group) => (
          <PageSection title={t(`keyboard.${group.name}`)}>
            <dl class="set-card keys">
              <For each={group.keys}>
                {(entry) => (
                  <div class="keys-row">
                    <dt>{t(`keyboard.${entry.does}`)}</dt>
                    <dd>
                      <For each={entry.keys}>
                        {(keys, at) => (
                          <>
                            <Show when={at() > 0}>
                              <span class="set-soft">{t("keyboard.or")}</span>
                            </Show>
                            <Kbd keys={keys} />
                          </>
                        )}
                      </For>
                    </dd>
                  </div>
                )}
              </For>
            </dl>
          </PageSection>
        )}
      </For>
    </Column>
  );
}
