/** Coming back: by name and password or by a code by mail, then the second step of who has one. */
import { type Accessor, createSignal } from "solid-js";
import type { SignIn as Answer } from "~/lib/api/wire";
import { type Form, createForm } from "~/lib/form";
import { type Fault, commonFault, fault, isEmail } from "../faults";
import type { Doorway } from "./doorway";
import { type MailCode, createMailCode } from "./mailCode";
import { type SecondStep, createSecondStep } from "./secondStep";

export interface SignIn {
  form: Form<{ login: string; password: string; shared: boolean }, Fault>;
  /** The code by mail, while that is the way in. */
  mail: Accessor<MailCode | null>;
  byMail: () => void;
  byPassword: () => void;
  /** The second step, once the first was right. */
  second: Accessor<SecondStep | null>;
  /** Back to the first step. */
  restart: () => void;
}

export function createSignIn(door: Doorway): SignIn {
  const [mail, setMail] = createSignal<MailCode | null>(null);
  const [second, setSecond] = createSignal<SecondStep | null>(null);
  const took = (answer: Answer) => {
    if (answer.status === "ok") door.accept(answer);
    else setSecond(createSecondStep(door, answer, restartLate));
  };
  const form = createForm<{ login: string; password: string; shared: boolean }, Fault>({
    values: { login: "", password: "", shared: false },
    check: (values) => ({
      login: values.login.trim() === "" ? fault("doors.login_missing") : undefined,
      password: values.password === "" ? fault("doors.password_missing") : undefined,
    }),
    send: async (values) => {
      took(await door.ask<Answer>("POST", "/auth/sign-in", { login: values.login.trim(), password: values.password, shared: values.shared }));
    },
    refused: (problem) => {
      if (problem.code === "invalid_credentials") return { field: "password", fault: fault("doors.wrong_pair") };
      if (problem.code === "suspended") return { fault: fault("doors.suspended") };
      return { fault: commonFault(problem) };
    },
  });
  const beginMail = (email: string) => setMail(createMailCode(door, email, () => form.values.shared, took));
  /** A code by mail works once, so that way begins anew too. */
  function restart() {
    form.set("password", "");
    setSecond(null);
    const before = mail();
    if (before) beginMail(before.request.form.values.email);
  }
  function restartLate() {
    restart();
    (mail()?.request.form ?? form).setNote(fault("doors.second_late"));
  }
  return {
    form,
    mail,
    byMail: () => {
      const typed = form.values.login.trim();
      beginMail(isEmail(typed) ? typed : "");
    },
    byPassword: () => setMail(null),
    second,
    restart,
  };
}
