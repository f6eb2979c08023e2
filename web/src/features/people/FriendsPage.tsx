/** Friends, open requests and the blocked, and asking somebody by name. */
import { createSignal, For, Switch, type JSX } from "solid-js";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import Inbox from "lucide-solid/icons/inbox";
import PanelLeft from "lucide-solid/icons/panel-left";
import UsersRound from "lucide-solid/icons/users-round";
import { useNavigate, useParams } from "@solidjs/router";
import { useScene } from "~/features/messages/scene";
import type { FriendState } from "~/lib/api/wire";
import { Match, Show } from "~/lib/flow";
import { seenAs, thoseWho, type Person } from "~/lib/store";
import { EmptyState } from "~/ui/EmptyState";
import { Icon } from "~/ui/Icon";
import { IconButton } from "~/ui/IconButton";
import { List } from "~/ui/ListRow";
import { Segments } from "~/ui/Segments";
import { Skeleton } from "~/ui/Skeleton";
import { AskByName } from "./AskByName";
import { BlockedList } from "./BlockedList";
import { ConfirmBond, type BondAsked } from "./ConfirmBond";
import { DeedButton } from "./DeedButton";
import { createDeeds, type Deed, type Whom } from "./deeds";
import { FriendRow } from "./FriendRow";
import { WriteButton } from "./WriteButton";
import "./people.css";

const TABS = ["all", "online", "requests", "blocked"] as const;
type Tab = (typeof TABS)[number];

export default function FriendsPage(props: { pathOf: (tab?: string) => string; back: string; onSide: () => void }): JSX.Element {
  const scene = useScene();
  const navigate = useNavigate();
  const params = useParams<{ tab?: string }>();
  const deeds = createDeeds(scene);
  const [bond, setBond] = createSignal<BondAsked | null>(null);
  let heading: HTMLHeadingElement | undefined;
  const tab = (): Tab => TABS.find((one) => one === params.tab) ?? "all";
  const those = (state: FriendState) => thoseWho(scene.live.world, state)
    .map((id) => scene.live.world.people[id])
    .filter((one): one is Person => one !== undefined)
    .toSorted((one, two) => scene.formats().compare(one.display_name, two.display_name));
  const incoming = () => thoseWho(scene.live.world, "incoming").length;
  const options = () => [
    { value: "all" as const, label: scene.t("friends.all") },
    { value: "online" as const, label: scene.t("friends.online") },
    { value: "requests" as const, label: incoming() > 0 ? scene.t("friends.requests_n", { n: incoming() }) : scene.t("friends.requests") },
    { value: "blocked" as const, label: scene.t("friends.blocked") },
  ];
  /** A row that went takes its button along: the keyboard goes on at the heading. */
  const keepPlace = () => void queueMicrotask(() => document.activeElement === document.body && heading?.focus());
  const act = (deed: Deed, whom: Whom) => void deeds.act(deed, whom).then(keepPlace);
  const whom = (person: Person): Whom => ({ id: person.id, name: person.display_name });
  const button = (deed: Deed, person: Person, kind?: "primary") => <DeedButton named deed={deed} whom={whom(person)} deeds={deeds} {...(kind ? { kind } : {})} onClick={() => act(deed, whom(person))} />;

  const online = () => those("friends").filter((one) => seenAs(scene.live.world, one.id) !== "offline");
  const people = (list: Person[], label: string, acts: (person: Person) => JSX.Element) => (
    <List label={label}><For each={list}>{(person) => <FriendRow person={person} acts={acts(person)} />}</For></List>
  );
  const friendActs = (person: Person) => <><WriteButton whom={whom(person)} /><DeedButton named deed="remove" whom={whom(person)} deeds={deeds} kind="quiet" onClick={() => setBond({ deed: "remove", ...whom(person) })} /></>;
  return (
    <>
      <header class="head">
        <a class="icon-btn back-btn" href={props.back} aria-label={scene.t("talk.back")}><Icon of={ChevronLeft} mirrored /></a>
        <span class="rooms-btn"><IconButton icon={PanelLeft} mirrored label={scene.t("shell.home")} onClick={() => props.onSide()} /></span>
        <span class="head-icon"><Icon of={UsersRound} /></span>
        <h1 class="cut" tabindex="-1" ref={heading}>{scene.t("friends.title")}</h1>
      </header>
      <div class="friends" data-region="page" tabindex="-1">
        <div class="friends-column">
          <Segments wide label={scene.t("friends.show")} value={tab()} options={options()} onChange={(value) => navigate(props.pathOf(value === "all" ? undefined : value), { replace: true })} />
          <Show when={tab() !== "blocked"}><AskByName deeds={deeds} /></Show>
          <Switch fallback={<Skeleton shape="rows" rows={4} />}>
            <Match when={tab() === "blocked"}><BlockedList deeds={deeds} act={act} /></Match>
            <Match when={scene.live.isReady() && tab() === "all"}>
              <Show when={those("friends").length > 0} fallback={<EmptyState icon={UsersRound} title={scene.t("friends.none")}>{scene.t("friends.none_text")}</EmptyState>}>
                {people(those("friends"), scene.t("friends.title"), friendActs)}
              </Show>
            </Match>
            <Match when={scene.live.isReady() && tab() === "online"}>
              <Show when={online().length > 0} fallback={<EmptyState icon={UsersRound} title={scene.t("friends.none_online")}>{scene.t("friends.none_online_text")}</EmptyState>}>
                {people(online(), scene.t("friends.title"), friendActs)}
              </Show>
            </Match>
            <Match when={scene.live.isReady() && tab() === "requests"}>
              <Show when={those("incoming").length + those("outgoing").length > 0} fallback={<EmptyState icon={Inbox} title={scene.t("friends.no_requests")}>{scene.t("friends.no_requests_text")}</EmptyState>}>
                <Show when={those("incoming").length > 0}>
                  <h2 class="friends-part">{scene.t("friends.incoming")}</h2>
                  {people(those("incoming"), scene.t("friends.incoming"), (person) => <>{button("accept", person, "primary")}{button("decline", person)}</>)}
                </Show>
                <Show when={those("outgoing").length > 0}>
                  <h2 class="friends-part">{scene.t("friends.outgoing")}</h2>
                  {people(those("outgoing"), scene.t("friends.outgoing"), (person) => button("withdraw", person))}
                </Show>
              </Show>
            </Match>
          </Switch>
        </div>
      </div>
      <ConfirmBond asked={bond()} onClose={() => setBond(null)} onDone={keepPlace} />
    </>
  );
}
