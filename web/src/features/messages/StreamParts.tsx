/** The rows between messages, and what a stream says when there are none. */
import { Switch, type JSX } from "solid-js";
import EyeOff from "lucide-solid/icons/eye-off";
import LockKeyhole from "lucide-solid/icons/lock-keyhole";
import MessageCircle from "lucide-solid/icons/message-circle";
import Pencil from "lucide-solid/icons/pencil";
import Pin from "lucide-solid/icons/pin";
import UserMinus from "lucide-solid/icons/user-minus";
import UserPlus from "lucide-solid/icons/user-plus";
import WifiOff from "lucide-solid/icons/wifi-off";
import { Match, Show } from "~/lib/flow";
import { Button } from "~/ui/Button";
import type { SystemEvent, UserRef } from "~/lib/api/wire";
import { isConversation, nameIn, type Line } from "~/lib/store";
import { dayOf } from "./rows";
import type { RoomState } from "./room";
import { useScene } from "./scene";

export function DayLine(props: { at: string }): JSX.Element {
  const scene = useScene();
  const words = () => {
    const day = dayOf(Date.parse(props.at));
    if (day === dayOf(Date.now())) return scene.t("stream.today");
    if (day === dayOf(Date.now() - 86_400_000)) return scene.t("stream.yesterday");
    return scene.formats().day(props.at);
  };
  return <div class="day" role="separator" aria-label={words()}>{words()}</div>;
}

export function NewLine(): JSX.Element {
  const scene = useScene();
  return <div class="new" role="separator" aria-label={scene.t("stream.new_label")}><span>{scene.t("stream.new")}</span></div>;
}

export function Beginning(props: { room: RoomState }): JSX.Element {
  const scene = useScene();
  const name = () => scene.titleOf(props.room.channel());
  const isTalk = () => isConversation(props.room.channel());
  const begin = () => (isTalk() ? scene.t("talk.begin", { name: name() }) : scene.t("stream.begin", { room: name() }));
  const isEmpty = () => (props.room.shown()?.lines.length ?? 0) === 0;
  return (
    <div class="beginning">
      <span class="glow"><MessageCircle class="ic l" aria-hidden="true" /></span>
      <p class="beginning-title">{isEmpty() ? scene.t("stream.empty") : begin()}</p>
      <Show when={isEmpty()} fallback={<Show when={props.room.channel()?.topic}>{(topic) => <p class="soft" dir="auto">{topic()}</p>}</Show>}>
        <p class="soft">{isTalk() ? scene.t("talk.empty_text", { name: name() }) : scene.t("stream.empty_text", { room: name() })}</p>
      </Show>
    </div>
  );
}

export function SystemRow(props: { line: Line }): JSX.Element {
  const scene = useScene();
  const event = () => props.line.system;
  return (
    <div class="sys">
      <Switch fallback={<UserPlus class="ic s" aria-hidden="true" />}>
        <Match when={event()?.kind === "pin"}><Pin class="ic s" aria-hidden="true" /></Match>
        <Match when={event()?.kind === "channel_name"}><Pencil class="ic s" aria-hidden="true" /></Match>
        <Match when={event()?.kind === "group_member_remove"}><UserMinus class="ic s" aria-hidden="true" /></Match>
        <Match when={event()?.kind === "encryption_on"}><LockKeyhole class="ic s" aria-hidden="true" /></Match>
      </Switch>
      <span>
        <Show when={event()}>{(found) => <SystemWords event={found()} />}</Show>
        <Show when={event()?.kind === "pin"}>{" "}<button type="button" class="link" onClick={() => scene.showAside("pins")}>{scene.t("system.pin_all")}</button></Show>{" "}
        <time class="when" datetime={props.line.created_at} title={scene.formats().full(props.line.created_at)}>{scene.formats().time(props.line.created_at)}</time>
      </span>
    </div>
  );
}

/** Messages of the blocked, as one line that opens. */
export function FoldedRow(props: { lines: Line[]; onUnfold: (lines: Line[]) => void }): JSX.Element {
  const scene = useScene();
  return (
    <div class="sys">
      <EyeOff class="ic s" aria-hidden="true" />
      <span>{scene.t("fold.line", { n: props.lines.length })} <button type="button" class="link" onClick={() => props.onUnfold(props.lines)}>{scene.t("fold.show")}</button></span>
    </div>
  );
}

function SystemWords(props: { event: SystemEvent }): JSX.Element {
  const scene = useScene();
  const called = (person: UserRef) => <b><bdi>{nameIn(scene.live.world, scene.spaceId(), person.id) ?? person.display_name}</bdi></b>;
  const name = () => called(props.event.user);
  const words = () => {
    const { event } = props;
    if (event.kind === "channel_name" && event.name === "") return scene.tx("group.was_unnamed", { name: name() });
    if (event.kind === "channel_name" && !scene.spaceId()) return scene.tx("group.was_renamed", { name: name(), to: <bdi>{event.name}</bdi> });
    if (event.kind === "channel_name") return scene.tx("system.name", { name: name(), room: <bdi>{event.name}</bdi> });
    if (event.kind === "group_member_add") return scene.tx("group.was_added", { by: called(event.by), name: name() });
    if (event.kind === "group_member_remove") {
      return event.by.id === event.user.id ? scene.tx("group.has_left", { name: name() }) : scene.tx("group.was_taken", { by: called(event.by), name: name() });
    }
    const key = { member_join: "system.join", pin: "system.pin", encryption_on: "system.encryption" } as const;
    return scene.tx(key[event.kind], { name: name() });
  };
  return <>{words()}</>;
}

export function StreamState(props: { room: RoomState; isSlow: boolean; isEmpty: boolean }): JSX.Element {
  const scene = useScene();
  const state = () => scene.live.loading[`room:${props.room.channelId}`];
  return (
    <Switch>
      <Match when={!props.room.can("read_history") && props.isEmpty}>
        <div class="pane-state"><p class="soft">{scene.t("stream.no_history")}</p></div>
      </Match>
      <Match when={props.isEmpty && state() === "failed"}>
        <div class="pane-state" role="alert">
          <span class="glow"><WifiOff class="ic l" aria-hidden="true" /></span>
          <p class="beginning-title">{scene.t("stream.failed")}</p>
          <p class="soft">{scene.t("stream.failed_text")}</p>
          <Button onClick={() => void scene.live.open(props.room.channelId)}>{scene.t("stream.again")}</Button>
        </div>
      </Match>
      <Match when={props.isSlow}>
        <div class="skeletons" role="status" aria-label={scene.t("stream.loading")}>
          {[5, 3, 6, 4, 5].map((width) => <div class={`skeleton w${String(width)}`}><i /><span><b /><b /></span></div>)}
        </div>
      </Match>
    </Switch>
  );
}
