/** Opens the palette over every page behind the door, and carries out what was chosen in it. */
import { useIsRouting, useLocation, useNavigate } from "@solidjs/router";
import { createContext, createEffect, createMemo, createSignal, onCleanup, onMount, Suspense, useContext, type Component, type ParentProps } from "solid-js";
import { Dynamic } from "solid-js/web";
import { paths } from "~/app/paths";
import { explain } from "~/features/messages/trouble";
import { createSelf } from "~/features/presence/deeds";
import type { Id, Me } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { useI18n } from "~/lib/i18n";
import { useChoosing } from "~/features/notifications";
import { latinOf } from "~/lib/latin";
import { usePrefs } from "~/lib/prefs-provider";
import { useSession } from "~/lib/session-provider";
import { isConversation, titleOf, useLive } from "~/lib/store";
import { useToaster } from "~/ui/toaster";
import type { Acts } from "./entry";
import { land } from "./land";
import { createRecent, type Recent } from "./recent";

/** What only the shell can do. */
export interface ShellDoors {
  showPerson: (id: Id, beside: HTMLElement | null) => void;
  makeSpace: () => void;
  sayStatus: () => void;
  beginTalk: () => void;
}

export interface PaletteViewProps {
  open: boolean;
  first: string;
  path: string;
  spaceId: Id | undefined;
  roomId: Id | undefined;
  recent: Recent;
  acts: Acts;
  /** Closes, and says what is to be done once the focus is free; without it the focus goes back to where it was. */
  onClose: (then?: () => void) => void;
  /** The palette has let go of the focus. */
  onClosed: () => void;
}

export interface PaletteDoors {
  /** Opens it, perhaps with something typed already. */
  open: (first?: string) => void;
  /** The shell says what it can do, until the answer is called. */
  serve: (doors: ShellDoors) => () => void;
}

const Context = createContext<PaletteDoors>();

export function usePalette(): PaletteDoors {
  const palette = useContext(Context);
  if (!palette) throw new Error("the palette stands outside of its provider");
  return palette;
}

const LAYERS = '[role="dialog"], [role="alertdialog"], [role="menu"]';
const IDLE_MS = 2000;
const load = () => import("./Palette").then((module) => module.Palette);

function isShortcut(event: KeyboardEvent): boolean {
  return !event.altKey && !event.shiftKey && event.ctrlKey !== event.metaKey && !event.isComposing && latinOf(event) === "k";
}

function storageOrNull(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** Some browsers do not tell when they are idle. */
function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(work, IDLE_MS);
    return () => clearTimeout(timer);
  }
  const turn = requestIdleCallback(work, { timeout: IDLE_MS });
  return () => cancelIdleCallback(turn);
}

export function PaletteProvider(props: ParentProps) {
  const live = useLive();
  const session = useSession();
  const prefs = usePrefs();
  const toaster = useToaster();
  const i18n = useI18n();
  const { t } = i18n;
  const navigate = useNavigate();
  const location = useLocation();
  const isRouting = useIsRouting();
  const [View, setView] = createSignal<Component<PaletteViewProps> | null>(null);
  const [isOpen, setIsOpen] = createSignal(false);
  const [first, setFirst] = createSignal("");
  let before: HTMLElement | null = null;
  let next: (() => void) | undefined;
  let shell: ShellDoors | null = null;

  const spaceId = () => /^\/spaces\/([^/]+)/.exec(location.pathname)?.[1];
  const roomId = () => /^\/(?:spaces\/[^/]+|conversations)\/([^/]+)\/?$/.exec(location.pathname)?.[1];
  const recent = createMemo(() => createRecent(storageOrNull(), `snug.recent.${live.world.me?.id ?? ""}`));
  createEffect(() => {
    const id = roomId();
    const room = live.world.channels[id ?? ""];
    if (room) recent().add(`${isConversation(room) ? "talk" : "room"}:${room.id}`);
  });

  const choose = useChoosing();
  const fail = (thrown: unknown) => toaster.show({ text: explain(t, thrown), kind: "error" });
  let giveUp: (() => void) | undefined;
  const [landing, setLanding] = createSignal<{ then: (() => void) | undefined } | null>(null);
  createEffect(() => {
    const it = landing();
    if (!it || isRouting()) return;
    setLanding(null);
    giveUp = land(it.then);
  });
  onCleanup(() => giveUp?.());
  const go = (path: string, then?: () => void) => {
    giveUp?.();
    // The page that is left must not keep the focus.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    navigate(path);
    setLanding({ then });
  };
  /** Settings have no shell: what only a shell can do is done over the friends. */
  const inShell = (work: (doors: ShellDoors) => void) => {
    if (shell) work(shell);
    else go(paths.friends(), () => shell && work(shell));
  };
  const readAt = (path: string, told: string) => void live.ask("POST", path).then(() => toaster.show({ text: told }), fail);
  const acts: Acts = {
    go,
    showPerson: (id) => inShell((doors) => doors.showPerson(id, before?.isConnected ? before : null)),
    makeSpace: () => inShell((doors) => doors.makeSpace()),
    beSeen: (choice) => void createSelf({ live, t, notify: (text, kind) => toaster.show({ text, kind: kind === "bad" ? "error" : "info" }) }).choose(choice),
    sayStatus: () => inShell((doors) => doors.sayStatus()),
    beginTalk: () => inShell((doors) => doors.beginTalk()),
    level: (room, level) => void choose({ id: room.id, kind: isConversation(room) ? "conversation" : "channel", name: titleOf(live.world, room, i18n) }, { level }),
    readAll: () => readAt("/me/ack-all", t("space.all_read")),
    readSpace: (space) => readAt(`/spaces/${space.id}/ack`, t("space.read", { name: space.name })),
    look: (part) => prefs.change(part),
    speak: (locale) => {
      prefs.change({ locale });
      void session.ask<Me>("PATCH", "/me", { locale }).then((me) => live.apply({ t: "me_update", d: me }), fail);
    },
    signOut: () => void session.signOut().catch(fail),
  };

  const fetchView = () => load().then((view) => setView(() => view));
  const doors: PaletteDoors = {
    open: (typed = "") => {
      const focused = document.activeElement;
      before = focused instanceof HTMLElement && focused !== document.body ? focused : null;
      setFirst(typed);
      if (View()) return void setIsOpen(true);
      // Until it is here, what is typed must not go into a field behind it.
      before?.blur();
      void fetchView().then(() => setIsOpen(true), fail);
    },
    serve: (offered) => {
      shell = offered;
      return () => {
        if (shell === offered) shell = null;
      };
    },
  };
  const close = (then?: () => void) => {
    next = then;
    setIsOpen(false);
  };
  const closed = () => {
    const work = next;
    next = undefined;
    if (before?.isConnected) before.focus({ preventScroll: true });
    work?.();
  };
  onMount(() => {
    // Fetched while nothing else happens, so that it opens with the key; a failure is told when it is asked for.
    const stop = whenIdle(() => void fetchView().catch(() => undefined));
    onCleanup(stop);
    const listen = (event: KeyboardEvent) => {
      if (!isShortcut(event)) return;
      event.preventDefault();
      if (isOpen()) close();
      else if (!document.querySelector(LAYERS)) doors.open();
    };
    document.addEventListener("keydown", listen);
    onCleanup(() => document.removeEventListener("keydown", listen));
  });

  return (
    <Context.Provider value={doors}>
      {props.children}
      <Show when={View()}>
        {(view) => (
          <Suspense>
            <Dynamic component={view()} open={isOpen()} first={first()} path={location.pathname} spaceId={spaceId()} roomId={roomId()} recent={recent()} acts={acts} onClose={close} onClosed={closed} />
          </Suspense>
        )}
      </Show>
    </Context.Provider>
  );
}
