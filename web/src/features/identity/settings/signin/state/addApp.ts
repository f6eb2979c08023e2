/** An authenticator app: begun with a picture, put into use by its first code, then its recovery codes, shown once. */

import { type Accessor, createSignal } from "solid-js";
import { type Fault, commonFault, digitsFault, fault } from "~/features/identity/doors/faults";
import type { Ask } from "~/lib/api";
import type { RecoveryCodes, TotpStart } from "~/lib/api/wire";
import { type Form, createForm } from "~/lib/form";

export type AppStep =
  | { at: "none" }
  /** The picture is shown; `replaces` when the old app is off already. */
  | { at: "scan"; start: TotpStart; replaces: boolean }
  | { at: "codes"; codes: readonly string[] };

export interface AddApp {
  step: Accessor<AppStep>;
  form: Form<{ code: string }, Fault>;
  /** Asks for a new secret. */
  begin: () => Promise<void>;
  /** Takes the old app away, then asks for a new secret; where only that failed, it is asked for again. */
  replace: () => Promise<void>;
  /** The old app is off and the new one has not begun. */
  isBetween: Accessor<boolean>;
  /** Replaces the recovery codes. */
  renew: () => Promise<void>;
  /** Forgets what was shown. */
  close: () => void;
}

/** `ask` proves again who is there where the server wants it; `offNow` hears that the old app is off. */
export function createAddApp(ask: Ask, offNow: () => void): AddApp {
  const [step, setStep] = createSignal<AppStep>({ at: "none" });
  const [isBetween, setIsBetween] = createSignal(false);
  const form = createForm<{ code: string }, Fault>({
    values: { code: "" },
    check: ({ code }) => ({ code: digitsFault(code) }),
    send: async ({ code }) => show(await ask<RecoveryCodes>("POST", "/me/totp/confirm", { code })),
    refused: (problem) => {
      if (problem.code === "expired") return { fault: fault("doors.app_late") };
      if (problem.code !== "invalid_code") return { fault: commonFault(problem) };
      form.empty("code");
      return { field: "code", fault: fault("doors.app_wrong") };
    },
  });
  const show = (answer: RecoveryCodes) => setStep({ at: "codes", codes: answer.recovery_codes });
  const begin = async () => {
    const start = await ask<TotpStart>("POST", "/me/totp");
    form.clear();
    setStep({ at: "scan", start, replaces: isBetween() });
    setIsBetween(false);
  };
  return {
    step,
    form,
    begin,
    replace: async () => {
      if (!isBetween()) {
        await ask("DELETE", "/me/totp");
        setIsBetween(true);
        offNow();
      }
      await begin();
    },
    isBetween,
    renew: async () => void show(await ask<RecoveryCodes>("POST", "/me/recovery-codes")),
    close: () => {
      form.clear();
      setStep({ at: "none" });
    },
  };
}
