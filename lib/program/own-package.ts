// A package as a program itself would find it: its own copy, whatever copies other programs have.
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { ProgramError } from "./errors";

/**
 * The file that the program's main file gets when it imports `name`.
 * @throws ProgramError when the program has no such package
 */
export function resolveOwn(main: string, name: string): string {
  try {
    return createRequire(main).resolve(name);
  } catch {
    const packageName = /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name;
    throw new ProgramError(
      `${dirname(main)} finds no ${packageName}; install the program's packages there (npm install)`,
    );
  }
}
