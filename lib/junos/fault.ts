// What this room throws, as a mistake that whoever caught it can tell.
import type { Mistake } from "../diagnostics";
import { ConflictError, ExclusiveError, JunosObjectError, JunosSyntaxError } from "./errors";

/**
 * The mistake behind an error of this room; undefined for any other error.
 * @param place what the text was given as: "raw line 2"
 */
export function mistakeOf(error: unknown, place?: string): Mistake | undefined {
  if (error instanceof ConflictError) {
    const [before, after] = error.origins;
    const [first, second] = error.values;
    return {
      rule: "conflict",
      statement: error.path,
      what: `${before} and ${after} disagree: ${before} says ${first}, ${after} says ${second}`,
      fix: "let one of them say it, or state it in override",
      related: [{ construct: before, statement: error.path, what: `says ${first}` }],
    };
  }
  if (error instanceof ExclusiveError) {
    const { path, statements, by } = error;
    return {
      rule: "statements-exclusive",
      statement: path,
      what: `${place === undefined ? "" : `${place}: `}two statements exclude each other, and Junos keeps only the last one`,
      found: `${statements[0]}${by === undefined ? "" : ` of ${by}`} and ${statements[1]}`,
      allowed: `${statements[0]} or ${statements[1]}`,
      fix: `leave one of them out, or let override say ${statements[1]}`,
    };
  }
  if (error instanceof JunosObjectError) {
    return {
      rule: "config-object",
      ...(error.path === "" ? {} : { statement: error.path }),
      what: error.reason,
      fix: "write it as the type JunosConfig has it, or give the statement in raw",
    };
  }
  if (error instanceof JunosSyntaxError) {
    const { reason, near, suggestion } = error;
    return {
      rule: "syntax",
      what: place === undefined ? reason : `${place} is no Junos statement: ${reason}`,
      ...(near === undefined ? {} : { found: `"${near}"` }),
      fix: suggestion === undefined ? "write it as Junos does" : `did you mean "${suggestion}"?`,
    };
  }
  return undefined;
}
