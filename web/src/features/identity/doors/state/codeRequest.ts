/** Asking for a code by mail: an address, then a while until the next code may be asked for. Nobody learns whose address it is. */
import { type Accessor, createSignal } from "solid-js";
import type { Challenge } from "~/lib/api/wire";
import { createCountdown } from "~/lib/countdown";
import { type Form, createForm } from "~/lib/form";
import { type Fault, emailFault, emailRefused } from "../faults";

/** The server sends one code a minute to an address. */
const RESEND_MS = 60_000;

/** A code that is on its way; `id` stays in memory. */
export interface Sent {
  id: string;
  email: string;
}

export interface CodeRequest {
  form: Form<{ email: string }, Fault>;
  sent: Accessor<Sent | null>;
  /** Seconds until another code may be asked for; 0 when it may. */
  wait: Accessor<number>;
  /** Another code to the same address; the earlier one is void. */
  again: () => Promise<boolean>;
  /** Back to the address. */
  change: () => void;
}

export function createCodeRequest(ask: (email: string) => Promise<Challenge>, email = ""): CodeRequest {
  const [sent, setSent] = createSignal<Sent | null>(null);
  const wait = createCountdown();
  const form = createForm<{ email: string }, Fault>({
    values: { email },
    check: (values) => ({ email: emailFault(values.email) }),
    send: async (values) => {
      const to = values.email.trim();
      const challenge = await ask(to);
      setSent({ id: challenge.challenge_id, email: to });
      wait.start(RESEND_MS);
    },
    refused: (problem) => {
      if (problem.code === "rate_limited" && problem.retryAfterMs !== null) wait.start(problem.retryAfterMs);
      return emailRefused(problem);
    },
  });
  return {
    form,
    sent,
    wait: wait.seconds,
    again: form.submit,
    change: () => {
      setSent(null);
      form.setNote(null);
    },
  };
}
