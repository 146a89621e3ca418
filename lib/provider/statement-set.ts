// The statements that a stack owns on one device, each known by what a device would call it.

import { ConfigTree, placeholdersIn, shownKey, type Statement, statementKey } from "../junos";
import { type PropertyMap } from "../rpc";
import { entriesOf, type Entry, type Owned, storedOf } from "./entry";
import { InputError, Mistakes } from "./mistakes";
import { late } from "./read";
import { sameSecret } from "./secret-value";

/** Statements by their key. Keys hold the names of things, which may be secrets: they are never shown. */
export type StatementSet = ReadonlyMap<string, Owned>;

/** Statements by their key, whoever says them. */
export type Statements = ReadonlyMap<string, Statement>;

/** A device's statements below one word of the top level; the rest of a long configuration isn't gone through. */
export function statementsBelow(device: ConfigTree, word: string): readonly Statement[] {
  const part = new ConfigTree();
  part.root.setChildren(device.root.children.filter(({ name }) => name === word));
  return part.statements();
}

export const NO_STATEMENTS: StatementSet = new Map();

/** Placeholders in an entry's words that have no value. */
const unfilled = (entry: { readonly words: readonly string[] }): string[] =>
  entry.words.flatMap((word) => placeholdersIn(word));

/**
 * The statements that inputs say.
 * @throws InputError with all that can't be read, names whose placeholders have no value, and entries that disagree
 */
export function readStatements(inputs: PropertyMap): StatementSet {
  const entries = entriesOf(inputs);
  if (entries === undefined) throw new InputError(late("statements"));
  return statementsOf(entries);
}

/**
 * The statements of entries.
 * @throws InputError as `readStatements`
 */
export function statementsOf(entries: readonly Entry[]): StatementSet {
  const mistakes = new Mistakes();
  const missing = new Set(entries.flatMap(unfilled));
  if (missing.size > 0)
    mistakes.add({
      rule: "placeholder-unfilled",
      what: "statements use placeholders without a value",
      found: [...missing].join(", "),
    });
  const set = new Map<string, Owned>();
  for (const entry of entries) {
    if (entry.value === null) mistakes.add(late("a statement"));
    else for (const owned of mistakes.attempt(entry.owned) ?? []) join(set, owned, mistakes);
  }
  mistakes.end();
  return set;
}

function join(set: Map<string, Owned>, owned: Owned, mistakes: Mistakes): void {
  const key = statementKey(owned);
  const before = set.get(key);
  if (before === undefined) set.set(key, owned);
  else if (!sameSecret(before.value ?? "", owned.value ?? ""))
    mistakes.add({
      rule: "statement-values",
      what: `${shownKey(owned)} is given twice, with different values`,
      fix: "give it once",
    });
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
