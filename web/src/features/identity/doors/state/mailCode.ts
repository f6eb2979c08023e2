/** Signing in with a code by mail: the address, then the six digits. */
import type { SignIn as Answer, Challenge } from "~/lib/api/wire";
import { type Form, createForm } from "~/lib/form";
import { type Fault, commonFault, digitsFault, fault } from "../faults";
import { type CodeRequest, createCodeRequest } from "./codeRequest";
import type { Doorway } from "./doorway";

export interface MailCode {
  request: CodeRequest;
  form: Form<{ code: string }, Fault>;
}

/** `took` hears the answer: a session, or a second step. */
export function createMailCode(door: Doorway, email: string, isShared: () => boolean, took: (answer: Answer) => void): MailCode {
  const request = createCodeRequest((to) => door.ask<Challenge>("POST", "/auth/email-code", { email: to }), email);
  const form = createForm<{ code: string }, Fault>({
    values: { code: "" },
    check: ({ code }) => ({ code: digitsFault(code) }),
    send: async ({ code }) => {
      took(await door.ask<Answer>("POST", "/auth/email-code/verify", { challenge_id: request.sent()?.id ?? "", code, shared: isShared() }));
    },
    refused: (problem) => {
      if (problem.code === "suspended") return { fault: fault("doors.suspended") };
      if (problem.code !== "invalid_code") return { fault: commonFault(problem) };
      form.empty("code");
      return { field: "code", fault: fault("doors.mail_wrong") };
    },
  });
  return { request, form };
}
