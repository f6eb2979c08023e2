/** A new account, by itself or by invitation. */
import type { SignIn as Answer } from "~/lib/api/wire";
import { type Form, createForm } from "~/lib/form";
import { type Fault, newAccountFault, newPasswordFault, usernameFault, usernameOf } from "../faults";
import type { Doorway } from "./doorway";

export type RegisterForm = Form<{ username: string; password: string }, Fault>;

export function createRegister(door: Doorway, invite: string | null): RegisterForm {
  return createForm<{ username: string; password: string }, Fault>({
    values: { username: "", password: "" },
    check: (values) => ({ username: usernameFault(values.username), password: newPasswordFault(values.password) }),
    send: async (values) => {
      const answer = await door.ask<Answer>("POST", "/auth/register", {
        username: usernameOf(values.username),
        password: values.password,
        locale: door.locale(),
        ...(invite === null ? {} : { invite }),
      });
      if (answer.status === "ok") door.accept(answer);
    },
    refused: newAccountFault,
  });
}
