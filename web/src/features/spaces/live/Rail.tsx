/** The rail: home, the spaces in the person's order, and a door to more. */
import { For, type JSX } from "solid-js";
import Shield from "lucide-solid/icons/shield";
import Plus from "lucide-solid/icons/plus";
import type { Id, Space } from "~/lib/api/wire";
import { useScene } from "~/features/messages/scene";
import { HomeBadge } from "~/features/conversations";
import { Show } from "~/lib/flow";
import { useMarks } from "~/lib/store";
import { SpaceIcon } from "~/ui/Avatar";
import { Icon } from "~/ui/Icon";
import { roving } from "~/app/roving";

export function Rail(props: { spaceId: Id | undefined; pathOf: (spaceId: Id) => string; home: string; admin: string; isHome: boolean; onAdd: () => void }): JSX.Element {
  const scene = useScene();
  const spaces = () => scene.live.world.spaceOrder.map((id) => scene.live.world.spaces[id]).filter((one): one is Space => one !== undefined);
  return (
    <nav class="rail" aria-label={scene.t("shell.spaces")} data-region="rail" onKeyDown={(event) => roving(event, "a, button")}>
      <a class="sp home" classList={{ on: props.isHome }} href={props.home} aria-current={props.isHome ? "true" : undefined} title={scene.t("shell.home")}>
        <img src="/mark-reversed.svg" alt={scene.t("shell.home")} width="26" height="26" /><HomeBadge />
      </a>
      <hr />
      <For each={spaces()}>{(space) => <SpaceTile space={space} isOpen={space.id === props.spaceId} path={props.pathOf(space.id)} />}</For>
      <button type="button" class="sp flat" tabindex="-1" aria-label={scene.t("space.create")} title={scene.t("space.create")} onClick={props.onAdd}><Icon of={Plus} size="lg" /></button>
      <Show when={scene.live.world.me?.instance_role}>
        <a class="sp flat sp-foot" tabindex="-1" href={props.admin} aria-label={scene.t("shell.admin")} title={scene.t("shell.admin")}><Icon of={Shield} size="lg" /></a>
      </Show>
    </nav>
  );
}

function SpaceTile(props: { space: Space; isOpen: boolean; path: string }): JSX.Element {
  const scene = useScene();
  const marks = useMarks();
  const mark = () => marks.space(props.space.id);
  const label = () => {
    const parts = [props.space.name];
    if (mark().mentions > 0) parts.push(scene.t("shell.mentions", { n: mark().mentions }));
    else if (mark().unread) parts.push(scene.t("shell.unread"));
    return parts.join(", ");
  };
  return (
    <a class="sp" classList={{ on: props.isOpen, unread: mark().unread && !props.isOpen }} href={props.path} tabindex={props.isOpen ? 0 : -1}
      aria-current={props.isOpen ? "true" : undefined} aria-label={label()} title={props.space.name}>
      <SpaceIcon id={props.space.id} name={props.space.name} picture={props.space.icon} />
      <Show when={mark().mentions > 0}><span class="badge" aria-hidden="true">{mark().mentions > 99 ? scene.t("ui.count_many") : scene.formats().number(mark().mentions)}</span></Show>
    </a>
  );
}
