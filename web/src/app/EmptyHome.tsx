/** The first page without a space: make one, or open an invitation. */
import { createSignal, type JSX } from "solid-js";
import DoorOpen from "lucide-solid/icons/door-open";
import { useNavigate } from "@solidjs/router";
import { useScene } from "~/features/messages/scene";
import { Button } from "~/ui/Button";
import { Icon } from "~/ui/Icon";
import { TextField } from "~/ui/TextField";

export function EmptyHome(props: { join: (code: string) => string; onCreate: () => void }): JSX.Element {
  const scene = useScene();
  const navigate = useNavigate();
  const [text, setText] = createSignal("");
  const [error, setError] = createSignal<string | undefined>(undefined);
  const open = (event: Event) => {
    event.preventDefault();
    const code = /([1-9A-Za-z]{10})\/?$/.exec(text().trim())?.[1];
    if (code) navigate(props.join(code));
    else setError(scene.t("empty.invite_bad"));
  };
  return (
    <div class="pane-state home-empty">
      <span class="glow"><Icon of={DoorOpen} size="lg" /></span>
      <h1>{scene.t("empty.title")}</h1>
      <p class="soft">{scene.t("empty.text")}</p>
      <Button kind="primary" onClick={props.onCreate}>{scene.t("empty.create")}</Button>
      <form class="home-invite" onSubmit={open}>
        <TextField label={scene.t("empty.invite_label")} value={text()} dir="ltr" autocomplete="off" error={error()} onInput={(value) => { setText(value); setError(undefined); }} />
        <Button type="submit">{scene.t("empty.invite_open")}</Button>
      </form>
    </div>
  );
}
