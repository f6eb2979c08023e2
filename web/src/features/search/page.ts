/** The search page: what its address and its field say, what that means, and the search that follows. */
import { useNavigate, useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import { paths } from "~/app/paths";
import { useScene } from "~/features/messages/scene";
import { troubleOf } from "~/lib/api";
import type { Id, Sort } from "~/lib/api/wire";
import { addressOf, counting, read, wishOf, withoutToken, withToken, type Scope, type TokenKey } from "./ask";
import { useSearch } from "./memory";
import { namesOf } from "./names";
import { useSearchWords } from "./words";

const PAUSE_MS = 250;

type Params = { q: string; in: string; space: string; sort: string };

/** What the page shows below the field. */
export type Stand = "opening" | "empty" | "short" | "unknown" | "asked";

export function createSearchPage() {
  const scene = useScene();
  const { live } = scene;
  const { t } = useSearchWords();
  const search = useSearch();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams<Params>();
  const param = (key: keyof Params) => [params[key] ?? ""].flat()[0] ?? "";

  const scope = createMemo((): Scope => {
    const room = param("in") || null;
    return { room, space: (room && live.world.channels[room]?.space_id) || param("space") || null };
  });
  const sort = (): Sort => (param("sort") === "relevance" ? "relevance" : "new");

  const [text, setText] = createSignal(param("q"));
  let pushed = text();
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const flush = () => {
    clearTimeout(timer);
    pushed = text();
    setParams({ q: pushed }, { replace: true, scroll: false });
  };
  const type = (value: string) => {
    setText(value);
    clearTimeout(timer);
    timer = setTimeout(flush, PAUSE_MS);
  };
  const put = (value: string) => {
    setText(value);
    flush();
  };
  // Back and forward change the address without the field.
  createEffect(on(() => param("q"), (q) => q !== pushed && setText((pushed = q)), { defer: true }));

  const asked = createMemo(() => read(param("q")));
  const names = createMemo(() => namesOf(live.world, scope(), ["me", t("search.me")]));
  const searched = () => (scope().space ? [scope().space as Id] : live.world.spaceOrder);
  const wantsPeople = () => asked().tokens.some((token) => token.key === "from" || token.key === "mentions") || halfWantsPeople();
  const halfWantsPeople = () => /(?:from|mentions):/iu.test(text());
  createEffect(() => {
    if (live.isReady() && wantsPeople()) for (const id of searched()) void live.members(id);
  });
  const isMeeting = () => wantsPeople() && searched().some((id) => live.loading[`members:${id}`] === "loading");
  const wish = createMemo(() => wishOf(asked(), names()));
  const stand = createMemo((): Stand => {
    if (!live.isReady()) return "opening";
    if (wish().unknown.length > 0) return isMeeting() ? "opening" : "unknown";
    return wish().kind === "ready" ? "asked" : (wish().kind as "empty" | "short");
  });
  createEffect(() => {
    if (stand() === "opening") return;
    search.look(stand() === "asked" ? addressOf(wish().query, scope(), sort()) : null);
  });

  /** The page that failed, once more. */
  const again = () => void (search.isAnswered() && search.list.items.length > 0 ? search.list.more() : search.list.reload());
  createEffect(on(() => live.connection().kind, (kind) => {
    const error = search.list.error();
    if (kind === "live" && error !== null && troubleOf(error).isNetwork) again();
  }, { defer: true }));

  // eslint-disable-next-line solid/reactivity -- where one came from, as it was
  const cameFrom = scope();
  const leave = () => {
    const room = live.world.channels[cameFrom.room ?? ""];
    const space = cameFrom.space ?? scope().space;
    navigate(room ? paths.room(room) : space ? paths.space(space) : paths.home());
  };

  return {
    scene, search, scope, sort, text, type, put, flush, asked, names, wish, stand, again, leave, searched,
    tokens: () => counting(asked().tokens),
    isPending: () => text() !== param("q"),
    add: (key: TokenKey, value: string) => put(withToken(text(), key, value)),
    drop: (key: TokenKey, value?: string) => put(withoutToken(text(), key, value)),
    look: (where: Partial<Scope>) => setParams({ in: where.room ?? "", space: where.room ? "" : (where.space ?? "") }, { replace: true, scroll: false }),
    order: (next: Sort) => setParams({ sort: next === "relevance" ? next : "" }, { replace: true, scroll: false }),
    pathOf: (roomId: Id, seq: number) => {
      const room = live.world.channels[roomId];
      return room ? `${scene.roomPath(room)}?at=${String(seq)}` : null;
    },
  };
}

export type SearchPageState = ReturnType<typeof createSearchPage>;
