// The statements that a stack owns on one device, each known by what a device would call it.

import { placeholdersIn, shownKey, statementKey } from "../junos";
import { type PropertyMap } from "../rpc";
import { entriesOf, type Owned, ownedOf, storedOf } from "./entry";
import { InputError } from "./read";
import { sameSecret } from "./secret-value";

/** Statements by their key. Keys hold the names of things, which may be secrets: they are never shown. */
export type StatementSet = ReadonlyMap<string, Owned>;

export const NO_STATEMENTS: StatementSet = new Map();

/** Placeholders in an entry's words that have no value. */
const unfilled = (entry: { readonly words: readonly string[] }): string[] =>
  entry.words.flatMap((word) => placeholdersIn(word));

/**
 * The statements that inputs say.
 * @throws InputError for what can't be read, for a name whose placeholder has no value, and for two entries that disagree
 */
export function readStatements(inputs: PropertyMap): StatementSet {
  const entries = entriesOf(inputs);
  if (entries === undefined) throw new InputError("statements are not known yet.");
  const missing = new Set(entries.flatMap(unfilled));
  if (missing.size > 0) {
    throw new InputError(
      `statements use placeholders without a value: ${[...missing].join(", ")}.`,
    );
  }
  const set = new Map<string, Owned>();
  for (const entry of entries) {
    if (entry.value === null) throw new InputError("a statement is not known yet.");
    for (const owned of ownedOf(entry)) {
      const key = statementKey(owned);
      const before = set.get(key);
      if (before !== undefined && !sameSecret(before.value ?? "", owned.value ?? "")) {
        throw new InputError(
          `${shownKey(owned)} is given twice, with different values: give it once.`,
        );
      }
      if (before === undefined) set.set(key, owned);
    }
  }
  return set;
}

/** The statements that stored inputs say: what can't be told of them any more is left out. */
export function storedStatements(stored: PropertyMap): StatementSet {
  const set = new Map<string, Owned>();
  for (const entry of entriesOf(stored) ?? []) {
    if (entry.value === null || unfilled(entry).length > 0) continue;
    for (const owned of storedOf(entry)) set.set(statementKey(owned), owned);
  }
  return set;
}

/** Statements of both; where they disagree those of the second count. */
export const united = (first: StatementSet, second: StatementSet): StatementSet =>
  new Map([...first, ...second]);

/** Words and values that must never be shown. */
export function secretsOf(set: StatementSet): string[] {
  const secrets: string[] = [];
  for (const { secret, value, hidden, path } of set.values()) {
    if (secret && value !== undefined) secrets.push(value);
    for (const at of hidden ?? []) secrets.push(path[at] ?? "");
  }
  return secrets;
}
