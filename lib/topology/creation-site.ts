// Where in a program a construct was made, read from the stack of calls only when somebody asks.
import { dirname, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { SourcePlace } from "../diagnostics";

/** Everything of this library lies below this folder, and what it was built from in the same place without dist: source maps lead there. */
const BUILT = `${dirname(__dirname)}${sep}`;
const LIBRARY = [BUILT, BUILT.replace(`${sep}dist${sep}lib${sep}`, `${sep}lib${sep}`)];

/** Remembers the calls that led here. The engine writes them as text only when the returned function is called. */
export function creationSite(): () => SourcePlace | undefined {
  const trace: { stack?: string } = {};
  Error.captureStackTrace(trace, creationSite);
  return () => firstOutside(trace.stack ?? "");
}

/** Where in the program an error was thrown, when the program's own files are on its stack. */
export function placeOf(error: Error): SourcePlace | undefined {
  return firstOutside(error.stack ?? "");
}

function firstOutside(stack: string): SourcePlace | undefined {
  for (const line of stack.split("\n")) {
    const match = /^\s*at (?:.*\()?(.+?):(\d+):(\d+)\)?$/.exec(line);
    if (match === null) continue;
    const [, where = "", row, column] = match;
    const file = where.startsWith("file:") ? fileURLToPath(where) : where;
    if (LIBRARY.some((folder) => file.startsWith(folder)) || file.startsWith("node:")) continue;
    if (file.includes(`${sep}node_modules${sep}`)) continue;
    return { file, line: Number(row), column: Number(column) };
  }
  return undefined;
}
