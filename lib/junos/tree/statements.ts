// A tree as flat statements, and the text forms of one statement.
import type { ConfigNode } from "./node";
import { quote, quoteAlways } from "../text/quote";

/** One statement of a configuration, as one set line says it. */
export interface Statement {
  /** Words without the value of a leaf; with the item of a leaf-list or the name of an entry. */
  readonly path: readonly string[];
  /** The value of a leaf that has one. */
  readonly value?: string;
  /** Which construct or person said it. */
  readonly origin?: string;
  /** Whether the value must never be shown. */
  readonly secret: boolean;
  /** Outside the schema: taken as it is. */
  readonly unchecked: boolean;
  /** Deactivated, itself or by a statement around it. */
  readonly inactive?: boolean;
}

/** Whether a node says something although nothing is below it. */
export function speaksAlone(node: ConfigNode): boolean {
  const kind = node.schema.kind;
  return (
    kind === "entry" ||
    kind === "item" ||
    kind === "unknown" ||
    kind === "leaf" ||
    (kind === "container" && node.schema.presence)
  );
}

/** Visits every statement in order. */
export function eachStatement(
  root: ConfigNode,
  visit: (node: ConfigNode, path: readonly string[], inactive: boolean) => void,
): void {
  const path: string[] = [];
  const walk = (node: ConfigNode, inactive: boolean): void => {
    const off = inactive || node.inactive;
    if (node.kids === undefined) {
      if (speaksAlone(node) && path.length > 0) visit(node, path, off);
      return;
    }
    for (const kid of node.kids) {
      if (kid.name !== "") path.push(kid.name);
      walk(kid, off);
      if (kid.name !== "") path.pop();
    }
  };
  walk(root, false);
}

/** All statements of a tree, in order. */
export function statementsOf(root: ConfigNode): Statement[] {
  const all: Statement[] = [];
  eachStatement(root, (node, path, inactive) => {
    all.push({
      path: [...path],
      ...(node.value !== undefined && { value: node.value }),
      ...(node.origin !== undefined && { origin: node.origin }),
      secret: node.schema.kind === "leaf" && node.schema.secret,
      unchecked: node.schema.kind === "unknown",
      ...(inactive && { inactive: true }),
    });
  });
  return all;
}

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

/** A tree as set lines, with deactivate and protect lines after the statements they concern. */
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
    for (const kid of node.kids) walk(kid, kid.name === "" ? line : `${line} ${quote(kid.name)}`);
  };
  walk(root, "set");
  const words: string[] = [];
  const marks = (node: ConfigNode): void => {
    if (node.name !== "") words.push(node.name);
    if (!node.plain) {
      const path = joinWords(words);
      if (node.inactive) lines.push(`deactivate ${path}`);
      if (node.protect) lines.push(`protect ${path}`);
      if (node.comment !== undefined) lines.push(`annotate ${path} ${quoteAlways(node.comment)}`);
    }
    if (node.kids) for (const kid of node.kids) marks(kid);
    if (node.name !== "") words.pop();
  };
  marks(root);
  return lines;
}
