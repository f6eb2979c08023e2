/** A dialog with one form: sends on Enter, says above the buttons what belongs to no field, and goes to the first fault. */

import { type ParentProps, createUniqueId } from "solid-js";
import { FaultNote } from "~/features/identity/doors/FaultNote";
import type { Fault } from "~/features/identity/doors/faults";
import type { Form, Values } from "~/lib/form";
import { Button, Dialog, focusFirstError } from "~/ui";
import { useSettingsWords } from "./words";

export function FormDialog(
  props: ParentProps<{
    open: boolean;
    onClose: () => void;
    title: string;
    lead?: string;
    form: Pick<Form<Values, Fault>, "note" | "busy" | "submit">;
    act: string;
    busyLabel: string;
    /** The quiet button, "Cancel". */
    leave?: string;
    wide?: boolean;
    /** The act waits until it can be done. */
    disabled?: boolean;
    /** Something typed would be lost: Esc and scrim do nothing. */
    keepOpen?: boolean;
  }>,
) {
  const { t } = useSettingsWords();
  const id = createUniqueId();
  const send = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const element = event.currentTarget;
    if (!(await props.form.submit())) focusFirstError(element);
  };
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => !open && !props.form.busy() && props.onClose()}
      title={props.title}
      lead={props.lead}
      wide={props.wide}
      keepOpen={props.keepOpen}
      acts={
        <>
          <Button kind="quiet" onClick={() => !props.form.busy() && props.onClose()}>
            {props.leave ?? t("common.cancel")}
          </Button>
          <Button kind="primary" type="submit" form={id} disabled={props.disabled ?? false} busy={props.form.busy()} busyLabel={props.busyLabel}>
            {props.act}
          </Button>
        </>
      }
    >
      <form id={id} class="set-dialog-form" onSubmit={(event) => void send(event)} novalidate>
        {props.children}
        <FaultNote of={props.form.note()} />
      </form>
    </Dialog>
  );
}
