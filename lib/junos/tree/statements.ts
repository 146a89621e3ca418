// A tree as flat statements, and the text forms of one statement.
import type { ConfigNode } from "./node";
import { opaqueWords } from "../text/lines";
import { quote, quoteAlways } from "../text/quote";
import { above } from "./levels";
import { endsInSecret } from "./secret-words";

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
  /** Outside the schema: no rule judges it. */
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
    kind === "opaque" ||
    kind === "leaf" ||
    (kind === "container" && node.schema.presence)
  );
}

/** Visits every statement in order. */
function eachStatement(
  root: ConfigNode,
  visit: (node: ConfigNode, path: readonly string[], inactive: boolean) => void,
): void {
  const path: string[] = [];
  const walk = (node: ConfigNode, inactive: boolean): void => {
    if (node.schema.kind === "opaque") return visit(node, opaqueWords(node.name), inactive);
    const off = inactive || node.inactive;
    if (node.kids === undefined) {
      if (speaksAlone(node) && path.length > 0) visit(node, path, off);
      return;
    }
    for (const kid of node.kids) {
      const named = kid.name !== "" && kid.schema.kind !== "opaque";
      if (named) path.push(kid.name);
      walk(kid, off);
      if (named) path.pop();
    }
  };
  walk(root, false);
}

/** Whether no model of Junos has the statement. */
const isOutside = (node: ConfigNode): boolean =>
  node.schema.kind === "unknown" || node.schema.kind === "opaque";

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
  eachStatement(root, (node, path, inactive) => {
    // Outside the schema a value isn't told from a name: a secret is taken out of the words, or the key would show it.
    const hidden = isOutside(node) && endsInSecret(path);
    const value = hidden ? path.at(-1) : node.value;
    all.push({
      path: hidden ? path.slice(0, -1) : [...path],
      ...(value !== undefined && { value }),
      ...(node.origin !== undefined && { origin: node.origin }),
      secret: hidden || (node.schema.kind === "leaf" && node.schema.secret),
      unchecked: isUnchecked(node),
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
