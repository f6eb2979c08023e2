/** Hands the preferences down the tree and puts theme, density and size of text on the page. */
import { type ParentProps, createContext, createEffect, useContext } from "solid-js";
import { type PrefsStore, createPrefs } from "./prefs";

const Context = createContext<PrefsStore>();

export function usePrefs(): PrefsStore {
  const prefs = useContext(Context);
  if (!prefs) throw new Error("no PrefsProvider above");
  return prefs;
}

function storageOrNull(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export function PrefsProvider(props: ParentProps) {
  const store = createPrefs(storageOrNull());
  createEffect(() => {
    const { theme, density, text } = store.prefs();
    const root = document.documentElement;
    if (theme === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = theme;
    root.dataset["density"] = density;
    root.style.fontSize = text === 100 ? "" : `${text}%`;
  });
  return <Context.Provider value={store}>{props.children}</Context.Provider>;
}
