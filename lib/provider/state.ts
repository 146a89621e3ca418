// The state of a Configuration: what we set the last time, and what the device has of it now.

import { randomUUID } from "node:crypto";
import { type ConfigTree, setLine, type Statement, statementKey } from "../junos";
import { inPieces, type Pieces } from "../turns";
import { foundThere, type IsOurs } from "./lost-create";
import { type Plan } from "./plan";
import { type PropertyMap, type PropertyValue, sameValue, Secret, UNKNOWN } from "../rpc";
import { entriesOf, type Entry, isHiding, type Owned, storedOf } from "./entry";
import { InputError } from "./mistakes";
import { mapOf } from "./read";
import { plainValue, sameSecret } from "./secret-value";
import { NO_STATEMENTS, storedStatements, type StatementSet, united } from "./statement-set";

/** How the state of a Configuration is written. 1, which says nothing of itself, is that of version 0.1.0. */
export const STATE_SCHEMA = 2;

/** @throws InputError for a state that a newer version of this provider has written */
function refuseNewerState(state: PropertyMap): void {
  const { schemaVersion } = state;
  if (typeof schemaVersion !== "number" || schemaVersion <= STATE_SCHEMA) return;
  throw new InputError({
    rule: "state-newer",
    what: "the state is written in a form that this provider can't read",
    found: String(schemaVersion),
    allowed: `up to ${STATE_SCHEMA}`,
    fix: "use the version of pulumi-vsrx that wrote it, or a newer one",
  });
}

/** A text that differs for every commit. */
export const newRevision = (): string => `${new Date().toISOString()} ${randomUUID().slice(0, 8)}`;

/** True when the program now means another box than the one that was configured. */
export function isAnotherBox(olds: PropertyMap, news: PropertyMap): boolean {
  const before = mapOf(olds.connection).instance;
  const after = mapOf(news.connection).instance;
  return before !== undefined && !sameValue(before, after);
}

/** What a preview of an update knows already. */
export const knownOf = (state: PropertyMap): PropertyMap => ({
  hostKey: state.hostKey ?? UNKNOWN,
  model: state.model ?? UNKNOWN,
  release: state.release ?? UNKNOWN,
});

/** What we set the last time: inputs and state agree unless a run was cut short, then both count. */
export function baselineOf(inputs: PropertyMap, state: PropertyMap): StatementSet {
  refuseNewerState(state);
  // What an import found was there before us.
  const own = inputs.imported === true ? NO_STATEMENTS : storedStatements(inputs);
  return united(storedStatements(state), own);
}

/** The old inputs without what an import found and the program doesn't name. */
export function ownedInputs(olds: PropertyMap, news: PropertyMap): PropertyMap {
  if (olds.imported !== true) return olds;
  const wanted = mapOf(news.statements);
  const statements = Object.entries(mapOf(olds.statements)).filter(([key]) =>
    Object.hasOwn(wanted, key),
  );
  return { ...olds, statements: Object.fromEntries(statements), raw: news.raw ?? [] };
}

/** Statements that were on the device before us, as they may be shown. */
export function preexistingOf(state: PropertyMap): ReadonlySet<string> {
  const list = state.preexisting;
  return new Set(
    Array.isArray(list) ? list.filter((key): key is string => typeof key === "string") : [],
  );
}

/** Entries of lists that were on the device before us; undefined where an earlier version didn't keep them. */
export function objectsBeforeOf(
  state: PropertyMap | undefined,
  baseline: StatementSet = NO_STATEMENTS,
): ReadonlySet<string> | undefined {
  const list = state?.objectsBefore;
  // A box that is met for the first time has nothing of ours yet.
  if (state === undefined && baseline.size === 0) return new Set();
  return Array.isArray(list)
    ? new Set(list.filter((key): key is string => typeof key === "string"))
    : undefined;
}

/**
 * What a device had before us, for the state: it is not ours to take away later.
 * @param plan the first one of this update; undefined where none was made
 * @param isOurs what is ours though the state doesn't say so
 */
export function foundBefore(
  oldState: PropertyMap | undefined,
  baseline: StatementSet,
  plan: Plan | undefined,
  isOurs: IsOurs = () => false,
): PropertyMap {
  const found = plan === undefined ? undefined : foundThere(plan, isOurs);
  const isFirst = oldState === undefined && baseline.size === 0;
  const objects = objectsBeforeOf(oldState, baseline);
  return {
    preexisting: [...preexistingOf(oldState ?? {}), ...(isFirst ? (found?.statements ?? []) : [])],
    ...(objects === undefined ? {} : { objectsBefore: [...objects, ...(found?.objects ?? [])] }),
  };
}

/** Our statements as the device has them now, as inputs: drifted values replaced, vanished ones left out. */
export function* ownedOnDevice(
  active: ConfigTree,
  inputs: PropertyMap,
): Pieces<{ readonly statements: PropertyValue; readonly raw?: PropertyValue }> {
  const present = new Map<string, Statement>();
  yield* inPieces(yield* active.readingStatements(), (statement) =>
    present.set(statementKey(statement), statement),
  );
  const written = mapOf(inputs.statements);
  const statements: Record<string, PropertyValue | undefined> = {};
  const raw: PropertyValue[] = [];
  for (const entry of entriesOf(inputs) ?? []) {
    const found = storedOf(entry).map((owned) => ({
      owned,
      there: standing(active, present, owned),
    }));
    if (entry.raw) {
      raw.push(...rawNow(entry, found));
      continue;
    }
    const [first] = found;
    if (first?.there === undefined) continue;
    const as = written[entry.id];
    const { there, owned } = first;
    if (sameSecret(there.value ?? "", owned.value ?? "")) {
      statements[entry.id] = as;
    } else {
      const now = plainValue(there.value ?? "");
      statements[entry.id] = as instanceof Secret || there.secret ? new Secret(now) : now;
    }
  }
  return {
    statements: inputs.statements instanceof Secret ? new Secret(statements) : statements,
    ...(inputs.raw === undefined ? {} : { raw }),
  };
}

/** The statement as it counts on the device. */
function standing(
  active: ConfigTree,
  present: ReadonlyMap<string, Statement>,
  owned: Owned,
): Statement | undefined {
  const there = present.get(statementKey(owned));
  if (there !== undefined) return there.inactive === true ? undefined : there;
  // An entry that has something inside by now is no statement of its own any more.
  return owned.value === undefined && active.get(owned.path) !== undefined ? owned : undefined;
}

/** A raw line: as it was written while the device has all of it, else what the device has. */
function rawNow(
  entry: Entry,
  found: readonly { readonly owned: Owned; readonly there: Statement | undefined }[],
): PropertyValue[] {
  const sealed = (line: string, hides: boolean): PropertyValue =>
    entry.secret || hides ? new Secret(line) : line;
  const isWhole = found.every(
    ({ owned, there }) => there !== undefined && sameSecret(there.value ?? "", owned.value ?? ""),
  );
  if (isWhole)
    return [
      sealed(
        entry.id,
        found.some(({ owned }) => isHiding(owned)),
      ),
    ];
  return found.flatMap(({ there }) => {
    if (there === undefined) return [];
    const { path, value } = there;
    const now = { path, ...(value === undefined ? {} : { value: plainValue(value) }) };
    return [sealed(setLine(now), isHiding(there))];
  });
}
