/** The own conversations, newest activity first. */
import { createSignal, For, Switch, type JSX } from "solid-js";
import { useScene } from "~/features/messages/scene";
import type { Id } from "~/lib/api/wire";
import { Match, Show } from "~/lib/flow";
import { shownConversations, type Conversation } from "~/lib/store";
import { Button } from "~/ui/Button";
import { Skeleton } from "~/ui/Skeleton";
import { ConversationRow } from "./ConversationRow";
import { LeaveGroup } from "./LeaveGroup";
import "./conversations.css";

/** Each row that is drawn asks for its last words. */
const STEP = 30;

export function ConversationList(props: { channelId: Id | undefined }): JSX.Element {
  const scene = useScene();
  const [most, setMost] = createSignal(STEP);
  const [leaving, setLeaving] = createSignal<Conversation | null>(null);
  const all = () => shownConversations(scene.live.world);
  return (
    <section class="talks" aria-label={scene.t("talk.title")}>
      <Switch>
        <Match when={!scene.live.isReady()}><Skeleton shape="rows" rows={4} /></Match>
        <Match when={all().length === 0}><div class="talks-none"><p class="strong">{scene.t("talk.none")}</p><p class="sm soft">{scene.t("talk.none_text")}</p></div></Match>
        <Match when={all().length > 0}>
          <ul><For each={all().slice(0, most())}>{(channel) => <ConversationRow channel={channel} isOpen={channel.id === props.channelId} onLeave={setLeaving} />}</For></ul>
          <Show when={all().length > most()}><div class="talks-more"><Button size="sm" kind="quiet" onClick={() => setMost((n) => n + STEP)}>{scene.t("talk.more")}</Button></div></Show>
        </Match>
      </Switch>
      <LeaveGroup group={leaving()} onClose={() => setLeaving(null)} />
    </section>
  );
}
