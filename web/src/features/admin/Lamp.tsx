/** The strip over every page of the administration: how long admin mode lasts, and the way out of it. */

import { createAct } from "~/features/identity/settings";
import { Show } from "~/lib/flow";
import { Button } from "~/ui";
import { useAdmin } from "./scope";
import { useAdminWords } from "./words";

const MINUTE_MS = 60_000;

export function Lamp() {
  const { elevation } = useAdmin();
  const { t } = useAdminWords();
  const leaving = createAct();
  const minutes = () => Math.max(1, Math.ceil(elevation.leftMs() / MINUTE_MS));
  const leave = () => leaving.run(elevation.leave, { loud: true });
  return (
    <section class="lamp" aria-label={t("lamp.name")} data-over={elevation.isOver() ? "" : undefined}>
      <span class="lamp-ring" style={{ "--left": `${Math.round(elevation.share() * 100)}%` }} aria-hidden="true" />
      <p class="lamp-text">
        <b>{elevation.isOver() ? t("lamp.over") : t("lamp.left", { n: minutes() })}</b> <span class="lamp-more">{t("lamp.audited")}</span>
      </p>
      <p class="visually-hidden" role="status">
        <Show when={elevation.isLast()}>{t("lamp.last")}</Show>
        <Show when={elevation.isOver()}>{t("lamp.over")}</Show>
      </p>
      <Show when={!elevation.isOver()} fallback={<Button size="sm" onClick={elevation.stay}>{t("lamp.again")}</Button>}>
        <Show when={elevation.isLast()}><Button size="sm" onClick={elevation.stay}>{t("lamp.stay")}</Button></Show>
        <Button size="sm" busy={leaving.busy()} busyLabel={t("lamp.leaving")} onClick={() => void leave()}>{t("lamp.leave")}</Button>
      </Show>
    </section>
  );
}
