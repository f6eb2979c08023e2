/** Makes the session of this tab and hands it down the tree; whoever knows the place starts it. */
import { type JSX, createContext, onCleanup, useContext } from "solid-js";
import { type Session, type TabWord, createSession } from "./session";

const Context = createContext<Session>();

export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new Error("no SessionProvider above");
  return session;
}

export function SessionProvider(props: { children: JSX.Element }) {
  const channel = new BroadcastChannel("snug.session");
  onCleanup(() => channel.close());
  const session = createSession({
    fetch: (input, init) => window.fetch(input, init),
    nowMs: () => Date.now(),
    // Secure contexts only; over plain http in a home network each tab stands alone and the server forgives the race.
    alone: async (work) => ("locks" in navigator ? await navigator.locks.request("snug.refresh", work) : work()),
    tabs: {
      tell: (word) => channel.postMessage(word),
      hear: (listener) => {
        channel.onmessage = (event: MessageEvent<unknown>) => {
          if (event.data === "signed-in" || event.data === "signed-out") listener(event.data satisfies TabWord);
        };
      },
    },
  });
  return <Context.Provider value={session}>{props.children}</Context.Provider>;
}
