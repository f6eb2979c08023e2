/** Below the field: where is searched, the tokens as pills, the time, and the order. */
import { For, type JSX } from "solid-js";
import AtSign from "lucide-solid/icons/at-sign";
import Calendar from "lucide-solid/icons/calendar";
import ChevronDown from "lucide-solid/icons/chevron-down";
import Folder from "lucide-solid/icons/folder";
import Hash from "lucide-solid/icons/hash";
import MessageCircle from "lucide-solid/icons/message-circle";
import Paperclip from "lucide-solid/icons/paperclip";
import UserRound from "lucide-solid/icons/user-round";
import X from "lucide-solid/icons/x";
import { roomIcon } from "~/features/channels";
import { Face } from "~/features/messages/Face";
import { Show } from "~/lib/flow";
import type { Channel } from "~/lib/api/wire";
import { isConversation, nameIn } from "~/lib/store";
import { Icon, type IconShape } from "~/ui/Icon";
import { Menu, MenuItem, MenuLine } from "~/ui/Menu";
import { Segments } from "~/ui/Segments";
import { HAS, type Token } from "./ask";
import { roomsOf, searchedTalks } from "./names";
import type { SearchPageState } from "./page";
import { useSearchWords } from "./words";

const ICONS: Record<Token["key"], IconShape> = { from: UserRound, mentions: AtSign, in: Hash, has: Paperclip, before: Calendar, after: Calendar };
const SPANS = [["week", 7], ["month", 30], ["year", 365]] as const;

export function Filters(props: { page: SearchPageState }): JSX.Element {
  const { t } = useSearchWords();
  const free = () => HAS.filter((one) => !props.page.tokens().some((token) => token.key === "has" && token.value === one));
  const isTimed = () => props.page.tokens().some((token) => token.key === "before" || token.key === "after");
  return (
    <div class="search-filters">
      <div class="search-pills" role="group" aria-label={t("filter.row")}>
        <Where page={props.page} />
        <For each={props.page.tokens()}>{(token) => <Pill page={props.page} token={token} />}</For>
        <Show when={free().length > 0}>
          <Menu trigger={(attrs) => <button type="button" {...attrs} class="filter"><Icon of={Paperclip} size="sm" />{t("filter.with")}<Icon of={ChevronDown} size="sm" /></button>}>
            <For each={free()}>{(one) => <MenuItem onSelect={() => props.page.add("has", one)}>{t(`kinds.${one}`)}</MenuItem>}</For>
          </Menu>
        </Show>
        <Show when={!isTimed()}>
          <Menu trigger={(attrs) => <button type="button" {...attrs} class="filter"><Icon of={Calendar} size="sm" />{t("filter.any_time")}<Icon of={ChevronDown} size="sm" /></button>}>
            <For each={SPANS}>{([name, days]) => <MenuItem onSelect={() => props.page.add("after", dayBefore(days))}>{t(`filter.${name}`)}</MenuItem>}</For>
          </Menu>
        </Show>
      </div>
      <Segments label={t("search.order")} value={props.page.sort()} onChange={props.page.order}
        options={[{ value: "new", label: t("search.newest") }, { value: "relevance", label: t("search.best") }]} />
    </div>
  );
}

/** A day of the calendar here, so many days ago, as tokens write it. */
function dayBefore(days: number): string {
  const now = new Date();
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${String(day.getFullYear())}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

function Where(props: { page: SearchPageState }): JSX.Element {
  const { t } = useSearchWords();
  const world = () => props.page.scene.live.world;
  const room = () => world().channels[props.page.scope().room ?? ""];
  const space = () => world().spaces[props.page.scope().space ?? ""];
  const titleOf = (one: Channel) => props.page.scene.titleOf(one);
  const name = () => {
    const found = room();
    return found ? titleOf(found) : (space()?.name ?? t("filter.everywhere"));
  };
  const isNarrow = () => Boolean(room() ?? space());
  const talks = () => searchedTalks(world(), props.page.scope());
  const spaces = () => world().spaceOrder.flatMap((id) => world().spaces[id] ?? []);
  return (
    <Menu trigger={(attrs) => (
      <button type="button" {...attrs} class="filter" classList={{ on: isNarrow() }} aria-label={t("filter.scope", { name: name() })}>
        <Icon of={isConversation(room()) ? MessageCircle : room() ? Hash : Folder} size="sm" /><bdi class="cut">{name()}</bdi><Icon of={ChevronDown} size="sm" />
      </button>
    )}>
      <MenuItem onSelect={() => props.page.look({})}>{t("filter.everywhere")}</MenuItem>
      <For each={spaces()}>{(one) => <MenuItem icon={Folder} onSelect={() => props.page.look({ space: one.id })}><bdi>{one.name}</bdi></MenuItem>}</For>
      <Show when={!space() && talks().length > 0}>
        <MenuLine />
        <For each={talks()}>{(one) => <MenuItem icon={MessageCircle} onSelect={() => props.page.look({ room: one.id })}><bdi>{titleOf(one)}</bdi></MenuItem>}</For>
      </Show>
      <Show when={space()}>
        {(found) => (
          <>
            <MenuLine />
            <For each={roomsOf(world(), found().id).filter((one) => one.kind === "text")}>
              {(one) => <MenuItem icon={roomIcon(one)} onSelect={() => props.page.look({ room: one.id })}><bdi>{one.name}</bdi></MenuItem>}
            </For>
          </>
        )}
      </Show>
    </Menu>
  );
}

function Pill(props: { page: SearchPageState; token: Token }): JSX.Element {
  const { t, formats } = useSearchWords();
  const world = () => props.page.scene.live.world;
  const value = () => props.token.value.replace(/^[@#]/u, "");
  const isUnknown = () => props.page.wish().unknown.some((one) => one.from === props.token.from);
  const person = () => (props.token.key === "from" ? world().people[props.page.names().person(value()) ?? ""] : undefined);
  const label = (): string => {
    const { key } = props.token;
    if (isUnknown()) return `${key}:${value()}`;
    if (key === "from" || key === "mentions") {
      const id = props.page.names().person(value()) ?? "";
      return t(`filter.${key}`, { name: nameIn(world(), props.page.scope().space ?? undefined, id) ?? value() });
    }
    if (key === "in") return t("filter.in", { name: world().channels[props.page.names().rooms(value())[0] ?? ""]?.name ?? value() });
    if (key === "has") return t("filter.has", { thing: t(`things.${value().toLowerCase() as (typeof HAS)[number]}`) });
    const [year = 0, month = 1, day = 1] = value().split("-").map(Number);
    return t(`filter.${key}`, { day: formats().date(new Date(year, month - 1, day)) });
  };
  return (
    <button type="button" class="filter on" classList={{ wrong: isUnknown() }} aria-label={t("filter.remove", { name: label() })} onClick={() => props.page.drop(props.token.key, props.token.value)}>
      <Show when={person()} fallback={<Icon of={ICONS[props.token.key]} size="sm" />}>{(found) => <Face person={found()} size={20} />}</Show>
      <bdi class="cut">{label()}</bdi>
      <Icon of={X} size="sm" />
    </button>
  );
}
