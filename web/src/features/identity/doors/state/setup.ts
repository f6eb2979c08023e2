/** The first owner of a fresh place. */
import { type Accessor, createSignal } from "solid-js";
import type { SignIn as Answer } from "~/lib/api/wire";
import { type Form, createForm } from "~/lib/form";
import { type Fault, fault, newAccountFault, newPasswordFault, usernameFault, usernameOf } from "../faults";
import type { Doorway } from "./doorway";

export interface SetupForm extends Form<{ code: string; username: string; password: string }, Fault> {
  asksCode: Accessor<boolean>;
}

/** The first owner; `code` came with the link, or is asked for. */
export function createSetup(door: Doorway, code: string): SetupForm {
  const [asksCode, setAsksCode] = createSignal(code === "");
  const form = createForm<{ code: string; username: string; password: string }, Fault>({
    values: { code, username: "", password: "" },
    check: (values) => ({
      code: values.code.trim() === "" ? fault("doors.setup_code_missing") : undefined,
      username: usernameFault(values.username),
      password: newPasswordFault(values.password),
    }),
    send: async (values) => {
      const answer = await door.ask<Answer>("POST", "/setup", {
        setup_code: values.code.trim(),
        username: usernameOf(values.username),
        password: values.password,
        locale: door.locale(),
      });
      if (answer.status === "ok") door.accept(answer);
    },
    refused: (problem) => {
      if (problem.code === "not_found") return { fault: fault("doors.setup_done") };
      if (problem.code !== "invalid_code") return newAccountFault(problem);
      setAsksCode(true);
      return { field: "code", fault: fault("doors.setup_code_wrong") };
    },
  });
  return { ...form, asksCode };
}
