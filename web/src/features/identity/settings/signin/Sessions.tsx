/** Where one is signed in: this device first; sign out one, or all others. */

import Bot from "lucide-solid/icons/bot";
import Laptop from "lucide-solid/icons/laptop";
import Monitor from "lucide-solid/icons/monitor";
import Smartphone from "lucide-solid/icons/smartphone";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { For, Switch, createMemo, createSignal, onCleanup } from "solid-js";
import type { Page, Session } from "~/lib/api/wire";
import { Match, Show } from "~/lib/flow";
import { createPaged } from "~/lib/paged";
import { useLive } from "~/lib/store";
import { Button, ConfirmDialog, ErrorState, type IconShape, List, ListRow, PageSection, Skeleton, Tag } from "~/ui";
import { createAct, orThrow } from "../act";
import { explain } from "../explain";
import { useSettingsWire } from "../wire";
import { useSettingsWords } from "../words";

function iconOf(session: Session): IconShape {
  const agent = session.user_agent;
  if (/snug|agent|bot|curl/i.test(agent) && !/mozilla/i.test(agent)) return Bot;
  if (/android|iphone|ipad|mobile/i.test(agent)) return Smartphone;
  return /macintosh|linux/i.test(agent) ? Laptop : Monitor;
}

export function Sessions() {
  const words = useSettingsWords();
  const wire = useSettingsWire();
  const live = useLive();
  const { t, formats } = words;
  const act = createAct();
  const [asked, setAsked] = createSignal<Session | "others" | null>(null);
  const list = createPaged(() => "sessions", (_, cursor) =>
    wire.ask<Page<Session>>("GET", `/me/sessions?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`),
  );
  const off = live.listen((event) => {
    if (event.t !== "session_update") return;
    if (event.d.ended) list.remove((one) => one.id === event.d.session_id);
    else void list.reload();
  });
  onCleanup(off);
  const sorted = createMemo(() =>
    list.items.toSorted((a, b) => Number(b.current) - Number(a.current) || Date.parse(b.last_seen_at) - Date.parse(a.last_seen_at)),
  );
  const others = () => list.items.filter((one) => !one.current).length;
  const nameOf = (session: Session) => session.name || t("sessions.unknown");
  const detail = (session: Session) => {
    const address = session.address;
    const date = formats().date(session.created_at);
    if (session.current) return t("sessions.here", { address, date });
    return t("sessions.active", { time: formats().ago(session.last_seen_at, Date.now()), address, date });
  };
  const go = () => {
    const target = asked();
    if (target === null) return Promise.resolve();
    if (target === "others") {
      return orThrow(
        act.run(
          async () => {
            await wire.ask<void>("DELETE", "/me/sessions");
            list.remove((one) => !one.current);
          },
          { done: () => t("sessions.allDone") },
        ),
      );
    }
    return orThrow(
      act.run(
        async () => {
          await wire.ask<void>("DELETE", `/me/sessions/${target.id}`);
          list.remove((one) => one.id === target.id);
        },
        { done: () => t("sessions.signedOut", { name: nameOf(target) }) },
      ),
    );
  };
  const title = () => {
    const target = asked();
    return target === null || target === "others" ? t("sessions.allTitle", { n: others() }) : t("sessions.signOutTitle", { name: nameOf(target) });
  };
  return (
    <PageSection
      title={t("sessions.title")}
      lead={t("sessions.intro")}
      act={
        <Show when={others() > 0}>
          <Button kind="danger-quiet" onClick={() => setAsked("others")}>
            {t("sessions.allOthers")}
          </Button>
        </Show>
      }
    >
      <Switch>
        <Match when={list.error()}>
          {(cause) => <ErrorState title={words.t("errors.title")} onRetry={() => void list.reload()}>{explain(words, cause())}</ErrorState>}
        </Match>
        <Match when={list.loading() && list.items.length === 0}>
          <Skeleton shape="rows" rows={3} />
        </Match>
        <Match when={list.items.length > 0}>
          <List label={t("sessions.title")}>
            <For each={sorted()}>
              {(session) => (
                <ListRow
                  icon={iconOf(session)}
                  iconKind={session.current ? "ok" : "plain"}
                  title={<bdi title={session.user_agent}>{nameOf(session)}</bdi>}
                  tags={
                    <>
                      <Show when={session.current}><Tag kind="ok">{t("sessions.this")}</Tag></Show>
                      <Show when={session.shared}><Tag kind="warn" icon={TriangleAlert}>{t("sessions.shared")}</Tag></Show>
                    </>
                  }
                  detail={detail(session)}
                  end={
                    <Show when={!session.current}>
                      <Button size="sm" kind="quiet" aria-label={t("sessions.signOutOf", { name: nameOf(session) })} onClick={() => setAsked(session)}>
                        {t("sessions.signOut")}
                      </Button>
                    </Show>
                  }
                />
              )}
            </For>
          </List>
          <Show when={others() === 0}>
            <p class="set-lead set-soft">
              {t("sessions.only")}. {t("sessions.onlyBody")}
            </p>
          </Show>
          <Show when={list.hasMore()}>
            <div class="set-center">
              <Button busy={list.adding()} onClick={() => void list.more()}>{t("common.more")}</Button>
            </div>
          </Show>
        </Match>
      </Switch>
      <ConfirmDialog
        open={asked() !== null}
        onOpenChange={(open) => {
          if (!open) setAsked(null);
          act.clear();
        }}
        title={title()}
        lead={asked() === "others" ? t("sessions.allBody") : t("sessions.signOutBody")}
        act={asked() === "others" ? t("sessions.allOthers") : t("sessions.signOut")}
        busyLabel={t("sessions.signingOut")}
        error={act.error()}
        onConfirm={go}
      />
    </PageSection>
  );
}
