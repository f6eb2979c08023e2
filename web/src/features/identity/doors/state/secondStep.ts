/** The second step: a code of the authenticator, or one of the recovery codes. */
import { type Accessor, createSignal } from "solid-js";
import type { SignIn as Answer } from "~/lib/api/wire";
import { isLongCode } from "~/lib/codes";
import { type Form, createForm } from "~/lib/form";
import { type Fault, commonFault, digitsFault, fault } from "../faults";
import type { Doorway } from "./doorway";

export type Method = "totp" | "recovery_code";
export type Ticket = Extract<Answer, { status: "second_factor" }>;

export interface SecondStep extends Form<{ code: string }, Fault> {
  method: Accessor<Method>;
  methods: readonly Method[];
  choose: (method: Method) => void;
}

/** `late` is called when the ticket is dead: too old, or answered wrongly too often. */
export function createSecondStep(door: Doorway, ticket: Ticket, late: () => void): SecondStep {
  const methods = ticket.methods.filter((one) => one === "totp" || one === "recovery_code");
  const [method, setMethod] = createSignal<Method>(methods[0] ?? "totp");
  const is = (one: Method) => method() === one;
  const form = createForm<{ code: string }, Fault>({
    values: { code: "" },
    check: ({ code }) => ({
      code: is("totp") ? digitsFault(code) : isLongCode(code) ? undefined : fault("doors.second_recovery_missing"),
    }),
    send: async ({ code }) => {
      const answer = await door.ask<Answer>("POST", "/auth/second-factor", { ticket: ticket.ticket, method: method(), code: code.trim() });
      if (answer.status === "ok") door.accept(answer);
    },
    refused: (problem) => {
      if (problem.code === "unauthenticated") late();
      if (problem.code === "invalid_code") {
        if (is("totp")) form.empty("code");
        return { field: "code", fault: fault(is("totp") ? "doors.second_wrong" : "doors.second_recovery_wrong") };
      }
      return { fault: problem.code === "suspended" ? fault("doors.suspended") : commonFault(problem) };
    },
  });
  const choose = (one: Method) => {
    setMethod(one);
    form.clear();
  };
  return { ...form, method, methods, choose };
}
