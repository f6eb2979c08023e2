/** A page of settings that is changed first and saved together: its draft, what is wrong with which field, and the bar at its foot. */

import { type Accessor, createSignal } from "solid-js";
import { troubleOf } from "~/lib/api";
import { type Draft, createDraft } from "~/lib/draft";
import { type TextRule, faultOf, tidied } from "~/lib/rules";
import { createAct } from "./act";
import { explainFault, fieldOf } from "./explain";
import { SaveBar } from "./SaveBar";
import { useSettingsWords } from "./words";

export interface FieldFault {
  field: string;
  text: string;
}

export interface SavingSpec<T extends object> {
  /** The values as they are saved. */
  source: Accessor<T>;
  /** The fields that hold text, first to last. */
  texts: { [K in keyof T]?: TextRule };
  /** The field that holds a picture. */
  picture?: keyof T & string;
  /** What else can be wrong. */
  fault?: (get: Draft<T>["get"]) => FieldFault | null;
  /** Sends what was changed, texts tidied, and puts the answer in place. */
  send: (changes: Partial<T>) => Promise<unknown>;
  /** The toast of success. */
  done: () => string;
}

export interface Saving<T extends object> extends Pick<Draft<T>, "get" | "set" | "count" | "undo"> {
  /** What is wrong with a field. */
  errorAt: (field: keyof T) => string | null;
  save: () => Promise<void>;
  busy: Accessor<boolean>;
  /** Why the last try failed. */
  error: Accessor<string | null>;
}

export function createSaving<T extends object>(spec: SavingSpec<T>): Saving<T> {
  const words = useSettingsWords();
  const act = createAct();
  const draft = createDraft(spec.source);
  const [wrong, setWrong] = createSignal<FieldFault | null>(null);
  const fault = (): FieldFault | null => {
    for (const field of Object.keys(spec.texts) as (keyof T & string)[]) {
      const text = explainFault(words, faultOf((draft.get(field) as string | null) ?? "", spec.texts[field] as TextRule));
      if (text) return { field, text };
    }
    return spec.fault?.(draft.get) ?? null;
  };
  const refused = (cause: unknown) => {
    const field = fieldOf(cause);
    if (field && troubleOf(cause).code === "invalid") setWrong({ field, text: words.t(field === spec.picture ? "errors.bad_picture" : "errors.invalid") });
    return null;
  };
  const undo = () => {
    draft.undo();
    setWrong(null);
    act.clear();
  };
  return {
    get: draft.get,
    set: (key, value) => {
      draft.set(key, value);
      if (wrong()?.field === key) setWrong(null);
      act.clear();
    },
    count: draft.count,
    undo,
    errorAt: (field) => (wrong()?.field === field ? (wrong()?.text ?? null) : null),
    save: async () => {
      const first = fault();
      setWrong(first);
      if (first) return;
      const send = async () => {
        await spec.send(tidied(draft.changes(), spec.texts));
        draft.undo();
      };
      await act.run(send, { done: spec.done, words: refused });
    },
    busy: act.busy,
    error: act.error,
  };
}

export function SavingBar<T extends object>(props: { of: Saving<T> }) {
  return <SaveBar count={props.of.count()} busy={props.of.busy()} error={props.of.error()} onSave={() => void props.of.save()} onUndo={() => props.of.undo()} />;
}
