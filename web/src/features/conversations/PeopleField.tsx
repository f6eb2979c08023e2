/** Chooses people by name: friends first, then those of shared spaces. */
import { createSignal, For, onCleanup, onMount, type JSX } from "solid-js";
import Check from "lucide-solid/icons/check";
import Search from "lucide-solid/icons/search";
import { Face } from "~/features/messages/Face";
import { seenAs } from "~/lib/store";
import { useScene } from "~/features/messages/scene";
import type { Id } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { Icon } from "~/ui/Icon";
import { Skeleton } from "~/ui/Skeleton";
import { Chip } from "~/ui/Tag";
import { TextField } from "~/ui/TextField";
import { candidates } from "./candidates";

/** Spaces whose people are read for the choice. */
const SPACES_MAX = 20;

export function PeopleField(props: { chosen: readonly Id[]; onChange: (chosen: Id[]) => void; most: number; without?: readonly Id[]; error?: string | undefined }): JSX.Element {
  const scene = useScene();
  const { live } = scene;
  const [word, setWord] = createSignal("");
  const [isLooking, setIsLooking] = createSignal(true);
  let isGone = false;
  onCleanup(() => (isGone = true));
  const look = async () => {
    for (const id of live.world.spaceOrder.slice(0, SPACES_MAX)) {
      if (!isGone) await live.members(id);
    }
    if (!isGone) setIsLooking(false);
  };
  onMount(() => void look());
  const found = () => candidates(live.world, { word: word(), without: props.without ?? [], compare: scene.formats().compare });
  const isFull = () => props.chosen.length >= props.most;
  const nameOf = (id: Id) => live.world.people[id]?.display_name ?? scene.t("person.unknown");
  const toggle = (id: Id) => {
    if (props.chosen.includes(id)) props.onChange(props.chosen.filter((one) => one !== id));
    else if (!isFull()) {
      props.onChange([...props.chosen, id]);
      setWord("");
    }
  };
  const key = (event: KeyboardEvent) => {
    const first = found().find((one) => !props.chosen.includes(one.id));
    const last = props.chosen.at(-1);
    if (event.key === "Enter" && word().trim() !== "" && !event.isComposing) {
      event.preventDefault();
      if (first) toggle(first.id);
    } else if (event.key === "Backspace" && word() === "" && last) toggle(last);
  };
  return (
    <div class="people-field">
      <TextField label={scene.t("meet.find")} icon={Search} type="search" autocomplete="off" spellcheck={false} value={word()} onInput={setWord} onKeyDown={key}
        error={props.error} hint={isFull() ? scene.t("meet.full") : undefined} />
      <Show when={props.chosen.length > 0}>
        <ul class="people-chosen" aria-label={scene.t("meet.chosen")}>
          <For each={props.chosen}>{(id) => <li><Chip onRemove={() => toggle(id)} removeLabel={scene.t("meet.drop", { name: nameOf(id) })}>{nameOf(id)}</Chip></li>}</For>
        </ul>
      </Show>
      <Show when={found().length > 0 || !isLooking()} fallback={<Skeleton shape="rows" rows={3} />}>
        <ul class="people-list" aria-label={scene.t("meet.with")}>
          <For each={found()} fallback={<li class="people-none soft sm">{scene.t(word().trim() === "" ? "meet.nobody_yet" : "meet.nobody")}</li>}>
            {(person) => (
              <li>
                <button type="button" class="person-pick" aria-pressed={props.chosen.includes(person.id)} disabled={isFull() && !props.chosen.includes(person.id)} onClick={() => toggle(person.id)}>
                  <span class="person-pick-face" aria-hidden="true"><Face person={person} size={32} dot /></span>
                  <span class="grow"><span class="cut person-pick-name"><bdi>{person.display_name}</bdi></span><span class="cut xs faint"><bdi>{person.username}</bdi></span></span>
                  <span class="visually-hidden">{scene.t(`ui.${seenAs(live.world, person.id)}`)}</span>
                  <Show when={props.chosen.includes(person.id)}><Icon of={Check} /></Show>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}
