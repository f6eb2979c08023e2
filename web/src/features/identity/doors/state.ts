/** The ways in, without views: set-up, registering, signing in with its second step, and joining by invitation. */
import { type Accessor, createSignal } from "solid-js";
import { type Ask, Problem } from "~/lib/api";
import type { InvitePreview, SignIn as Answer, SignedIn } from "~/lib/api/wire";
import { type Form, createForm } from "~/lib/form";
import type { Locale } from "~/lib/i18n";
import { type Fault, commonFault, fault, newAccountFault, newPasswordFault, usernameFault, usernameOf } from "./faults";

export type Method = "totp" | "recovery_code";
export type Ticket = Extract<Answer, { status: "second_factor" }>;

/** What the doors need of the world. */
export interface Doorway {
  /** Asks as nobody. */
  ask: Ask;
  accept: (answer: SignedIn) => void;
  locale: Accessor<Locale>;
}

export interface SetupForm extends Form<{ code: string; username: string; password: string }, Fault> {
  asksCode: Accessor<boolean>;
}

/** The first owner; `code` came with the link, or is asked for. */
export function createSetup(door: Doorway, code: string): SetupForm {
  const [asksCode, setAsksCode] = createSignal(code === "");
  const form = createForm<{ code: string; username: string; password: string }, Fault>({
    values: { code, username: "", password: "" },
    check: (values) => ({
      code: values.code.trim() === "" ? fault("doors.setup_code_missing") : undefined,
      username: usernameFault(values.username),
      password: newPasswordFault(values.password),
    }),
    send: async (values) => {
      const answer = await door.ask<Answer>("POST", "/setup", {
        setup_code: values.code.trim(),
        username: usernameOf(values.username),
        password: values.password,
        locale: door.locale(),
      });
      if (answer.status === "ok") door.accept(answer);
    },
    refused: (problem) => {
      if (problem.code === "not_found") return { fault: fault("doors.setup_done") };
      if (problem.code !== "invalid_code") return newAccountFault(problem);
      setAsksCode(true);
      return { field: "code", fault: fault("doors.setup_code_wrong") };
    },
  });
  return { ...form, asksCode };
}

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

export interface SignIn {
  form: Form<{ login: string; password: string; shared: boolean }, Fault>;
  /** The second step, once the first was right. */
  second: Accessor<SecondStep | null>;
  restart: () => void;
}

export interface SecondStep extends Form<{ code: string }, Fault> {
  method: Accessor<Method>;
  methods: readonly Method[];
  choose: (method: Method) => void;
}

export function createSignIn(door: Doorway): SignIn {
  const [second, setSecond] = createSignal<SecondStep | null>(null);
  const form = createForm<{ login: string; password: string; shared: boolean }, Fault>({
    values: { login: "", password: "", shared: false },
    check: (values) => ({
      login: values.login.trim() === "" ? fault("doors.login_missing") : undefined,
      password: values.password === "" ? fault("doors.password_missing") : undefined,
    }),
    send: async (values) => {
      const answer = await door.ask<Answer>("POST", "/auth/sign-in", {
        login: values.login.trim(),
        password: values.password,
        shared: values.shared,
      });
      if (answer.status === "ok") door.accept(answer);
      else setSecond(createSecondStep(door, answer, restartLate));
    },
    refused: (problem) => {
      if (problem.code === "invalid_credentials") return { field: "password", fault: fault("doors.wrong_pair") };
      if (problem.code === "suspended") return { fault: fault("doors.suspended") };
      return { fault: commonFault(problem) };
    },
  });
  function restart() {
    form.set("password", "");
    setSecond(null);
  }
  function restartLate() {
    restart();
    form.setNote(fault("doors.second_late"));
  }
  return { form, second, restart };
}

function createSecondStep(door: Doorway, ticket: Ticket, late: () => void): SecondStep {
  const methods = ticket.methods.filter((one) => one === "totp" || one === "recovery_code");
  const [method, setMethod] = createSignal<Method>(methods[0] ?? "totp");
  const is = (one: Method) => method() === one;
  const form = createForm<{ code: string }, Fault>({
    values: { code: "" },
    check: ({ code }) => {
      if (is("totp")) return { code: /^\d{6}$/.test(code) ? undefined : fault("doors.second_missing") };
      return { code: code.trim() === "" ? fault("doors.second_recovery_missing") : undefined };
    },
    send: async ({ code }) => {
      const answer = await door.ask<Answer>("POST", "/auth/second-factor", { ticket: ticket.ticket, method: method(), code: code.trim() });
      if (answer.status === "ok") door.accept(answer);
    },
    refused: (problem) => {
      if (problem.code === "unauthenticated") late();
      if (problem.code === "invalid_code") {
        return { field: "code", fault: fault(is("totp") ? "doors.second_wrong" : "doors.second_recovery_wrong") };
      }
      return { fault: problem.code === "suspended" ? fault("doors.suspended") : commonFault(problem) };
    },
  });
  const choose = (one: Method) => {
    setMethod(one);
    form.set("code", "");
    form.leave("code");
  };
  return { ...form, method, methods, choose };
}

export type Invitation =
  | { kind: "loading" }
  | { kind: "live"; preview: InvitePreview }
  | { kind: "expired" }
  | { kind: "unknown" }
  | { kind: "failed"; fault: Fault };

export interface Join {
  invitation: Accessor<Invitation>;
  load: () => Promise<void>;
  /** Joins as who is signed in; true when inside. */
  join: (ask: Ask) => Promise<boolean>;
  busy: Accessor<boolean>;
  note: Accessor<Fault | null>;
}

export function createJoin(door: Pick<Doorway, "ask">, code: string): Join {
  const [invitation, setInvitation] = createSignal<Invitation>({ kind: "loading" });
  const [busy, setBusy] = createSignal(false);
  const [note, setNote] = createSignal<Fault | null>(null);
  const path = `/invites/${encodeURIComponent(code)}`;
  const read = (thrown: unknown): Invitation => {
    if (!(thrown instanceof Problem)) throw thrown;
    if (thrown.code === "expired") return { kind: "expired" };
    return thrown.code === "not_found" ? { kind: "unknown" } : { kind: "failed", fault: commonFault(thrown) };
  };
  return {
    invitation,
    busy,
    note,
    load: async () => {
      setInvitation({ kind: "loading" });
      setInvitation(await door.ask<InvitePreview>("GET", path).then((preview): Invitation => ({ kind: "live", preview }), read));
    },
    join: async (ask) => {
      setBusy(true);
      setNote(null);
      try {
        await ask("POST", `${path}/join`);
        return true;
      } catch (thrown) {
        if (!(thrown instanceof Problem)) throw thrown;
        if (thrown.code === "expired" || thrown.code === "not_found") setInvitation(read(thrown));
        else setNote(joinFault(thrown));
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}

function joinFault(problem: Problem): Fault {
  if (problem.code === "forbidden") return fault("doors.join_banned");
  if (problem.code === "limit_reached") return fault("doors.join_full");
  if (problem.code === "email_unverified") return fault("doors.join_unverified");
  return commonFault(problem);
}
