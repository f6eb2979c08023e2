/** A form at a door: sends on Enter, tells what is wrong above the button, and moves the focus to the first fault. */
import type { JSX } from "solid-js";
import type { Form, Values } from "~/lib/form";
import { Button, focusFirstError } from "~/ui";
import { FaultNote } from "./FaultNote";
import type { Fault } from "./faults";

export function DoorForm<V extends Values>(props: {
  form: Pick<Form<V, Fault>, "note" | "busy" | "submit">;
  act: string;
  busyLabel: string;
  children: JSX.Element;
}): JSX.Element {
  let element: HTMLFormElement | undefined;
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const isThrough = await props.form.submit();
    if (!isThrough && element) focusFirstError(element);
  };
  return (
    <form class="door__fields" ref={(one) => (element = one)} noValidate onSubmit={(event) => void submit(event)}>
      {props.children}
      <FaultNote of={props.form.note()} />
      <Button kind="primary" size="lg" wide type="submit" busy={props.form.busy()} busyLabel={props.busyLabel}>
        {props.act}
      </Button>
    </form>
  );
}
