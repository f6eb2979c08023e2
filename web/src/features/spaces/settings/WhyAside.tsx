/** Why? Choose a person and a right, and read from space to person what adds up, with the deciding line named. */

import Check from "lucide-solid/icons/check";
import ChevronDown from "lucide-solid/icons/chevron-down";
import Minus from "lucide-solid/icons/minus";
import X from "lucide-solid/icons/x";
import { For, createMemo, createSignal } from "solid-js";
import type { Channel, Member, Perm } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { Avatar, Dialog, Icon, Note, Select, Tag } from "~/ui";
import type { Target } from "../exceptions";
import { type Layer, chain, effective } from "../permissions";
import { has, rightsOfChannel } from "../rights";
import { useSpaceWords } from "../words";
import { nameOf } from "./holders";
import { PersonPicker } from "./PersonPicker";
import { linkWords } from "./results";
import { rightWords } from "./rightWords";
import { useRoom } from "./RoomFrame";
import { useScope } from "./scope";

const MARKS = { allow: Check, deny: X, nothing: Minus } as const;

export function WhyAside(props: {
  layers: readonly Layer[];
  category: Channel | null;
  labelOf: (target: Target) => string;
  /** Some of it is not saved yet. */
  preview: boolean;
  folded?: boolean;
}) {
  const scope = useScope();
  const room = useRoom();
  const { t } = useSpaceWords();
  const [person, setPerson] = createSignal<Member | null>(null);
  const [picking, setPicking] = createSignal(false);
  const [right, setRight] = createSignal<Perm>("view_channel");
  /** The store knows newer roles than the search did. */
  const holder = createMemo(() => {
    const member = person();
    if (!member) return null;
    const known = scope.live.world.members[scope.id()]?.[member.user.id];
    const until = known ? known.timeout_until : member.timeout_until;
    return { userId: member.user.id, roles: known?.roles ?? member.roles, timedOut: until !== null && Date.parse(until) > Date.now() };
  });
  const links = createMemo(() => {
    const who = holder();
    return who ? chain(scope.rights(), props.layers, who, right()) : [];
  });
  const isAllowed = () => has(effective(scope.rights(), props.layers, holder()), right());
  return (
    <aside class="set-aside" data-folded={props.folded ? "" : undefined} aria-label={t("access.why")}>
      <h2>{t("access.why")}</h2>
      <p class="set-soft">{t("access.whyIntro")}</p>
      <div class="why-pick">
        <button type="button" class="why-person" aria-haspopup="dialog" onClick={() => setPicking(true)}>
          <Show when={person()} fallback={<span class="set-soft">{t("access.whyNone")}</span>}>
            {(member) => (
              <>
                <Avatar id={member().user.id} name={nameOf(member())} picture={member().user.avatar} size={24} />
                <bdi class="cut">{nameOf(member())}</bdi>
              </>
            )}
          </Show>
          <Icon of={ChevronDown} size="sm" />
        </button>
        <Show when={person()}>
          <Select
            label={t("access.whyRight")}
            value={right()}
            onChange={setRight}
            options={rightsOfChannel(room().kind).map(({ name }) => ({ value: name, label: rightWords(t, name).name }))}
          />
        </Show>
      </div>
      <Show when={person()}>
        {(member) => (
          <div class="why" aria-live="polite">
            <div class="why-ask">
              {rightWords(t, right()).name}
              <Show when={isAllowed()} fallback={<Tag kind="bad" icon={X}>{t("access.no")}</Tag>}>
                <Tag kind="ok" icon={Check}>{t("access.yes")}</Tag>
              </Show>
            </div>
            <ol class="why-links">
              <For each={links()}>
                {(link) => {
                  const words = () => linkWords(t, link, { category: props.category, person: nameOf(member()), labelOf: (target) => props.labelOf(target) });
                  return (
                    <li data-decides={link.decides ? "" : undefined}>
                      <span class="why-mark" data-says={link.says}>
                        <Icon of={MARKS[link.says]} size="sm" />
                      </span>
                      <div>
                        <b>{words().title}</b>
                        <p>{words().says}</p>
                      </div>
                    </li>
                  );
                }}
              </For>
            </ol>
            <Note>
              {t("access.rule")} <Show when={props.preview}>{t("access.preview")}</Show>
            </Note>
          </div>
        )}
      </Show>
      <Dialog open={picking()} onOpenChange={setPicking} title={t("access.whyNone")}>
        <PersonPicker
          label={t("access.whyPick")}
          none={t("members.none")}
          chosen={person()}
          onChoose={(member) => {
            setPerson(member);
            setPicking(false);
          }}
        />
      </Dialog>
    </aside>
  );
}
