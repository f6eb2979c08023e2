/** Draws the tree of a message as elements; text only ever becomes text nodes. */
import { createMemo, createSignal, For, Switch, type JSX } from "solid-js";
import { Match, Show } from "~/lib/flow";
import { parse, type Block, type Found, type Inline } from "~/lib/markdown";
import { nameIn } from "~/lib/store";
import { useScene } from "./scene";

/** `mark` may tell what of the tree was found. */
export function Markdown(props: { source: string; end?: JSX.Element; mark?: (blocks: Block[]) => Block[] }): JSX.Element {
  const blocks = createMemo(() => {
    const read = parse(props.source);
    return props.mark?.(read) ?? read;
  });
  const endsInWords = () => blocks().at(-1)?.type === "paragraph";
  return (
    <div class="text" classList={{ "only-emoji": isOnlyEmoji(props.source) }} dir="auto">
      <For each={blocks()}>
        {(block, at) => <BlockView block={block} end={at() === blocks().length - 1 && endsInWords() ? props.end : undefined} />}
      </For>
      <Show when={!endsInWords()}>{props.end}</Show>
    </div>
  );
}

const EMOJI_ONLY = new RegExp("^(?:\\p{RGI_Emoji}\\s*){1,6}$", "v");

function isOnlyEmoji(source: string): boolean {
  return source.length < 80 && EMOJI_ONLY.test(source.trim());
}

function BlockView(props: { block: Block; end?: JSX.Element }): JSX.Element {
  const block = () => props.block;
  return (
    <Switch>
      <Match when={pick(block(), "paragraph")}>{(it) => <p><span class="words"><Inlines nodes={it().children} /></span>{props.end}</p>}</Match>
      <Match when={pick(block(), "heading")}>
        {(it) => <p class={`heading h${String(it().level)}`} role="heading" aria-level={it().level + 3}><Inlines nodes={it().children} /></p>}
      </Match>
      <Match when={pick(block(), "fence")}>{(it) => <pre class="fence" dir="ltr" tabindex="0"><code><Words text={it().text} found={it().found} /></code></pre>}</Match>
      <Match when={pick(block(), "quote")}>
        {(it) => <blockquote class="quote"><For each={it().children}>{(child) => <BlockView block={child} />}</For></blockquote>}
      </Match>
      <Match when={pick(block(), "list")}>{(it) => <ListView list={it()} />}</Match>
    </Switch>
  );
}

function ListView(props: { list: Extract<Block, { type: "list" }> }): JSX.Element {
  const items = () => (
    <For each={props.list.items}>{(item) => <li><For each={item}>{(child) => <BlockView block={child} />}</For></li>}</For>
  );
  return (
    <Show when={props.list.ordered} fallback={<ul class="list">{items()}</ul>}>
      <ol class="list" start={props.list.start}>{items()}</ol>
    </Show>
  );
}

function pick<N extends { type: string }, K extends N["type"]>(node: N, type: K): Extract<N, { type: K }> | null {
  return node.type === type ? (node as Extract<N, { type: K }>) : null;
}

function Inlines(props: { nodes: Inline[] }): JSX.Element {
  return <For each={props.nodes}>{(node) => <InlineView node={node} />}</For>;
}

function InlineView(props: { node: Inline }): JSX.Element {
  const node = () => props.node;
  return (
    <Switch>
      <Match when={pick(node(), "text")}>{(it) => <Words text={it().text} found={it().found} />}</Match>
      <Match when={pick(node(), "break")}><br /></Match>
      <Match when={pick(node(), "bold")}>{(it) => <strong><Inlines nodes={it().children} /></strong>}</Match>
      <Match when={pick(node(), "italic")}>{(it) => <em><Inlines nodes={it().children} /></em>}</Match>
      <Match when={pick(node(), "strike")}>{(it) => <s><Inlines nodes={it().children} /></s>}</Match>
      <Match when={pick(node(), "spoiler")}>{(it) => <Spoiler nodes={it().children} />}</Match>
      <Match when={pick(node(), "code")}>{(it) => <code class="code" dir="ltr"><Words text={it().text} found={it().found} /></code>}</Match>
      <Match when={pick(node(), "link")}>{(it) => <Link link={it()} />}</Match>
      <Match when={pick(node(), "user")}>{(it) => <UserMark id={it().id} />}</Match>
      <Match when={pick(node(), "role")}>{(it) => <RoleMark id={it().id} />}</Match>
      <Match when={pick(node(), "channel")}>{(it) => <RoomMark id={it().id} />}</Match>
      <Match when={pick(node(), "everyone")}>{(it) => <EveryoneMark word={it().word} />}</Match>
    </Switch>
  );
}

/** A text, with marks around what was found of it. */
function Words(props: { text: string; found: Found | undefined }): JSX.Element {
  const pieces = () => (props.found ?? []).map(([from, to], at, all) => ({ before: props.text.slice(all[at - 1]?.[1] ?? 0, from), hit: props.text.slice(from, to) }));
  return (
    <Show when={props.found} fallback={props.text}>
      <For each={pieces()}>{(piece) => <>{piece.before}<mark>{piece.hit}</mark></>}</For>
      {props.text.slice(props.found?.at(-1)?.[1] ?? 0)}
    </Show>
  );
}

function Link(props: { link: Extract<Inline, { type: "link" }> }): JSX.Element {
  return (
    <a href={props.link.href} target="_blank" rel="noopener noreferrer nofollow ugc" title={props.link.host}>
      <Inlines nodes={props.link.children} />
      <Show when={props.link.deceptive}> <bdi class="real-host">({props.link.host})</bdi></Show>
    </a>
  );
}

function Spoiler(props: { nodes: Inline[] }): JSX.Element {
  const scene = useScene();
  const [isOpen, setIsOpen] = createSignal(false);
  return (
    <Show
      when={isOpen()}
      fallback={
        <button type="button" class="spoiler" aria-label={scene.t("mark.spoiler")} onClick={() => setIsOpen(true)}>
          <span aria-hidden="true" inert><Inlines nodes={props.nodes} /></span>
        </button>
      }
    >
      <span class="spoiler-open"><Inlines nodes={props.nodes} /></span>
    </Show>
  );
}

function UserMark(props: { id: string }): JSX.Element {
  const scene = useScene();
  const name = () => nameIn(scene.live.world, scene.spaceId(), props.id);
  const isMe = () => scene.live.world.me?.id === props.id;
  return (
    <button type="button" class="at" classList={{ "me-at": isMe() }} onClick={(event) => scene.showPerson(props.id, event.currentTarget)}>
      <bdi>@{name() ?? scene.t("person.unknown")}</bdi>
    </button>
  );
}

function RoleMark(props: { id: string }): JSX.Element {
  const scene = useScene();
  const role = () => scene.live.world.roles[scene.spaceId() ?? ""]?.find((one) => one.id === props.id);
  const isMine = () => scene.live.world.members[scene.spaceId() ?? ""]?.[scene.live.world.me?.id ?? ""]?.roles.includes(props.id);
  return <span class="at role-at" classList={{ "me-at": isMine() }}><bdi>@{role()?.name ?? scene.t("mark.unknown_role")}</bdi></span>;
}

function RoomMark(props: { id: string }): JSX.Element {
  const scene = useScene();
  const channel = () => scene.live.world.channels[props.id];
  return (
    <Show when={channel()} fallback={<span class="at"><bdi>#{scene.t("mark.unknown_room")}</bdi></span>}>
      {(found) => <a class="at" href={scene.roomPath(found())}><bdi>#{scene.titleOf(found())}</bdi></a>}
    </Show>
  );
}

function EveryoneMark(props: { word: "everyone" | "here" }): JSX.Element {
  const scene = useScene();
  return <span class="at me-at"><bdi>@{scene.t(props.word === "here" ? "mark.here" : "mark.everyone")}</bdi></span>;
}
