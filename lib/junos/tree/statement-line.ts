// One set line as a statement.
import { JunosSyntaxError } from "../errors";
import { ROOT } from "../schema";
import { SetReader } from "../text/set";
import { ConfigNode } from "./node";
import { statementsOf, type Statement } from "./statements";

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

/** Whether a set line says a secret. */
export function isSecretLine(line: string): boolean {
  if (!line.startsWith("set ")) return false;
  try {
    return parseStatementLine(line).secret;
  } catch {
    return false;
  }
}
