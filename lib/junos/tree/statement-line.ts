// One set line as a statement.
import { maskMarked } from "../../secrets";
import { JunosSyntaxError } from "../errors";
import { ROOT } from "../schema";
import { SetReader } from "../text/set";
import { place, WordError } from "../text/walk";
import { ConfigNode } from "./node";
import { shownLine } from "./secrecy";
import type { Statement } from "./statement";
import { statementsOf } from "./statements";

/**
 * The statement that a line says, with or without "set".
 * @throws JunosSyntaxError when it says none, or several.
 */
export function parseStatementLine(line: string): Statement {
  const root = new ConfigNode("", ROOT);
  new SetReader(root, { bare: true }).text(line);
  const [statement, ...more] = statementsOf(root);
  if (statement === undefined)
    throw new JunosSyntaxError("the line says nothing to set", { line: 1, column: 1 });
  if (more.length > 0)
    throw new JunosSyntaxError("the line says several statements: give each its own", {
      line: 1,
      column: 1,
    });
  return statement;
}

/**
 * The statements that words say; several where brackets list items.
 * @throws JunosSyntaxError when they say none. Its message holds no word that may be a secret.
 */
export function parseStatementWords(words: readonly string[]): Statement[] {
  const root = new ConfigNode("", ROOT);
  try {
    place(root, words, 0, { raw: true });
  } catch (error) {
    if (!(error instanceof WordError)) throw error;
    throw new JunosSyntaxError(error.message, { line: 1, column: 1 });
  }
  return statementsOf(root);
}

/** A configuration-mode command as it may be shown: secrets masked, in names and in values. */
export function shownCommand(line: string): string {
  const [, verb, rest] = /^(set|delete|activate|deactivate) (.*)$/s.exec(line) ?? [];
  if (verb === undefined || rest === undefined) return maskMarked(line, { statements: true });
  try {
    return shownLine(parseStatementLine(rest)).replace(/^set/, verb);
  } catch {
    return maskMarked(line, { statements: true });
  }
}
