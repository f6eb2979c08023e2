/** One message that was found: as in the stream, with marks, and a way to where it stands. */
import { createEffect, on, onMount, type JSX } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import ArrowRight from "lucide-solid/icons/arrow-right";
import { Attachments } from "~/features/messages/Attachments";
import { Face } from "~/features/messages/Face";
import { Markdown } from "~/features/messages/Markdown";
import { useScene } from "~/features/messages/scene";
import type { Attachment, Hit, Id, Message } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { nameIn } from "~/lib/store";
import { Icon } from "~/ui/Icon";
import { placed } from "./marks";
import type { SearchPageState } from "./page";
import { useSearchWords } from "./words";

/** What stays above the first mark of a long message, in pixels. */
const BEFORE_MARK = 48;

export function HitRow(props: { page: SearchPageState; hit: Hit; room: string }): JSX.Element {
  const scene = useScene();
  const { t, formats } = useSearchWords();
  const copy = () => structuredClone(unwrap(props.hit.message));
  // Of its own, so that addresses of files can be renewed in place.
  const [line, setLine] = createStore<Message>(copy());
  createEffect(on(() => props.hit.message, () => setLine(reconcile(copy())), { defer: true }));
  const renew = async (file: Attachment) => {
    const answer = await scene.live.ask<{ urls: Record<Id, Attachment["urls"]> }>("POST", "/files/urls", { ids: [file.id] });
    setLine("attachments", (one) => one.id === file.id, "urls", (urls) => ({ ...urls, ...answer.urls[file.id] }));
  };
  const name = () => (line.author && (nameIn(scene.live.world, scene.spaceId(), line.author.id) ?? line.author.display_name)) ?? scene.t("person.unknown");
  const path = () => props.page.pathOf(line.channel_id, line.seq);
  let box!: HTMLDivElement;
  onMount(() => {
    const first = box.querySelector<HTMLElement>("mark");
    if (first && first.offsetTop + first.offsetHeight > box.clientHeight) box.scrollTop = first.offsetTop - BEFORE_MARK;
  });
  return (
    <article class="hit" data-hit={line.id}>
      <Show when={path()}>
        {(href) => (
          <a class="hit-go" href={href()} aria-label={t("search.show_in", { name: name(), room: props.room })} onClick={() => (props.page.search.place.opened = line.id)}>
            <span class="hit-show" aria-hidden="true"><Icon of={ArrowRight} size="sm" mirrored />{t("search.show")}</span>
          </a>
        )}
      </Show>
      <span class="hit-face"><Show when={line.author}>{(author) => <Face person={author()} size={40} />}</Show></span>
      <div class="hit-body">
        <div class="by">
          <b class="cut"><bdi>{name()}</bdi></b>
          <time class="when" datetime={line.created_at} title={formats().full(line.created_at)}>{formats().when(line.created_at, Date.now())}</time>
        </div>
        <div class="hit-text" ref={box}>
          <Show when={line.content} keyed>{(content) => <Markdown source={content} mark={(blocks) => placed(blocks, content, props.hit.highlights)} />}</Show>
        </div>
        <Show when={line.attachments.length > 0}><div class="hit-files"><Attachments room={{ renew }} line={line} /></div></Show>
      </div>
    </article>
  );
}
