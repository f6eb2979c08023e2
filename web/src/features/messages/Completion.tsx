/** The list above the composer that finishes names, rooms and emoji. */
import { createEffect, createMemo, createResource, createSignal, For, on, type Accessor, type JSX } from "solid-js";
import AtSign from "lucide-solid/icons/at-sign";
import Hash from "lucide-solid/icons/hash";
import { Show } from "~/lib/flow";
import { isConversation, nameIn } from "~/lib/store";
import { Face } from "./Face";
import { queryAt, rank, take, type Choice, type Query } from "./complete";
import { loadEmoji, searchEmoji } from "./emoji/data";
import { rememberEmoji } from "./emoji/recent";
import type { RoomState } from "./room";
import { useScene, type Scene } from "./scene";

const MOST = 8;

interface CompletionParts {
  room: RoomState;
  scene: Scene;
  text: Accessor<string>;
  caret: Accessor<number>;
  put: (text: string, caret: number) => void;
}

export function createCompletion(parts: CompletionParts) {
  const { scene } = parts;
  const [at, setAt] = createSignal(0);
  const [closedAt, setClosedAt] = createSignal<number | null>(null);
  const query = createMemo(() => queryAt(parts.text(), parts.caret()));
  const wantsEmoji = () => (query()?.trigger === ":" ? scene.locale().slice(0, 2) : null);
  const [emoji] = createResource(wantsEmoji, loadEmoji);
  // Read only once it is there: a resource that is read while it loads takes the whole page away meanwhile.
  const known = () => (emoji.state === "ready" ? emoji() : []);
  createEffect(() => query()?.trigger === "@" && scene.spaceId() && void scene.live.members(scene.spaceId() ?? ""));
  const choices = createMemo((): Choice[] => {
    const asked = query();
    if (!asked || asked.from === closedAt()) return [];
    if (asked.trigger === "@") return people(parts.room, scene, asked);
    if (asked.trigger === "#") return rooms(scene, asked);
    return searchEmoji(known(), asked.word, MOST).map((one) => ({ key: one.emoji, kind: "emoji", label: one.name, detail: "", insert: one.emoji }));
  });
  createEffect(on(() => query()?.word, () => setAt(0)));
  // What was closed stays closed for this word only.
  createEffect(() => query() ?? setClosedAt(null));
  const choose = (choice: Choice | undefined) => {
    const asked = query();
    if (!choice || !asked) return;
    if (choice.kind === "emoji") rememberEmoji(choice.insert);
    const next = take(parts.text(), asked, choice.insert);
    parts.put(next.text, next.caret);
  };
  /** True when the key was for the list. */
  const key = (event: KeyboardEvent): boolean => {
    const count = choices().length;
    if (count === 0 || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "ArrowDown") setAt((at() + 1) % count);
    else if (event.key === "ArrowUp") setAt((at() + count - 1) % count);
    else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey)) choose(choices()[at()]);
    else if (event.key === "Escape") setClosedAt(query()?.from ?? null);
    else return false;
    event.preventDefault();
    return true;
  };
  return { choices, at, setAt, choose, key, isOpen: () => choices().length > 0 };
}

function people(room: RoomState, scene: Scene, asked: Query): Choice[] {
  const spaceId = scene.spaceId() ?? "";
  const { world } = scene.live;
  const channel = room.channel();
  const ids = isConversation(channel) ? channel.conversation.participants.map((one) => one.id) : Object.keys(world.members[spaceId] ?? {});
  const named = ids.flatMap((id) => {
    const person = world.people[id];
    return person ? [{ person, name: nameIn(world, spaceId, id) ?? person.display_name }] : [];
  });
  const found = rank(named, asked.word, (one) => [one.name, one.person.display_name, one.person.username], MOST);
  const list: Choice[] = found.map(({ person, name }) => ({
    key: person.id, kind: "person", label: name, detail: person.username, insert: `<@${person.id}>`, id: person.id,
  }));
  const may = room.can("mention_everyone");
  const roles = (world.roles[spaceId] ?? []).filter((role) => !role.everyone && (role.mentionable || may));
  for (const role of rank(roles, asked.word, (one) => [one.name], 4)) {
    list.push({ key: role.id, kind: "role", label: role.name, detail: "", insert: `<@&${role.id}>`, color: role.color });
  }
  if (may) {
    for (const word of ["everyone", "here"] as const) {
      if (rank([word], asked.word, () => [word, scene.t(`mark.${word}`)], 1).length > 0) {
        list.push({ key: word, kind: "everyone", label: `@${scene.t(`mark.${word}`)}`, detail: scene.t(`mark.${word}_text`), insert: `@${word}` });
      }
    }
  }
  return list.slice(0, MOST);
}

function rooms(scene: Scene, asked: Query): Choice[] {
  const all = Object.values(scene.live.world.channels).filter((one) => one.space_id === scene.spaceId() && one.kind !== "category");
  return rank(all, asked.word, (one) => [one.name ?? ""], MOST).map((one) => ({
    key: one.id, kind: "room", label: one.name ?? "", detail: one.topic ?? "", insert: `<#${one.id}>`,
  }));
}

export function Completion(props: { state: ReturnType<typeof createCompletion> }): JSX.Element {
  const scene = useScene();
  return (
    <Show when={props.state.isOpen()}>
      <ul class="completion" id="completion" role="listbox" aria-label={scene.t("write.complete")}>
        <For each={props.state.choices()}>
          {(choice, at) => (
            <li id={`choice-${String(at())}`} role="option" aria-selected={props.state.at() === at()} classList={{ on: props.state.at() === at() }}
              onPointerMove={() => props.state.setAt(at())} onPointerDown={(event) => event.preventDefault()} onClick={() => props.state.choose(choice)}>
              <Mark choice={choice} scene={scene} />
              <bdi class="cut">{choice.label}</bdi><bdi class="faint cut">{choice.detail}</bdi>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

function Mark(props: { choice: Choice; scene: Scene }): JSX.Element {
  const person = () => props.scene.live.world.people[props.choice.id ?? ""];
  return (
    <Show when={props.choice.kind !== "emoji"} fallback={<span class="em" aria-hidden="true">{props.choice.insert}</span>}>
      <Show when={props.choice.kind === "room"} fallback={
        <Show when={person()} fallback={<AtSign class="ic" aria-hidden="true" />}>{(found) => <Face person={found()} size={24} dot />}</Show>
      }><Hash class="ic" aria-hidden="true" /></Show>
    </Show>
  );
}
