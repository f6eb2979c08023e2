/** A new password for who forgot the old one: a code by mail, and the second step of who has one. */
import { type Accessor, createSignal } from "solid-js";
import type { Challenge } from "~/lib/api/wire";
import { isLongCode } from "~/lib/codes";
import { type Form, createForm } from "~/lib/form";
import { type Fault, commonFault, fault, newPasswordFault } from "../faults";
import { type CodeRequest, createCodeRequest } from "./codeRequest";
import type { Doorway } from "./doorway";

export interface Reset {
  request: CodeRequest;
  form: Form<{ code: string; password: string; factor: string }, Fault>;
  /** The server never says which code was missing or wrong: after a refusal the second step is asked for too. */
  asksFactor: Accessor<boolean>;
  isDone: Accessor<boolean>;
}

export function createReset(door: Pick<Doorway, "ask">): Reset {
  const [asksFactor, setAsksFactor] = createSignal(false);
  const [isDone, setIsDone] = createSignal(false);
  const request = createCodeRequest((email) => door.ask<Challenge>("POST", "/auth/password/forgot", { email }));
  const form = createForm<{ code: string; password: string; factor: string }, Fault>({
    values: { code: "", password: "", factor: "" },
    check: ({ code, password }) => ({
      code: isLongCode(code) ? undefined : fault("doors.reset_code_missing"),
      password: newPasswordFault(password),
    }),
    send: async ({ code, password, factor }) => {
      await door.ask("POST", "/auth/password/reset", {
        challenge_id: request.sent()?.id ?? "",
        code: code.trim(),
        password,
        ...(factor.trim() === "" ? {} : { second_factor: factor.trim() }),
      });
      setIsDone(true);
    },
    refused: (problem) => {
      if (problem.code === "invalid" && problem.field === "password") return { field: "password", fault: fault("doors.password_common") };
      if (problem.code !== "invalid_code") return { fault: commonFault(problem) };
      const wasAsked = asksFactor();
      setAsksFactor(true);
      return { fault: fault(wasAsked ? "doors.reset_wrong_again" : "doors.reset_wrong") };
    },
  });
  return { request, form, asksFactor, isDone };
}
