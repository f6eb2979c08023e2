/** One message: who, when, what, and what hangs below it. */
import { createMemo, Switch, type JSX } from "solid-js";
import CircleAlert from "lucide-solid/icons/circle-alert";
import Clock from "lucide-solid/icons/clock";
import Trash2 from "lucide-solid/icons/trash";
import { Match, Show } from "~/lib/flow";
import { Face } from "./Face";
import type { Id, ReplyTo } from "~/lib/api/wire";
import { callsMe, colorIn, isBlocked, nameIn, type Line, type Parcel } from "~/lib/store";
import { Attachments, ParcelFiles } from "./Attachments";
import { EditBox } from "./EditBox";
import { Markdown } from "./Markdown";
import { Reactions } from "./Reactions";
import type { RoomState } from "./room";
import { useScene } from "./scene";
import { SelectionBox } from "./SelectionBar";
import { createLate } from "./late";

interface RowProps {
  room: RoomState;
  onRevisions: (line: Line) => void;
}

export function MessageRow(props: RowProps & { line: Line; isHead: boolean }): JSX.Element {
  const scene = useScene();
  const line = () => props.line;
  const isEditing = () => props.room.editing() === line().id;
  const toMe = createMemo(() => !line().gone && callsMe(scene.live.world, line()));
  return (
    <div class="msg" classList={{ next: !props.isHead, "to-me": toMe(), lit: props.room.lit() === line().id }}>
      <Switch>
        <Match when={line().gone}>
          <span class="gone-tile"><Trash2 aria-hidden="true" /></span>
          <div class="body gone">{scene.t("stream.deleted")} <Time at={line().created_at} /></div>
        </Match>
        <Match when={!line().gone}>
          <Show when={line().reply_to}>{(reply) => <ReplyLine room={props.room} reply={reply()} />}</Show>
          <Side isHead={props.isHead} author={line().author?.id ?? null} at={line().created_at} />
          <div class="body">
            <Show when={props.isHead}><By author={line().author?.id ?? null} at={line().created_at} /></Show>
            <Show when={!isEditing()} fallback={<EditBox room={props.room} line={line()} />}>
              <Show when={line().content} fallback={<Show when={line().edited_at}><Edited line={line()} onOpen={props.onRevisions} /></Show>}>
                {(content) => (
                  <Markdown source={content()} end={<Show when={line().edited_at}><Edited line={line()} onOpen={props.onRevisions} /></Show>} />
                )}
              </Show>
            </Show>
            <Attachments room={props.room} line={line()} />
            <Reactions room={props.room} line={line()} />
          </div>
          <Show when={props.room.selection.isOn()}>
            <SelectionBox room={props.room} line={line()} name={nameIn(scene.live.world, scene.spaceId(), line().author?.id ?? "") ?? scene.t("person.unknown")} />
          </Show>
        </Match>
      </Switch>
    </div>
  );
}

export function ParcelRow(props: RowProps & { parcel: Parcel; isHead: boolean }): JSX.Element {
  const scene = useScene();
  const isLate = createLate(() => props.parcel.state === "sending");
  const me = () => scene.live.world.me?.id ?? "";
  const why = () => {
    const { failure, code } = props.parcel;
    if (failure === "offline") return scene.t("stream.failed_offline");
    if (code === "slow_mode") return scene.t("stream.failed_slow");
    if (failure === "busy") return scene.t("stream.failed_busy");
    return scene.t(code === "forbidden" || code === "not_found" ? "stream.failed_forbidden" : "stream.failed_refused");
  };
  return (
    <div class="msg pending" classList={{ next: !props.isHead }}>
      <Show when={props.parcel.replyTo}>{(reply) => <ReplyLine room={props.room} reply={reply()} />}</Show>
      <Side isHead={props.isHead} author={me()} at={new Date(props.parcel.createdMs).toISOString()} />
      <div class="body">
        <Show when={props.isHead}><By author={me()} at={new Date(props.parcel.createdMs).toISOString()} /></Show>
        <Show when={props.parcel.content}>{(content) => <Markdown source={content()} />}</Show>
        <ParcelFiles parcel={props.parcel} />
        <Switch>
          <Match when={props.parcel.state === "failed"}>
            <div class="state bad">
              <CircleAlert class="ic s" aria-hidden="true" />{why()}
              <button type="button" onClick={() => scene.live.post.retry(props.parcel.nonce)}>{scene.t("stream.retry")}</button>
              <button type="button" onClick={() => scene.live.post.discard(props.parcel.nonce)}>{scene.t("stream.discard")}</button>
            </div>
          </Match>
          <Match when={isLate()}>
            <div class="state"><Clock class="ic s" aria-hidden="true" />{scene.t("stream.sending")}</div>
          </Match>
        </Switch>
      </div>
    </div>
  );
}

function Side(props: { isHead: boolean; author: Id | null; at: string }): JSX.Element {
  const scene = useScene();
  const person = () => scene.live.world.people[props.author ?? ""];
  return (
    <Show when={props.isHead} fallback={<span class="gut"><Time at={props.at} /></span>}>
      <button
        type="button" class="face" tabindex="-1" aria-hidden="true"
        onClick={(event) => props.author && scene.showPerson(props.author, event.currentTarget)}
      >
        <Show when={person()}>{(found) => <Face person={found()} size={40} />}</Show>
      </button>
    </Show>
  );
}

function By(props: { author: Id | null; at: string }): JSX.Element {
  const scene = useScene();
  const color = () => (props.author ? colorIn(scene.live.world, scene.spaceId(), props.author) : null);
  const name = () => (props.author ? nameIn(scene.live.world, scene.spaceId(), props.author) : null) ?? scene.t("person.unknown");
  return (
    <div class="by">
      <button
        type="button" class="name" classList={{ colored: color() !== null }} style={{ "--role": color() ?? undefined }} tabindex="-1"
        onClick={(event) => props.author && scene.showPerson(props.author, event.currentTarget)}
      >
        <bdi>{name()}</bdi>
      </button>
      <Show when={scene.live.world.people[props.author ?? ""]?.bot}><span class="tag">{scene.t("members.bot")}</span></Show>
      <Time at={props.at} />
    </div>
  );
}

function Time(props: { at: string }): JSX.Element {
  const scene = useScene();
  return <time datetime={props.at} title={scene.formats().full(props.at)}>{scene.formats().time(props.at)}</time>;
}

function Edited(props: { line: Line; onOpen: (line: Line) => void }): JSX.Element {
  const scene = useScene();
  const may = () => props.line.author?.id === scene.live.world.me?.id
    || scene.live.world.channels[props.line.channel_id]?.permissions.includes("manage_messages");
  const label = () => scene.t("stream.edited_open", { time: scene.formats().full(props.line.edited_at ?? props.line.created_at) });
  return (
    <Show when={may()} fallback={<span class="edited" title={scene.formats().full(props.line.edited_at ?? props.line.created_at)}>{scene.t("stream.edited")}</span>}>
      <button type="button" class="edited" aria-label={label()} title={label()} onClick={() => props.onOpen(props.line)}>{scene.t("stream.edited")}</button>
    </Show>
  );
}

function ReplyLine(props: { room: RoomState; reply: ReplyTo }): JSX.Element {
  const scene = useScene();
  const author = () => scene.live.world.people[props.reply.author_id ?? ""];
  const name = () => (props.reply.author_id ? nameIn(scene.live.world, scene.spaceId(), props.reply.author_id) : null) ?? scene.t("person.unknown");
  const jump = async () => {
    if (!(await props.room.jump(props.reply.id).catch(() => false))) scene.notify(scene.t("stream.jump_lost"));
  };
  const hidden = () => {
    if (props.reply.deleted) return scene.t("stream.reply_deleted");
    return isBlocked(scene.live.world, props.reply.author_id) ? scene.t("fold.reply") : null;
  };
  return (
    <Show when={hidden() === null} fallback={<div class="re"><Show when={props.reply.deleted}><Trash2 class="ic s" aria-hidden="true" /></Show><span class="cut">{hidden()}</span></div>}>
      <button type="button" class="re" aria-label={scene.t("stream.reply_jump", { name: name() })} onClick={() => void jump()}>
        <Show when={author()}>{(found) => <Face person={found()} size={20} />}</Show>
        <b><bdi>{name()}</bdi></b>
        <span class="cut" dir="auto">{props.reply.excerpt.replace(/<[@#]&?[0-9a-f-]{36}>/gi, "@…")}</span>
      </button>
    </Show>
  );
}
