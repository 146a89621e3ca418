// How the lab's command line of this package is started for a program of somebody's: its script, and what it is told by its environment.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { packageFolder } from "./version";

/**
 * The script that sets up what the lab needs and then runs its command line.
 * @throws Error where the package has no lab, as a bundler leaves it
 */
export function labScript(): string {
  const script = join(packageFolder(), "scripts/lab.mjs");
  if (!existsSync(script))
    throw new Error(`${script} is not there: install pulumi-vsrx as a whole`);
  return script;
}

/** The environment that tells the lab which program it is for, and where to keep what it makes. */
export const labEnvironment = (
  project: string,
  folder: string = process.env["VSRX_LAB_DIR"] || ".lab",
): NodeJS.ProcessEnv => ({
  ...process.env,
  INIT_CWD: project,
  VSRX_LAB_COMMAND: "npx vsrx lab",
  VSRX_LAB_PROGRAM: project,
  VSRX_LAB_DIR: resolve(project, folder),
});
