/** Asks somebody to be friends by their username. */
import { createSignal, type JSX } from "solid-js";
import UserPlus from "lucide-solid/icons/user-plus";
import { useScene } from "~/features/messages/scene";
import { Button } from "~/ui/Button";
import { TextField } from "~/ui/TextField";
import type { Deeds } from "./deeds";

const NAME_MAX = 32;

export function AskByName(props: { deeds: Deeds }): JSX.Element {
  const scene = useScene();
  const [name, setName] = createSignal("");
  const [error, setError] = createSignal<string | undefined>(undefined);
  let field: HTMLInputElement | undefined;
  const ask = async (event: Event) => {
    event.preventDefault();
    const username = name().trim().replace(/^@/, "");
    if (props.deeds.isAsking()) return;
    if (username === "") return void field?.focus();
    setError(undefined);
    try {
      await props.deeds.askByName(username);
      setName("");
    } catch (refused) {
      setError((refused as Error).message);
    }
    field?.focus();
  };
  return (
    <form class="friends-ask" onSubmit={(event) => void ask(event)}>
      <TextField ref={(element) => (field = element)} label={scene.t("friends.name")} hint={scene.t("friends.name_hint")} error={error()} value={name()} maxlength={NAME_MAX} dir="ltr" autocomplete="off" autocapitalize="none" spellcheck={false}
        onInput={(value) => {
          setName(value);
          setError(undefined);
        }} />
      <Button type="submit" icon={UserPlus} busy={props.deeds.isAsking()} busyLabel={scene.t("bond.asking")}>{scene.t("friends.ask")}</Button>
    </form>
  );
}
