// A tree as flat statements, and the text forms of one statement.
import type { ConfigNode } from "./node";
import { opaqueWords } from "../text/lines";
import { quote, quoteAlways } from "../text/quote";
import { above } from "./levels";
import type { Statement } from "./statement";
import { isSecretValue, isSecretWord, secretWordsIn } from "./secrecy";

/** Whether a node says something although nothing is below it. */
export function speaksAlone(node: ConfigNode): boolean {
  const kind = node.schema.kind;
  return (
    kind === "entry" ||
    kind === "item" ||
    kind === "unknown" ||
    kind === "opaque" ||
    kind === "leaf" ||
    (kind === "container" && node.schema.presence)
  );
}

/** Where a walk is: the words so far, and what is to be known of them. */
interface Place {
  readonly path: string[];
  /** Places of words that must never be shown. */
  readonly hidden: number[];
  readonly inactive: boolean;
  readonly outside: number | undefined;
}

/** Visits every statement in order. */
function eachStatement(root: ConfigNode, visit: (node: ConfigNode, place: Place) => void): void {
  const path: string[] = [];
  const hidden: number[] = [];
  const walk = (node: ConfigNode, inactive: boolean, outside: number | undefined): void => {
    if (node.schema.kind === "opaque") {
      const off = inactive || node.inactive;
      return visit(node, { path: opaqueWords(node.name), hidden: [], inactive: off, outside: 0 });
    }
    const off = inactive || node.inactive;
    if (node.kids === undefined) {
      if (speaksAlone(node) && path.length > 0)
        visit(node, { path, hidden, inactive: off, outside });
      return;
    }
    for (const kid of node.kids) {
      const named = kid.name !== "" && kid.schema.kind !== "opaque";
      const secret = named && isSecretWord(kid);
      if (secret) hidden.push(path.length);
      const from = outside ?? (kid.schema.kind === "unknown" ? path.length : undefined);
      if (named) path.push(kid.name);
      walk(kid, off, from);
      if (named) path.pop();
      if (secret) hidden.pop();
    }
  };
  walk(root, false, undefined);
}

/** Whether no rule judges the statement. */
function isUnchecked({ schema }: ConfigNode): boolean {
  switch (schema.kind) {
    case "unknown":
    case "opaque":
      return true;
    case "item":
      return schema.list.unchecked;
    default:
      return schema.unchecked;
  }
}

/** All statements of a tree, in order. */
export function statementsOf(root: ConfigNode): Statement[] {
  const all: Statement[] = [];
  eachStatement(root, (node, { path, hidden, inactive, outside }) => {
    const unknown = outside === undefined ? NONE : secretWordsIn(path, outside);
    // Outside the schema a value isn't told from a name: a secret at the end is taken out of the words, or the key would show it.
    const ends = outside !== undefined && unknown.at(-1) === path.length - 1;
    const value = ends ? path.at(-1) : node.value;
    const shown = ends ? unknown.slice(0, -1) : unknown;
    all.push({
      path: ends ? path.slice(0, -1) : [...path],
      ...(value !== undefined && { value }),
      ...(node.origin !== undefined && { origin: node.origin }),
      secret: ends || isSecretValue(node.schema, node.value),
      ...((hidden.length > 0 || shown.length > 0) && { hidden: [...hidden, ...shown] }),
      ...(outside !== undefined && { outside }),
      unchecked: isUnchecked(node),
      ...(inactive && { inactive: true }),
    });
  });
  return all;
}

const NONE: readonly number[] = [];

/** Words as text, quoted where needed. */
export const joinWords = (words: readonly string[]): string => words.map(quote).join(" ");

/** The statement as a set line. */
export function setLine(statement: Pick<Statement, "path" | "value">): string {
  return `set ${statementKey(statement)}${statement.value === undefined ? "" : ` ${quote(statement.value)}`}`;
}

/**
 * A stable text that names the statement: its set line without "set" and without a leaf's value.
 * Two statements with one key are one statement with two values.
 */
export function statementKey(statement: Pick<Statement, "path">): string {
  return joinWords(statement.path);
}

/** A tree as set lines, with deactivate, protect and annotate lines after the statements. */
export function setLines(root: ConfigNode): string[] {
  const lines: string[] = [];
  // Each word is quoted once, however many statements begin with it.
  const walk = (node: ConfigNode, line: string): void => {
    if (node.kids === undefined) {
      if (node !== root && speaksAlone(node)) {
        lines.push(node.value === undefined ? line : `${line} ${quote(node.value)}`);
      }
      return;
    }
    for (const kid of node.kids) walk(kid, kid.name === "" ? line : `${line} ${nodeText(kid)}`);
  };
  walk(root, "set");
  const words: string[] = [];
  const marks = (node: ConfigNode): void => {
    if (node.name !== "") words.push(node.name);
    if (!node.plain) {
      const path = node.schema.kind === "opaque" ? node.name : joinWords(words);
      if (node.inactive) lines.push(`deactivate ${path}`);
      if (node.protect) lines.push(`protect ${path}`);
      if (node.comment !== undefined) lines.push(...annotateLines(words, node.comment));
    }
    if (node.kids) for (const kid of node.kids) marks(kid);
    if (node.name !== "") words.pop();
  };
  marks(root);
  return lines;
}

/** A node's own words as text. */
const nodeText = (node: ConfigNode): string =>
  node.schema.kind === "opaque" ? node.name : quote(node.name);

/** Junos notes a comment at the level of the statement alone. */
export function annotateLines(words: readonly string[], comment: string): string[] {
  const level = above(words);
  const line = `annotate ${joinWords(words.slice(level.length))} ${quoteAlways(comment)}`;
  return level.length === 0 ? [line] : [`edit ${joinWords(level)}`, line, "top"];
}
