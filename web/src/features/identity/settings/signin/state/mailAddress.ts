/** The own address: a code goes to it, and it counts once the code came back. */

import { type Fault, commonFault, digitsFault, fault } from "~/features/identity/doors/faults";
import { type CodeRequest, createCodeRequest } from "~/features/identity/doors/state";
import type { Ask } from "~/lib/api";
import type { Challenge, Me } from "~/lib/api/wire";
import { type Form, createForm } from "~/lib/form";

export interface MailAddress {
  request: CodeRequest;
  form: Form<{ code: string }, Fault>;
}

/** `email` stands in the field at first; `took` hears the account with its proven address. */
export function createMailAddress(ask: Ask, email: string, took: (me: Me) => void): MailAddress {
  const request = createCodeRequest((to) => ask<Challenge>("POST", "/me/email", { email: to }), email);
  const form = createForm<{ code: string }, Fault>({
    values: { code: "" },
    check: ({ code }) => ({ code: digitsFault(code) }),
    send: async ({ code }) => took(await ask<Me>("POST", "/me/email/verify", { code, challenge_id: request.sent()?.id ?? null })),
    refused: (problem) => {
      if (problem.code === "taken") return { fault: fault("doors.email_taken") };
      if (problem.code !== "invalid_code") return { fault: commonFault(problem) };
      form.empty("code");
      return { field: "code", fault: fault("doors.mail_wrong") };
    },
  });
  return { request, form };
}
