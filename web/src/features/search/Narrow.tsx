/** Beside the hits: who, where and what is among them, each a press away from being a filter. */
import { For, type JSX } from "solid-js";
import FileText from "lucide-solid/icons/file-text";
import Film from "lucide-solid/icons/film";
import Hash from "lucide-solid/icons/hash";
import Image from "lucide-solid/icons/image";
import Link from "lucide-solid/icons/link";
import LockKeyhole from "lucide-solid/icons/lock-keyhole";
import Pin from "lucide-solid/icons/pin";
import { roomIcon } from "~/features/channels";
import { Face } from "~/features/messages/Face";
import type { Hit } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { nameIn, spaceOf } from "~/lib/store";
import { Icon, type IconShape } from "~/ui/Icon";
import { Note } from "~/ui/Note";
import { HAS, type TokenKey } from "./ask";
import { searchedRooms } from "./names";
import type { SearchPageState } from "./page";
import { counted } from "./state";
import { useSearchWords } from "./words";

const MOST = 8;
const HAS_ICONS: Record<(typeof HAS)[number], IconShape> = { file: FileText, image: Image, video: Film, link: Link, pin: Pin };

/** What a message has, by the same names as the filter. */
function thingsOf({ message }: Hit): (typeof HAS)[number][] {
  const isOf = (kind: string) => message.attachments.some((file) => file.content_type.startsWith(`${kind}/`));
  const has = { file: message.attachments.length > 0, image: isOf("image"), video: isOf("video"), link: /https?:\/\//iu.test(message.content ?? ""), pin: message.pinned };
  return HAS.filter((one) => has[one]);
}

export function Narrow(props: { page: SearchPageState }): JSX.Element {
  const { t } = useSearchWords();
  const world = () => props.page.scene.live.world;
  const hits = () => props.page.search.list.items;
  const people = () => counted(hits().map((hit) => hit.message.author?.id ?? "")).filter((one) => one.value !== "").slice(0, MOST);
  const person = (id: string) => hits().find((hit) => hit.message.author?.id === id)?.message.author ?? undefined;
  // A conversation has no name of its own to be typed.
  const rooms = () => counted(hits().map((hit) => hit.message.channel_id)).flatMap(({ value, n }) => {
    const room = world().channels[value];
    return room && spaceOf(room) ? [{ room, n }] : [];
  }).slice(0, MOST);
  const things = () => counted(hits().flatMap(thingsOf));
  const isOn = (key: TokenKey, id: string) => props.page.tokens().some((token) => token.key === key && (key === "from" ? props.page.names().person(token.value) === id : key === "in" ? props.page.names().rooms(token.value).includes(id) : token.value === id));
  const isHidden = () => searchedRooms(world(), props.page.scope()).some((room) => room.encryption === "required");
  return (
    <aside class="aside search-narrow" aria-label={t("narrow.title")} data-region="aside">
      <header class="aside-head"><h2>{t("narrow.title")}</h2></header>
      <div class="members">
        <Show when={props.page.search.list.hasMore()}><p class="faint sm narrow-note">{t("narrow.of_first", { n: hits().length })}</p></Show>
        <Facets title={t("narrow.from")} any={people().length > 0}>
          <For each={people()}>
            {({ value, n }) => (
              <Show when={person(value)}>
                {(found) => (
                  <Facet n={n} isOn={isOn("from", value)} name={nameIn(world(), props.page.scope().space ?? undefined, value) ?? found().display_name}
                    mark={<Face person={found()} size={24} />} onPress={(on) => (on ? props.page.add("from", found().username) : props.page.drop("from"))} />
                )}
              </Show>
            )}
          </For>
        </Facets>
        <Facets title={t("narrow.room")} any={rooms().length > 0 && props.page.scope().room === null}>
          <For each={rooms()}>
            {({ room, n }) => (
              <Facet n={n} isOn={isOn("in", room.id)} name={room.name ?? ""} mark={<Icon of={roomIcon(room) ?? Hash} size="sm" />}
                onPress={(on) => (on ? props.page.add("in", room.name ?? "") : props.page.drop("in", room.name ?? ""))} />
            )}
          </For>
        </Facets>
        <Facets title={t("narrow.has")} any={things().length > 0}>
          <For each={things()}>
            {({ value, n }) => (
              <Facet n={n} isOn={isOn("has", value)} name={t(`kinds.${value}`)} mark={<Icon of={HAS_ICONS[value]} size="sm" />}
                onPress={(on) => (on ? props.page.add("has", value) : props.page.drop("has", value))} />
            )}
          </For>
        </Facets>
        <Show when={isHidden()}><div class="narrow-note"><Note icon={LockKeyhole} title={t("narrow.encrypted")}>{t("narrow.encrypted_text")}</Note></div></Show>
      </div>
    </aside>
  );
}

function Facets(props: { title: string; any: boolean; children: JSX.Element }): JSX.Element {
  return <Show when={props.any}><div role="group" aria-label={props.title}><h3 class="mem-head">{props.title}</h3>{props.children}</div></Show>;
}

function Facet(props: { name: string; n: number; isOn: boolean; mark: JSX.Element; onPress: (on: boolean) => void }): JSX.Element {
  const { t, formats } = useSearchWords();
  return (
    <button type="button" class="mem facet" aria-pressed={props.isOn} aria-label={t("narrow.add", { name: props.name, n: props.n })} onClick={() => props.onPress(!props.isOn)}>
      {props.mark}<bdi class="cut">{props.name}</bdi><span class="faint num">{formats().number(props.n)}</span>
    </button>
  );
}
