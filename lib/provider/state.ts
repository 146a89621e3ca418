// The state of a Configuration: what we set the last time, and what the device has of it now.

import { randomUUID } from "node:crypto";
import { type ConfigTree, placeholdersIn, statementKey } from "../junos";
import { type PropertyMap, type PropertyValue, sameValue, Secret, UNKNOWN } from "../rpc";
import { mapOf, Reader } from "./read";
import { plainValue, sameSecret } from "./secret-value";
import { fillStatement, fillStatements, type Statements, wordsOf } from "./statements";
import { rawStatements } from "./wanted";

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

/** What we set the last time, filled: inputs and state agree unless a run was cut short, then both count. */
export function baselineOf(inputs: PropertyMap, state: PropertyMap): Statements {
  const part = (map: PropertyMap): Statements => {
    const reader = new Reader(
      {
        statements: map.statements ?? {},
        placeholders: map.placeholders ?? {},
        raw: map.raw ?? [],
      },
      "",
    );
    const placeholders = reader.texts("placeholders");
    const known = Object.entries(reader.texts("statements")).filter(([key, value]) =>
      placeholdersIn(`${key} ${value}`).every((name) => Object.hasOwn(placeholders, name)),
    );
    return {
      ...fillStatements(Object.fromEntries(known), placeholders),
      ...rawStatements(reader.optionalTexts("raw") ?? []),
    };
  };
  // What an import found was there before us.
  return inputs.imported === true ? part(state) : { ...part(state), ...part(inputs) };
}

/** The old inputs without what an import found and the program doesn't name. */
export function ownedInputs(olds: PropertyMap, news: PropertyMap): PropertyMap {
  if (olds.imported !== true) return olds;
  const wanted = mapOf(news.statements);
  const statements = Object.entries(mapOf(olds.statements)).filter(([key]) =>
    Object.hasOwn(wanted, key),
  );
  return { ...olds, statements: Object.fromEntries(statements) };
}

/** Statements that were on the device before us. */
export function preexistingOf(state: PropertyMap): ReadonlySet<string> {
  const list = state.preexisting;
  return new Set(
    Array.isArray(list) ? list.filter((key): key is string => typeof key === "string") : [],
  );
}

/** Our statements as the device has them now: drifted values replaced, vanished ones left out. */
export function ownedOnDevice(
  active: ConfigTree,
  owned: PropertyMap,
  placeholders: Statements,
): PropertyMap {
  const present = new Map(
    active.statements().map((statement) => [statementKey(statement), statement]),
  );
  const result: Record<string, PropertyValue | undefined> = {};
  for (const [name, written] of Object.entries(owned)) {
    const plain = written instanceof Secret ? written.value : written;
    const { key, value } = fillStatement(
      name,
      typeof plain === "string" ? plain : "",
      placeholders,
    );
    const there = present.get(key);
    if (there === undefined) {
      // An entry that has something inside by now is no statement of its own any more.
      if (value === "" && active.get(wordsOf(key)) !== undefined) result[name] = written;
    } else if (there.inactive === true) {
      continue;
    } else if (sameSecret(there.value ?? "", value)) {
      result[name] = written;
    } else {
      const now = plainValue(there.value ?? "");
      result[name] = written instanceof Secret || there.secret ? new Secret(now) : now;
    }
  }
  return result;
}
