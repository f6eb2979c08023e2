/** Exceptions of one channel while they are edited: three-way settings per target, and what must be sent to save them. */

import type { Id, Override, Perm } from "../../lib/api/wire";
import { sameTarget } from "./permissions";
import { fromNames, toNames } from "./rights";

export type Setting = "allow" | "inherit" | "deny";
export type Target = Override["target"];

export function settingOf(overrides: readonly Override[], target: Target, name: Perm): Setting {
  const entry = overrides.find((one) => sameTarget(one.target, target));
  if (entry?.allow.includes(name)) return "allow";
  return entry?.deny.includes(name) ? "deny" : "inherit";
}

/** The list with one setting changed; an entry that says nothing stays, so that its row stays. */
export function withSetting(overrides: readonly Override[], target: Target, name: Perm, setting: Setting): Override[] {
  const change = (entry: Override): Override => ({
    target,
    allow: put(entry.allow, name, setting === "allow"),
    deny: put(entry.deny, name, setting === "deny"),
  });
  const known = overrides.some((one) => sameTarget(one.target, target));
  if (!known) return [...overrides, change({ target, allow: [], deny: [] })];
  return overrides.map((one) => (sameTarget(one.target, target) ? change(one) : one));
}

export function withoutTarget(overrides: readonly Override[], target: Target): Override[] {
  return overrides.filter((one) => !sameTarget(one.target, target));
}

export function withTarget(overrides: readonly Override[], target: Target): Override[] {
  const known = overrides.some((one) => sameTarget(one.target, target));
  return known ? [...overrides] : [...overrides, { target, allow: [], deny: [] }];
}

/** How many rights an entry sets. */
export function countSet(entry: Override | undefined): number {
  return entry ? entry.allow.length + entry.deny.length : 0;
}

/** One request that saving takes: `entry` is null when the exception goes. */
export interface Send {
  target: Target;
  entry: { allow: Perm[]; deny: Perm[] } | null;
}

/** What differs between the saved and the edited list, target by target. */
export function sends(saved: readonly Override[], edited: readonly Override[]): Send[] {
  const targets = [...saved, ...edited.filter((one) => !saved.some((known) => sameTarget(known.target, one.target)))];
  return targets.flatMap(({ target }) => {
    const before = find(saved, target);
    const after = find(edited, target);
    if (sameSet(before?.allow, after?.allow) && sameSet(before?.deny, after?.deny)) {
      return before && !after ? [{ target, entry: null }] : [];
    }
    return [{ target, entry: countSet(after) > 0 && after ? { allow: after.allow, deny: after.deny } : null }];
  });
}

/** How many single settings differ; an exception that only appears or goes counts as one. */
export function countChanges(saved: readonly Override[], edited: readonly Override[]): number {
  return sends(saved, edited).reduce((sum, { target }) => {
    const before = find(saved, target);
    const after = find(edited, target);
    const differing = toNames(differs(before?.allow, after?.allow) | differs(before?.deny, after?.deny)).length;
    return sum + Math.max(1, differing);
  }, 0);
}

/** The edited list after somebody else changed the saved one: own changes are laid over the new state. */
export function rebase(old: readonly Override[], fresh: readonly Override[], edited: readonly Override[]): Override[] {
  let next = [...fresh];
  for (const { target, entry } of sends(old, edited)) {
    next = withoutTarget(next, target);
    const kept = find(edited, target);
    if (entry) next.push({ target, ...entry });
    else if (kept) next.push(kept);
  }
  for (const one of edited) if (countSet(one) === 0 && !find(next, one.target)) next.push(one);
  return next;
}

export function targetKey(target: Target): string {
  return `${target.kind}:${target.id}`;
}

export function targetOf(key: string): Target {
  const [kind, id] = key.split(":");
  return { kind: kind === "user" ? "user" : "role", id: (id ?? "") as Id };
}

function find(overrides: readonly Override[], target: Target): Override | undefined {
  return overrides.find((one) => sameTarget(one.target, target));
}

function put(names: readonly Perm[], name: Perm, on: boolean): Perm[] {
  const rest = names.filter((one) => one !== name);
  return on ? toNames(fromNames([...rest, name])) : rest;
}

function differs(a: readonly Perm[] = [], b: readonly Perm[] = []): bigint {
  return fromNames(a) ^ fromNames(b);
}

function sameSet(a?: readonly Perm[], b?: readonly Perm[]): boolean {
  return differs(a, b) === 0n;
}
