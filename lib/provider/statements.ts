// Statements as resource inputs: a map from a statement's words to its value, one entry per set line.

import { fillPlaceholders, hasPlaceholder, setLine, statementKey } from "../junos/index";

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

/** The same statements with the values that were not known when they were written. */
export function fillStatements(statements: Statements, values: Statements): Record<string, string> {
  const filled: Record<string, string> = {};
  for (const [key, value] of Object.entries(statements)) {
    const path = hasPlaceholder(key) ? wordsOf(key).map((word) => fillPlaceholders(word, values)) : undefined;
    filled[path === undefined ? key : statementKey({ path })] = fillPlaceholders(value, values);
  }
  return filled;
}
