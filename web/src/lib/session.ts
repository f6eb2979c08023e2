/** Who is signed in: keeps the access token in memory, renews it in time, and follows the other tabs. */
import { type Accessor, createSignal } from "solid-js";
import { type Ask, Problem, createAsk, createPublicAsk, isProblem } from "./api";
import type { Me, Refreshed, SignedIn } from "./api/wire";
import { type SendFile, createSendFile } from "./upload";

export type SessionState =
  | { kind: "loading" }
  /** The server could not be asked; `boot` tries again. */
  | { kind: "unreachable" }
  /** `suspended`: the account is locked, as the server said while the page was open. */
  | { kind: "out"; ended: boolean; suspended?: boolean }
  | { kind: "in"; me: Me };

/** What the session needs of the browser. */
export interface SessionParts {
  fetch: typeof fetch;
  nowMs: () => number;
  /** Runs one piece of work at a time over all tabs. */
  alone: (work: () => Promise<Refreshed>) => Promise<Refreshed>;
  /** Tells the other tabs, and hears them. */
  tabs: { tell: (word: TabWord) => void; hear: (listener: (word: TabWord) => void) => void };
}

export type TabWord = "signed-in" | "signed-out";

export interface Session {
  state: Accessor<SessionState>;
  me: Accessor<Me | null>;
  /** Requests as this person. */
  ask: Ask;
  /** Requests of nobody. */
  askAnyone: Ask;
  /** Sends a file as this person; three at a time, the others wait. */
  sendFile: SendFile;
  /** The access token, renewed when it is about to expire; null when signed out. */
  token: (fresh?: boolean) => Promise<string | null>;
  /** Tries to go on where this browser left off. */
  boot: () => Promise<void>;
  /** Nobody can be signed in yet: the place waits for its set-up. */
  rest: () => void;
  /** Takes the answer of a way in. */
  accept: (answer: SignedIn) => void;
  /** Takes a newer form of the own account. */
  update: (me: Me) => void;
  signOut: () => Promise<void>;
  /** The server ended the session, as a closed gateway says; `suspended` when it locked the account. */
  end: (suspended?: boolean) => void;
  /** The place wants a second step of this account before anything else. */
  isFactorDue: Accessor<boolean>;
  setFactorDue: (isDue: boolean) => void;
}

interface Access {
  token: string;
  expiresMs: number;
}

/** Renewed this long before it expires, so that a slow request still arrives in time. */
const EARLY_MS = 30_000;

export function createSession(parts: SessionParts): Session {
  const [state, setState] = createSignal<SessionState>({ kind: "loading" });
  const askAnyone = createPublicAsk(parts);
  let access: Access | null = null;
  let renewing: Promise<string | null> | null = null;

  const keep = (answer: Pick<Refreshed, "access_token" | "expires_in_seconds">) => {
    access = { token: answer.access_token, expiresMs: parts.nowMs() + answer.expires_in_seconds * 1000 };
    return access.token;
  };
  const [isFactorDue, setFactorDue] = createSignal(false);
  const leave = (ended: boolean, suspended = false) => {
    access = null;
    setFactorDue(false);
    setState(suspended ? { kind: "out", ended, suspended } : { kind: "out", ended });
  };
  /** Asks for a new token; null when the session is over, throws when the server cannot be asked. */
  const renew = () => {
    renewing ??= parts
      .alone(() => askAnyone<Refreshed>("POST", "/auth/refresh", {}))
      .then(keep, (thrown: unknown) => {
        if (!(thrown instanceof Problem) || (thrown.status !== 401 && thrown.status !== 403)) throw thrown;
        leave(state().kind === "in");
        return null;
      })
      .finally(() => (renewing = null));
    return renewing;
  };
  const token = async (fresh = false) => {
    if (state().kind === "out") return null;
    if (!fresh && access && access.expiresMs - EARLY_MS > parts.nowMs()) return access.token;
    return renew();
  };
  const send = createAsk({ fetch: parts.fetch, token });
  const ask: Ask = async (method, path, ...rest) => {
    try {
      return await send(method, path, ...rest);
    } catch (thrown) {
      // The administration wants a second step of whoever enters it, and says so itself.
      if (isProblem(thrown, "second_factor_setup") && !path.startsWith("/admin/")) setFactorDue(true);
      throw thrown;
    }
  };
  const sendFile = createSendFile({ token, open: () => new XMLHttpRequest(), pause: (ms) => new Promise((done) => setTimeout(done, ms)) });
  const boot = async () => {
    setState({ kind: "loading" });
    try {
      if ((await renew()) !== null) setState({ kind: "in", me: await ask<Me>("GET", "/me") });
    } catch (thrown) {
      if (isProblem(thrown, "unauthenticated")) leave(false);
      else setState({ kind: "unreachable" });
    }
  };
  parts.tabs.hear((word) => {
    if (word === "signed-out" && state().kind === "in") leave(false);
    if (word === "signed-in" && state().kind === "out") void boot();
  });
  return {
    state,
    me: () => {
      const now = state();
      return now.kind === "in" ? now.me : null;
    },
    ask,
    askAnyone,
    sendFile,
    token,
    boot,
    rest: () => leave(false),
    accept: (answer) => {
      keep(answer);
      setState({ kind: "in", me: answer.user });
      parts.tabs.tell("signed-in");
    },
    update: (me) => setState((now) => (now.kind === "in" ? { kind: "in", me } : now)),
    signOut: async () => {
      await ask("POST", "/auth/sign-out").catch((thrown: unknown) => {
        if (!(thrown instanceof Problem) || thrown.status !== 401) throw thrown;
      });
      leave(false);
      parts.tabs.tell("signed-out");
    },
    end: (suspended = false) => leave(true, suspended),
    isFactorDue,
    setFactorDue,
  };
}
