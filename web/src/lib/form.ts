/** One form: values, faults and progress, without any view. Faults appear on leaving a field or on sending, never while typing first. */
import { type Accessor, createSignal } from "solid-js";
import { createStore } from "solid-js/store";
import { Problem } from "./api";
import { Declined } from "./reauth";

export type Values = Record<string, string | boolean>;
export type Faults<V extends Values, F> = { [K in keyof V]?: F | undefined };

export interface FormSpec<V extends Values, F> {
  values: V;
  /** What is wrong with the values as they are. */
  check: (values: V) => Faults<V, F>;
  send: (values: V) => Promise<unknown>;
  /** Where a refusal of the server belongs: at a field, or above the button. */
  refused: (problem: Problem, values: V) => { field?: keyof V & string; fault: F };
}

export interface Form<V extends Values, F> {
  values: V;
  faults: Faults<V, F>;
  /** The fault that belongs to no field. */
  note: Accessor<F | null>;
  setNote: (note: F | null) => void;
  busy: Accessor<boolean>;
  set: <K extends keyof V & string>(name: K, value: V[K]) => void;
  /** Empties a field whose value was refused; the reason stays until something else is there. */
  empty: (name: keyof V & string) => void;
  /** Begins anew: the first values, no faults. */
  clear: () => void;
  /** The field was left: an unfinished value is told, an empty one is not. */
  leave: (name: keyof V & string) => void;
  /** Checks and sends; true when it went through. A second call while one runs does nothing. */
  submit: () => Promise<boolean>;
}

export function createForm<V extends Values, F>(spec: FormSpec<V, F>): Form<V, F> {
  const [values, setValues] = createStore<Values>({ ...spec.values });
  const [faults, setFaults] = createStore<Record<string, F | undefined>>({});
  const [note, setNote] = createSignal<F | null>(null);
  const [busy, setBusy] = createSignal(false);
  const now = () => ({ ...values }) as V;
  const put = (name: string, fault: F | undefined) => setFaults(name, () => fault);

  return {
    values: values as V,
    faults: faults as Faults<V, F>,
    note,
    setNote: (fault) => setNote(() => fault),
    busy,
    set: (name, value) => {
      setValues(name, value);
      if (faults[name] !== undefined && spec.check(now())[name] === undefined) put(name, undefined);
    },
    empty: (name) => setValues(name, ""),
    clear: () => {
      setValues({ ...spec.values });
      for (const name of Object.keys(spec.values)) put(name, undefined);
      setNote(null);
    },
    leave: (name) => {
      if (values[name] !== "") put(name, spec.check(now())[name]);
    },
    submit: async () => {
      if (busy()) return false;
      setNote(null);
      const found = spec.check(now());
      for (const name of Object.keys(spec.values)) put(name, found[name]);
      if (Object.values(found).some((fault) => fault !== undefined)) return false;
      setBusy(true);
      try {
        await spec.send(now());
        return true;
      } catch (thrown) {
        // Who did not want to prove themselves knows why nothing happened.
        if (thrown instanceof Declined) return false;
        if (!(thrown instanceof Problem)) throw thrown;
        const { field, fault } = spec.refused(thrown, now());
        if (field) put(field, fault);
        else setNote(() => fault);
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
