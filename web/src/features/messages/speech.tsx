/** Gives the views their words and their ways to write times, numbers and names in the language of the page. */
import { createContext, createMemo, createResource, Show, useContext, type Accessor, type JSX } from "solid-js";
import { en } from "./words/en";
import { load_words, speak, type Text } from "./words";
import { create_times, type Times } from "./times";

interface Speech {
  t: Text;
  times: Accessor<Times>;
  locale: Accessor<string>;
}

const SpeechContext = createContext<Speech>();

export function SpeechProvider(props: { language: string; locale?: string; children: JSX.Element }): JSX.Element {
  const [words] = createResource(() => props.language, load_words);
  const locale = () => props.locale ?? props.language;
  const text = createMemo(() => speak(words.latest ?? en, locale()));
  const times = createMemo(() => create_times(locale()));
  const speech: Speech = { t: (key, fill) => text()(key, fill), times, locale };
  return (
    <SpeechContext.Provider value={speech}>
      <Show when={words.latest}>{props.children}</Show>
    </SpeechContext.Provider>
  );
}

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error("Words are used outside of their provider.");
  return speech;
}
