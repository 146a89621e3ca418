// Statements as resource inputs: a map from a statement's words to its value, one entry per set line.

import { ConfigTree, fillPlaceholders, hasPlaceholder, setLine, statementKey } from "../junos";

/** Statements by key; the value is empty where there is none. */
export type Statements = Readonly<Record<string, string>>;

/** The words of a key, quotes undone. */
export function wordsOf(key: string): string[] {
  const words: string[] = [];
  for (const match of key.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)) {
    const quoted = match[1];
    words.push(quoted === undefined ? (match[2] ?? "") : quoted.replaceAll(/\\(.)/g, unescapeOne));
  }
  return words;
}

function unescapeOne(_whole: string, character: string): string {
  const breaks: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
  return breaks[character] ?? character;
}

/** The set line of one statement. */
export function lineOf(key: string, value: string): string {
  return setLine({ path: wordsOf(key), ...(value === "" ? {} : { value }) });
}

/** One statement. */
export interface KeyedStatement {
  readonly key: string;
  readonly value: string;
}

/**
 * A statement as the schema names it. Programs may write an item of a list as a value; on a device it is part
 * of the statement's name.
 *
 * @throws JunosSyntaxError when it is no statement
 */
function canonical(key: string, value: string): KeyedStatement {
  const tree = new ConfigTree();
  tree.addRaw([lineOf(key, value)], "statements");
  const [statement, ...rest] = tree.statements();
  if (statement === undefined || rest.length > 0) return { key, value };
  return { key: statementKey(statement), value: statement.value ?? "" };
}

/** A statement with the values that were not known when it was written. */
export function fillStatement(key: string, value: string, values: Statements): KeyedStatement {
  const path = hasPlaceholder(key)
    ? wordsOf(key).map((word) => fillPlaceholders(word, values))
    : undefined;
  const filledKey = path === undefined ? key : statementKey({ path });
  return canonical(filledKey, fillPlaceholders(value, values));
}

/** All statements, filled and as the schema names them. */
export function fillStatements(statements: Statements, values: Statements): Record<string, string> {
  const filled: Record<string, string> = {};
  for (const [key, value] of Object.entries(statements)) {
    const statement = fillStatement(key, value, values);
    filled[statement.key] = statement.value;
  }
  return filled;
}
