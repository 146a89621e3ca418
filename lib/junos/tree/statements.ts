// A tree as flat statements, and the text forms of one statement.
import { AT_A_TIME, atOnce, type Pieces } from "../../turns";
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

/** A node whose children are being visited, and how to leave it. */
interface Level {
  readonly kids: readonly ConfigNode[];
  readonly inactive: boolean;
  readonly outside: number | undefined;
  readonly named: boolean;
  readonly secret: boolean;
  next: number;
}

/** Visits every statement in order, with a rest after every few. */
function* eachStatement(
  root: ConfigNode,
  visit: (node: ConfigNode, place: Place) => void,
): Pieces<void> {
  const path: string[] = [];
  const hidden: number[] = [];
  const top = { inactive: root.inactive, outside: undefined, named: false, secret: false, next: 0 };
  const levels: Level[] = [{ kids: root.children, ...top }];
  let count = 0;
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    const kid = level.kids[level.next];
    level.next += 1;
    if (kid === undefined) {
      levels.pop();
      if (level.named) path.pop();
      if (level.secret) hidden.pop();
      continue;
    }
    const inactive = level.inactive || kid.inactive;
    if (kid.schema.kind === "opaque") {
      visit(kid, { path: opaqueWords(kid.name), hidden: [], inactive, outside: 0 });
    } else {
      const named = kid.name !== "";
      const secret = named && isSecretWord(kid);
      if (secret) hidden.push(path.length);
      const outside = level.outside ?? (kid.schema.kind === "unknown" ? path.length : undefined);
      if (named) path.push(kid.name);
      levels.push({ kids: kid.children, inactive, outside, named, secret, next: 0 });
      if (!kid.empty || !speaksAlone(kid) || path.length === 0) continue;
      visit(kid, { path, hidden, inactive, outside });
    }
    count += 1;
    if (count % AT_A_TIME === 0) yield;
  }
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
export const statementsOf = (root: ConfigNode): Statement[] => atOnce(readingStatements(root));

/** The same with a rest after every few. */
export function* readingStatements(root: ConfigNode): Pieces<Statement[]> {
  const all: Statement[] = [];
  yield* eachStatement(root, (node, { path, hidden, inactive, outside }) => {
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
