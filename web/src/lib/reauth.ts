/** Proving again who is there: an act that the server refuses with `reauth_required` waits for the proof and runs again. */

import { type Accessor, createContext, createSignal, useContext } from "solid-js";

/** The person closed the dialog instead of proving. */
export class Declined extends Error {}

/** What proves it: the password, and a code of the second step where the account has one. */
export interface Proof {
  password: string;
  code?: string;
}

export interface Reauth {
  /** True while the proof is asked for. */
  asking: Accessor<boolean>;
  /** Runs the act; when the server wants a fresh proof, asks for it and runs the act once more. */
  withReauth: <T>(act: () => Promise<T>) => Promise<T>;
  /** Sends the proof; throws what the server refuses, and goes on when it is right. */
  answer: (proof: Proof) => Promise<void>;
  /** Gives up; the waiting act throws `Declined`. */
  decline: () => void;
}

export function createReauth(
  prove: (proof: Proof) => Promise<unknown>,
  isReauthRequired: (error: unknown) => boolean,
): Reauth {
  const [asking, setAsking] = createSignal(false);
  let waiting: { go: () => void; stop: (cause: Declined) => void }[] = [];
  const settle = (finish: (one: (typeof waiting)[number]) => void) => {
    const all = waiting;
    waiting = [];
    setAsking(false);
    all.forEach(finish);
  };
  return {
    asking,
    withReauth: async (act) => {
      try {
        return await act();
      } catch (error) {
        if (!isReauthRequired(error)) throw error;
      }
      await new Promise<void>((go, stop) => {
        waiting.push({ go, stop });
        setAsking(true);
      });
      return act();
    },
    answer: async (proof) => {
      await prove(proof);
      settle((one) => one.go());
    },
    decline: () => settle((one) => one.stop(new Declined())),
  };
}

export const ReauthContext = createContext<Reauth>();

export function useReauth(): Reauth {
  const reauth = useContext(ReauthContext);
  if (!reauth) throw new Error("no ReauthProvider above");
  return reauth;
}
