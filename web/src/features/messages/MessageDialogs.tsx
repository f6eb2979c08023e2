/** What asks or shows before and after: deleting a message, and its earlier versions. */
import { createResource, For, Switch, type JSX } from "solid-js";
import { Match, Show } from "~/lib/flow";
import { ConfirmDialog } from "~/ui/ConfirmDialog";
import { Dialog } from "~/ui/Dialog";
import type { Page, Revision } from "~/lib/api/wire";
import { nameIn, type Line } from "~/lib/store";
import { Markdown } from "./Markdown";
import type { RoomState } from "./room";
import { useScene } from "./scene";
import { explain } from "./trouble";

export function DeleteDialog(props: { room: RoomState; line: Line | null; onClose: () => void }): JSX.Element {
  const scene = useScene();
  const remove = () => {
    const line = props.line;
    props.onClose();
    if (line) void props.room.remove(line).catch((thrown: unknown) => scene.notify(explain(scene.t, thrown), "bad"));
  };
  const words = () => {
    const files = props.line?.attachments.length ?? 0;
    return `${scene.t("remove.text")}${files > 0 ? ` ${scene.t("remove.files", { n: files })}` : ""}`;
  };
  return (
    <ConfirmDialog open={props.line !== null} onOpenChange={(isOpen) => !isOpen && props.onClose()} title={scene.t("remove.title")} lead={words()}
      keep={scene.t("remove.keep")} act={scene.t("act.delete")} onConfirm={remove}
      quote={
        <Show when={props.line}>
          {(line) => (
            <>
              <b><bdi>{(line().author && nameIn(scene.live.world, scene.spaceId(), line().author?.id ?? "")) ?? scene.t("person.unknown")}</bdi></b>{" "}
              <time class="when">{scene.formats().time(line().created_at)}</time>
              <Show when={line().content}>{(content) => <div class="quoted-text"><Markdown source={content()} /></div>}</Show>
            </>
          )}
        </Show>
      } />
  );
}

export function RevisionsDialog(props: { line: Line | null; onClose: () => void }): JSX.Element {
  const scene = useScene();
  const [page] = createResource(() => props.line?.id, (id) => scene.live.ask<Page<Revision>>("GET", `/messages/${id}/revisions?limit=50`));
  return (
    <Dialog open={props.line !== null} onOpenChange={(isOpen) => !isOpen && props.onClose()} title={scene.t("revisions.title")}>
      <Switch>
        <Match when={page.state === "errored"}><p role="alert">{scene.t("revisions.failed")}</p></Match>
        <Match when={page.state === "ready"}>
          <ol class="revisions">
            <For each={page()?.items} fallback={<li class="soft">{scene.t("revisions.none")}</li>}>
              {(one) => (
                <li>
                  <time class="when" datetime={one.at}>{scene.formats().full(one.at)}</time>
                  <Markdown source={one.content ?? ""} />
                </li>
              )}
            </For>
          </ol>
        </Match>
      </Switch>
    </Dialog>
  );
}
